import type { AcceptedRiskFacts } from '@/lib/accepted-risk/model';
import type { Finding } from '@/lib/catalogue/model';
import type { ResponseFields } from '@/lib/response/model';

/** Why somebody should look before the answer of last year is given again. No zod here: client components import this file. */
export type CarryReason =
  | 'NOT_IN_PLACE'
  | 'CCW'
  | 'RISK'
  | 'EVIDENCE'
  | 'NO_EVIDENCE'
  | 'NO_TEST'
  | 'NOT_MET'
  | 'NOT_TESTED';

export const carryReasonWords: Record<CarryReason, string> = {
  NOT_IN_PLACE: 'Was Not in Place',
  CCW: 'A compensating control is documented anew each year',
  NOT_TESTED: 'Was not tested',
  RISK: 'A risk was accepted, which is decided anew',
  EVIDENCE: 'Evidence ran out or does not count',
  NO_EVIDENCE: 'No valid evidence yet',
  NO_TEST: 'No test of this year yet',
  NOT_MET: 'A test of this year was not fully met',
};

/** What one answer row said last year. */
export type CarriedRow = { row: number; fields: ResponseFields; at: string | null; byName: string };

/** Last year's answer of one requirement, for its screen. */
export type CarriedView = {
  assessmentName: string;
  rows: CarriedRow[];
  expiredEvidence: string[];
  /** Accepted beside it last year, and to be accepted anew where it still is. */
  risks: AcceptedRiskFacts[];
};

/** So much of what was written stands in the list; the rest on the requirement. */
export const noteLength = 400;

/** One requirement on the page of last year's answers. */
export type CarriedLine = {
  requirementNumber: string;
  title: string;
  finding: Finding | null;
  byName: string;
  at: string | null;
  /** It has an answer of this year. */
  isAnswered: boolean;
  reasons: CarryReason[];
  expiredEvidence: string[];
  /** What was written of it last year, from its beginning. */
  note: string;
};

/** The signed assessment that a new one starts from, and what it proposes for the year after. */
export type LastYear = {
  id: string;
  name: string;
  periodTo: string;
  dueOn: string | null;
  merchantIdIds: string[];
  acquirerIds: string[];
};

/** What changed around the whole assessment since last year's was signed. */
export type CarriedChanges = {
  fromId: string;
  fromName: string;
  signedAt: string | null;
  integrations: string[];
  providers: string[];
};

export type CarryOutcome = {
  confirmed: string[];
  /** For which a test was recorded with it. */
  tested: string[];
  left: { requirementNumber: string; why: string }[];
  /** By which all of it is taken back; null when nothing was done. */
  changeId: string | null;
};
