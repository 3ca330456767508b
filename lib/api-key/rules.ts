import { AppError } from '@/lib/platform/errors';
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

/** Visible ASCII without quotation marks, bare or as the quoted string of a structured field. */
const IDEMPOTENCY_KEY = /^(?:"([!#-[\]-~]{1,255})"|([!#-[\]-~]{1,255}))$/;

/** The value of an Idempotency-Key header, however it was quoted. Throws INVALID. */
export function parseIdempotencyKey(header: string): string {
  const [, quoted, bare] = IDEMPOTENCY_KEY.exec(header.trim()) ?? [];
  const value = quoted ?? bare;
  if (value) return value;
  throw new AppError(
    'INVALID',
    'Send an Idempotency-Key of 1 to 255 letters, digits and signs, without spaces, quotation marks and backslashes.',
  );
}
