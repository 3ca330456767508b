/** The statuses of part 3, in the order of the form. No zod here: client components may import this file. */
export const outcomes = ['COMPLIANT', 'NON_COMPLIANT', 'COMPLIANT_WITH_LEGAL_EXCEPTION'] as const;
export type Outcome = (typeof outcomes)[number];

export const outcomeNames: Record<Outcome, string> = {
  COMPLIANT: 'Compliant',
  NON_COMPLIANT: 'Non-Compliant',
  COMPLIANT_WITH_LEGAL_EXCEPTION: 'Compliant but with Legal exception',
};

/** Part 3a in own words; ids are kept for ever. */
export const acknowledgements = {
  completed: 'This self-assessment was completed as the instructions of its questionnaire and PCI DSS ask.',
  fair: 'The answers and this attestation describe the results of the assessment fairly in every important point.',
  maintained: 'The PCI DSS controls that apply to this environment will be kept working at all times.',
} as const;
export type AcknowledgementId = keyof typeof acknowledgements;
export const acknowledgementIds = Object.keys(acknowledgements) as AcknowledgementId[];
