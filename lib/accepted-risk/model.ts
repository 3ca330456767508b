/** A risk that somebody has accepted beside an answer, which it never changes. No zod here: client components import this. */

/** It is looked at again at the latest so many months after it was accepted. */
export const maxMonths = 12;

export const maxRiskText = 2000;
export const maxRiskLine = 200;

/** So many of one requirement at most. */
export const maxAccepted = 20;

export type AcceptedRiskFacts = {
  /** An answer row of the requirement; null: the whole requirement. */
  row: number | null;
  /** What is accepted. */
  risk: string;
  reason: string;
  acceptedByName: string;
  acceptedByRole: string;
  acceptedOn: string;
  /** Until this day it is looked at again. */
  reviewOn: string;
};

export const acceptedRiskFields = [
  'row',
  'risk',
  'reason',
  'acceptedByName',
  'acceptedByRole',
  'acceptedOn',
  'reviewOn',
] as const satisfies readonly (keyof AcceptedRiskFacts)[];

export type AcceptedRiskView = AcceptedRiskFacts & {
  acceptedRiskId: string;
  version: number;
  recordedByName: string;
  recordedAt: string;
  /** Its day has passed: somebody has to look at it again. */
  isOverdue: boolean;
  /** Whether the person who looks may change or withdraw it. */
  mayChange: boolean;
};

/** What was accepted beside one requirement's answers, oldest first. */
export type AcceptedRisksView = {
  risks: AcceptedRiskView[];
  /** With what beside the answers it was read, see SeenRequirement of lib/review. */
  grounds: string;
  /** Why nothing can be recorded here; null when the person may. */
  locked: string | null;
  today: string;
};
