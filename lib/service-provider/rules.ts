import { daysBetween } from '@/lib/platform/clock';
import type { AttestationState } from './model';

/** An attestation is asked for again this many days before it ends: providers rarely answer within a week. */
const attestationNoticeDays = 30;

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

const worstFirst: readonly AttestationState[] = ['ENDED', 'NONE', 'ENDS_SOON', 'VALID'];

/** The one of several attestations that needs a look first: ended, none recorded, ending, then the earliest end. */
export function worstAttestation<
  A extends { attestationState: AttestationState; attestationValidUntil: string | null },
>(attestations: readonly A[]): A | null {
  const rank = (attestation: A) => worstFirst.indexOf(attestation.attestationState);
  const end = (attestation: A) => attestation.attestationValidUntil ?? '';
  const [worst] = [...attestations].sort((a, b) => rank(a) - rank(b) || end(a).localeCompare(end(b)));
  return worst ?? null;
}
