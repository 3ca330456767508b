import type { FormPart } from './form';

/**
 * Gravest first. STOPS: nobody can sign. STOPS_COMPLIANT: the result cannot be Compliant, an honest Non-Compliant can be signed.
 * ADVICE: nothing is blocked, but a reader of the attestation will ask.
 */
export const severities = ['STOPS', 'STOPS_COMPLIANT', 'ADVICE'] as const;
export type Severity = (typeof severities)[number];

/** The place where a problem is mended. */
export type Place =
  | { kind: 'PART'; part: FormPart; field?: string }
  | { kind: 'REQUIREMENT'; requirementNumber: string }
  | { kind: 'EVIDENCE'; evidenceId: string }
  | { kind: 'LEGAL_ENTITY'; legalEntityId: string }
  | { kind: 'PROVIDER'; providerId: string }
  | { kind: 'INTEGRATION'; integrationId: string }
  | { kind: 'REVIEW' }
  | { kind: 'PICKER' };

export type SignOffProblem = {
  code: string;
  severity: Severity;
  words: string;
  /** Short labels with their own links: requirement numbers, parts of the form. */
  places: { label: string; place: Place }[];
  /** Verb on the button, and where it leads. */
  action: string;
  place: Place;
};
