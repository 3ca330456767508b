import type { Finding } from '@/lib/catalogue/model';
import type { ReviewState } from '@/lib/response/model';

export const reviewNames: Record<ReviewState, string> = {
  READY: 'Waits for review',
  APPROVED: 'Reviewed',
  RETURNED: 'Returned',
  CHANGED: 'Changed since its review',
};

export const reviewActs = ['READY', 'APPROVE', 'RETURN'] as const;
export type ReviewAct = (typeof reviewActs)[number];

/** Longest text of what has to be changed. */
export const maxReason = 2_000;

/**
 * A requirement as a person saw it: the sum of the versions of its answer rows, and in one word what stood beside them
 * (evidence, tests, accepted risks, its risk analysis, what providers do). Without a word, nothing did.
 */
export type SeenRequirement = { requirementNumber: string; basis: number; grounds?: string | undefined };

/** "6.3.3:14", with the word of what stood beside it as a third part. */
export function seenText({ requirementNumber, basis, grounds }: SeenRequirement): string {
  return `${requirementNumber}:${basis}${grounds ? `:${grounds}` : ''}`;
}

/** How one requirement stands, for its screen. */
export type ReviewView = {
  state: ReviewState;
  reason: string;
  byName: string;
  at: string;
};

/** Whether whoever looks wrote an answer of a requirement, and what keeps an author from approving it; '' where nothing does. */
export type OwnView = { isYours: boolean; bar: string };

/** One requirement as its reviewer looks at it. */
export type ReviewLine = {
  requirementNumber: string;
  title: string;
  finding: Finding | null;
  /** What the answer still lacks before it can be reviewed; empty when it is whole. */
  lacks: string;
  evidence: number;
  /** What a claim lacks, see lib/response. */
  claim: string;
  state: ReviewState | null;
  basis: number;
  /** What stood beside the answer, see SeenRequirement. */
  grounds: string;
  answeredBy: string[];
  /** Whoever looks wrote an answer of it. */
  isOwn: boolean;
  /** Why they may not approve it for that; '' where they may. */
  bar: string;
};

/** What one act did, requirement by requirement. */
export type ReviewOutcome = {
  changed: string[];
  /** Left as it is, with why. */
  left: { requirementNumber: string; why: string }[];
};
