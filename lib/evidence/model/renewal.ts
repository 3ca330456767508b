/** Asking for evidence again before it ends: types and closed lists, free of zod. */

export const renewalStages = ['IN_30_DAYS', 'IN_7_DAYS', 'ENDED'] as const;
export type RenewalStage = (typeof renewalStages)[number];

/** The second and nearer time that somebody is asked, in days before the last valid one. */
export const renewalSoonDays = 7;

/** Evidence in use that ends soon or has ended, with whoever answers for it; null for the officers. */
export type ToRenew = {
  evidenceId: string;
  title: string;
  validUntil: string;
  ownerId: string | null;
};

export type ToRenewView = Omit<ToRenew, 'ownerId'> & { days: number };

/** Evidence that somebody brought and that was rejected. */
export type RejectedView = { evidenceId: string; title: string; reason: string; byName: string };
