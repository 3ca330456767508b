import type { FormPart } from './form';

/**
 * STOPS: nobody can sign. STOPS_COMPLIANT: the result cannot be Compliant, an honest Non-Compliant can be signed.
 * ADVICE: nothing is blocked, but a reader of the attestation will ask.
 */
export type Severity = 'STOPS' | 'STOPS_COMPLIANT' | 'ADVICE';

/** The place where a problem is mended. */
export type Place =
  | { kind: 'PART'; part: FormPart; field?: string }
  | { kind: 'REQUIREMENT'; requirementNumber: string }
  | { kind: 'EVIDENCE'; evidenceId: string }
  | { kind: 'LEGAL_ENTITY'; legalEntityId: string }
  | { kind: 'PROVIDER'; providerId: string }
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
