import { endsSoonDays, type KeyState, reviewDays } from './model';

const DAY_MS = 86_400_000;

/** Where a key stands at an instant. */
export function deriveKeyState(key: { revokedAt: Date | null; expiresAt: Date }, at: Date): KeyState {
  if (key.revokedAt) return 'REVOKED';
  const left = key.expiresAt.getTime() - at.getTime();
  if (left <= 0) return 'ENDED';
  return left <= endsSoonDays * DAY_MS ? 'ENDS_SOON' : 'WORKS';
}

/** Whether a service account waits for somebody to look at it: too long ago, or nobody answers for it (8.6.1). */
export function needsReview(account: { reviewedAt: Date; ownerLeft: boolean }, at: Date): boolean {
  return account.ownerLeft || at.getTime() - account.reviewedAt.getTime() > reviewDays * DAY_MS;
}
