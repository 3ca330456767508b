/** Review of evidence: types and closed lists, free of zod. */

export const evidenceOutcomes = ['ACCEPTED', 'REJECTED'] as const;
export type EvidenceOutcome = (typeof evidenceOutcomes)[number];

/** What the latest review says of what stands now; '' where nobody reviewed that. */
export type EvidenceReviewState = EvidenceOutcome | '';

/** One thing that a reviewer said. */
export type EvidenceReviewLine = {
  number: number;
  outcome: EvidenceOutcome;
  reason: string;
  fileVersion: number;
  byName: string;
  at: Date;
};

/** How an item stands with its reviewer, for its page. */
export type EvidenceReviewView = {
  state: EvidenceReviewState;
  /** Newest first; the first one is what `state` rests on, where there is a state. */
  reviews: EvidenceReviewLine[];
  /** Files that came after a rejection cannot be opened yet: what was rejected is all that there is. */
  isStillRejected: boolean;
  /** What a reviewer has seen, to be named with the review. */
  seen: string;
  /** Why it cannot be accepted now by the person who looks; '' where it can. */
  bar: string;
};

/** Why an item does not count: what its reviewer said. */
export type Rejection = { reason: string; byName: string };
