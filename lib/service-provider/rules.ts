import { daysBetween } from '@/lib/platform/clock';
import type { AttestationState } from './model';

/** An attestation is asked for again this many days before it ends: providers rarely answer within a week. */
export const attestationNoticeDays = 30;

/** Where a provider's attestation stands on a day. The last valid day still counts as valid. */
export function deriveAttestationState(validUntil: string | null, today: string): AttestationState {
  if (validUntil === null) return 'NONE';
  const daysLeft = daysBetween(today, validUntil);
  if (daysLeft < 0) return 'ENDED';
  return daysLeft <= attestationNoticeDays ? 'ENDS_SOON' : 'VALID';
}

/**
 * An attestation carries no end date; it is usually relied on for twelve months. 29 February gives 28 February.
 */
export function proposeValidUntil(attestationOn: string): string {
  const year = Number(attestationOn.slice(0, 4)) + 1;
  const monthAndDay = attestationOn.slice(4);
  return monthAndDay === '-02-29' ? `${year}-02-28` : `${year}${monthAndDay}`;
}
