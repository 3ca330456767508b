/** Types and closed lists, free of zod: client components import from here. The checks of input are in schema.ts. */

export const evidenceKinds = ['FILE', 'LINK', 'NOTE'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export const evidenceKindNames: Record<EvidenceKind, string> = { FILE: 'File', LINK: 'Link', NOTE: 'Note' };

/** So many files make one item at most. */
export const maxFilesPerItem = 20;

/** From this many days before its last valid day, evidence is shown as ending soon. */
export const endsSoonDays = 30;

export type Validity = 'VALID' | 'ENDS_SOON' | 'ENDED' | 'NO_END_DATE';

/** A file that is on the disk already and waits for its row. */
export type ReceivedFile = {
  storageKey: string;
  fileName: string;
  sizeBytes: number;
  sha256: string;
  mediaType: string;
};

export const evidenceViews = ['ALL', 'ENDS_SOON', 'ENDED', 'NOT_USED', 'ARCHIVED'] as const;
export type EvidenceListView = (typeof evidenceViews)[number];

export const evidenceViewNames: Record<EvidenceListView, string> = {
  ALL: 'All',
  ENDS_SOON: 'Ends in 30 days',
  ENDED: 'Ended',
  NOT_USED: 'Not used',
  ARCHIVED: 'Removed',
};

/** What the address of the library asks for. */
export type EvidenceFilter = { view: EvidenceListView; evidenceType: string; query: string; cursor: string };

export type EvidenceCounts = Record<EvidenceListView, number>;

/** Where an item is used: one requirement of one assessment. */
export type EvidenceUseView = {
  assessmentId: string;
  assessmentName: string;
  requirementNumber: string;
  isSigned: boolean;
};

export type EvidenceRowView = {
  evidenceId: string;
  kind: EvidenceKind;
  title: string;
  evidenceType: string;
  validUntil: string | null;
  validity: Validity;
  receivedOn: string;
  receivedByName: string;
  fileCount: number;
  mediaType: string | null;
  sha256: string | null;
  requirementNumbers: string[];
};

export type EvidenceFileView = {
  fileId: string;
  fileName: string;
  sizeBytes: number;
  mediaType: string;
  sha256: string;
  receivedAt: Date;
};

export type EvidenceView = {
  evidenceId: string;
  kind: EvidenceKind;
  title: string;
  evidenceType: string;
  note: string;
  url: string;
  collectedOn: string | null;
  validUntil: string | null;
  validity: Validity;
  receivedAt: Date;
  receivedByName: string;
  version: number;
  archivedAt: Date | null;
  archiveReason: string;
  files: EvidenceFileView[];
  uses: EvidenceUseView[];
  activities: string[];
};

/** One row of a requirement's evidence, ready to draw: words and numbers are made on the server. */
export type PanelItemView = {
  evidenceId: string;
  kind: EvidenceKind;
  title: string;
  facts: string;
  url: string;
  note: string;
  validity: Validity;
  validUntil: string;
  files: { fileId: string; fileName: string; facts: string; canPreview: boolean }[];
  alsoUsedFor: string[];
};

export type PanelView = { items: PanelItemView[]; locked: string | null; maxBytes: number };

/** One hit when an existing item is looked for. */
export type EvidenceHitView = { evidenceId: string; kind: EvidenceKind; title: string; facts: string };
