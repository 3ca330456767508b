/** Types and closed lists, free of zod: client components import from here. The checks of input are in schema.ts. */

import type {
  Confidentiality,
  EvidenceCadence,
  EvidenceFieldsView,
  EvidenceOwner,
  EvidenceSort,
} from './model/fields';
import type { Failure, MachineMark, MachineResultView } from './model/machine';
import type { EvidenceReviewState, Rejection } from './model/review';
import type { FileScanView, ScanMark } from './model/scan';

/** What a person may bring. */
export const personKinds = ['FILE', 'LINK', 'NOTE'] as const;
/** What there is: the last one is pushed by a program. */
export const evidenceKinds = [...personKinds, 'MACHINE'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export const evidenceKindNames: Record<EvidenceKind, string> = {
  FILE: 'File',
  LINK: 'Link',
  NOTE: 'Note',
  MACHINE: 'Machine result',
};

/** So many files make one item at most. */
export const maxFilesPerItem = 20;

/** From this many days before its last valid day, evidence is shown as ending soon. */
export const endsSoonDays = 30;

export type Validity = 'VALID' | 'ENDS_SOON' | 'ENDED' | 'NO_END_DATE';

/** A file that is in the store already, encrypted with a key of its own, and waits for its row. */
export type ReceivedFile = {
  storageKey: string;
  fileName: string;
  sizeBytes: number;
  sha256: string;
  mediaType: string;
  keyId: string;
  wrappedKey: string;
  /** Made by the program itself: there is nothing to look for in it. */
  isOwn?: true;
  /** It waits for a person who may also give it up. */
  isUpload?: true;
};

export const evidenceViews = [
  'ALL',
  'TO_REVIEW',
  'REJECTED',
  'TO_RENEW',
  'ENDS_SOON',
  'ENDED',
  'NOT_USED',
  'ARCHIVED',
] as const;
export type EvidenceListView = (typeof evidenceViews)[number];

export const evidenceViewNames: Record<EvidenceListView, string> = {
  ALL: 'All',
  TO_REVIEW: 'To review',
  REJECTED: 'Rejected or failed',
  TO_RENEW: 'To renew',
  ENDS_SOON: 'Ends in 30 days',
  ENDED: 'Ended',
  NOT_USED: 'Not used',
  ARCHIVED: 'Removed',
};

/** What the address of the library asks for. */
export type EvidenceFilter = {
  view: EvidenceListView;
  evidenceType: string;
  query: string;
  /** A member, "me" for whoever asks, or everybody's. */
  ownerId: string;
  tag: string;
  confidentiality: Confidentiality | '';
  sort: EvidenceSort;
  isReversed: boolean;
  cursor: string;
};

export type EvidenceCounts = Record<EvidenceListView, number>;

/** Where an item is used: one requirement of one assessment. */
export type EvidenceUseView = {
  assessmentId: string;
  assessmentName: string;
  requirementNumber: string;
  isSigned: boolean;
  /** Which version of the files was signed. */
  signedVersion: number | null;
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
  /** What its files' checks say, where there is something to say. */
  scanMark: ScanMark | null;
  /** What the program said last, where one pushed it. */
  machine: MachineMark | null;
  reviewState: EvidenceReviewState;
  requirementNumbers: string[];
  owner: EvidenceOwner | null;
  confidentiality: Confidentiality;
  tags: string[];
};

export type EvidenceFileView = {
  fileId: string;
  fileName: string;
  sizeBytes: number;
  mediaType: string;
  sha256: string;
  receivedAt: Date;
  fileVersion: number;
  /** Its retention ended: name, size and hash are all that is left. */
  isDeleted: boolean;
  /** A signature names its version, and it came out of quarantine only afterwards: it is no part of what was signed. */
  cameAfterSignature: boolean;
  scan: FileScanView;
};

export type EvidenceView = EvidenceFieldsView & {
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
  /** The newest version. */
  fileVersion: number;
  files: EvidenceFileView[];
  /** Files of the versions before, newest first. */
  earlierFiles: EvidenceFileView[];
  /** Last day on which a signature that rests on it keeps it from being removed. */
  keptUntil: string | null;
  /** The program's own name for it; null where it has none, or no program pushed it. */
  externalRef: string | null;
  /** What a program said with its versions, newest first. */
  results: MachineResultView[];
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
  files: {
    fileId: string;
    fileName: string;
    facts: string;
    canPreview: boolean;
    isOpen: boolean;
    scanMark: ScanMark | null;
  }[];
  alsoUsedFor: string[];
  /** Why it proves nothing here; null where it was not rejected. */
  rejection: Rejection | null;
  /** The same where its newest result is that it failed. */
  failure: Failure | null;
  isAccepted: boolean;
};

/** Somebody who is asked for evidence for the requirement and has not answered yet. */
export type PanelAskedView = { requestId: string; title: string; recipientName: string; untilOn: string };

export type PanelView = {
  items: PanelItemView[];
  asked: PanelAskedView[];
  /** With what beside the answers it was read, see SeenRequirement of lib/review. */
  grounds: string;
  locked: string | null;
  maxBytes: number;
  /** How often the standard asks for new proof of it; null where it names no interval. */
  cadence: EvidenceCadence | null;
  /** Today in the organization's time zone. */
  today: string;
};

/** One hit when an existing item is looked for. */
export type EvidenceHitView = {
  evidenceId: string;
  kind: EvidenceKind;
  title: string;
  facts: string;
  /** Why it stands there where nobody looked for it: a suggestion or a recent one; else empty. */
  reason: string;
};

/** A requirement that an item may prove, why, and in which open assessments it is asked. Nothing is linked by it. */
export type RequirementSuggestion = {
  requirementNumber: string;
  title: string;
  reasons: string[];
  assessments: { assessmentId: string; name: string }[];
};
