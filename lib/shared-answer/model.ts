import type { Finding } from '@/lib/catalogue/model';
import type { ResponseField } from '@/lib/response/model';

/**
 * How a use of another assessment's answer stands. CHANGED: the source says something else since it was confirmed, so the
 * use counts as open. OWN: it was changed here since. STOPPED: the source does not ask it any more. No zod here: client
 * components import this file.
 */
export type SharedState = 'CURRENT' | 'CHANGED' | 'OWN' | 'STOPPED';

export type FieldChange = { row: number; field: ResponseField; from: unknown; to: unknown };

/** What both sides said when somebody looked: a save names it, so that nothing is overwritten unseen. */
export type Seen = {
  assessmentId: string;
  requirementNumber: string;
  sourceBasis: number;
  targetBasis: number;
};

/** An answer of this assessment that rests on another one. */
export type SharedLink = Seen & {
  title: string;
  sourceId: string;
  sourceName: string;
  confirmedAt: string;
  confirmedByName: string;
  state: SharedState;
  /** It counts as open, and stops the signature, until somebody confirms or detaches it. */
  waits: boolean;
  /** From what is said here to what the source says now. */
  changes: FieldChange[];
};

/** What using an answer of this assessment in another one would do there. */
export type ShareEffect = 'NEW' | 'SAME' | 'REPLACES' | 'LINKED' | 'NOT_OFFERED';

export type ShareLine = Seen & {
  assessmentName: string;
  title: string;
  finding: Finding | null;
  effect: ShareEffect;
  changes: FieldChange[];
  /** Uses of evidence that come along. */
  evidence: number;
};

export type ShareOutcome = {
  shared: { assessmentId: string; requirementNumber: string }[];
  left: { assessmentId: string; requirementNumber: string; why: string }[];
};

/** Of one requirement, for its screen. */
export type SharedView = {
  from: {
    assessmentId: string;
    name: string;
    confirmedAt: string;
    confirmedByName: string;
    state: SharedState;
  } | null;
  usedIn: { assessmentId: string; name: string }[];
  /** It is answered for the whole organization, so it can be used elsewhere. */
  canShare: boolean;
};
