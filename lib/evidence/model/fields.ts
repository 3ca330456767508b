/** What is said about a piece of evidence beside its contents, free of zod. */

export const confidentialities = ['PUBLIC', 'INTERNAL', 'CONFIDENTIAL'] as const;
export type Confidentiality = (typeof confidentialities)[number];

export const confidentialityNames: Record<Confidentiality, string> = {
  PUBLIC: 'Public',
  INTERNAL: 'Internal',
  CONFIDENTIAL: 'Confidential',
};

export const maxEvidenceTags = 20;
export const maxEvidenceTag = 40;
export const maxSource = 200;

/** So much of each view is counted; what is more is shown as "10,000+". */
export const countedUpTo = 10_000;

export const evidenceSorts = ['END', 'NAME', 'RECEIVED'] as const;
export type EvidenceSort = (typeof evidenceSorts)[number];

/** Whoever answers for a piece of evidence. One who has left stays named until somebody else is. */
export type EvidenceOwner = { userId: string; name: string; hasLeft: boolean };

/** The fields of a form, filled in. */
export type EvidenceFieldsView = {
  coversFrom: string | null;
  coversTo: string | null;
  owner: EvidenceOwner | null;
  confidentiality: Confidentiality;
  source: string;
  tags: string[];
};

/** What a form has to choose from. */
export type EvidenceChoices = {
  /** Members who may answer for evidence. */
  owners: { userId: string; name: string }[];
  /** In use of late. */
  tags: string[];
  /** Who asks, and answers for what they add. */
  ownId: string | null;
};

/** How often a requirement asks for new proof. */
export type EvidenceCadence = {
  requirementNumber: string;
  every: number;
  unit: 'day' | 'week' | 'month' | 'year';
};
