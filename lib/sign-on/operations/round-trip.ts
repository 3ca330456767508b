import 'server-only';
import { z } from 'zod';
import { isSecureSite } from '@/lib/access/session';
import { spendChallenge } from '@/lib/person/operations/challenge';
import { now } from '@/lib/platform/clock';
import { unsafeTransaction } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { seal, unseal } from '@/lib/platform/seal';

const SEALED_FOR = 'sign-on round trip';
export const roundTripSeconds = 10 * 60;

const roundTrip = z.strictObject({
  purpose: z.enum(['SIGN_IN', 'CONFIRM', 'TEST']),
  organizationId: z.uuid(),
  /** Of the provider's row: what was changed meanwhile is not finished. */
  version: z.number(),
  nonce: z.string(),
  verifier: z.string(),
  startedAt: z.number(),
  returnPath: z.string(),
  sessionId: z.uuid().nullable(),
});
/** What is remembered between leaving for the provider and coming back. It travels sealed in the browser's cookie. */
export type RoundTrip = z.infer<typeof roundTrip>;

/** Where the provider sends the browser back to; one address per organization, so that providers cannot be mixed up. */
export function redirectUri(organizationId: string): string {
  return new URL(`/api/sign-on/${organizationId}/callback`, env().NEXTAUTH_URL).href;
}

/** One cookie per round trip: two windows do not disturb each other. What comes back may be anything; a name is not. */
export function roundTripCookieName(state: string): string {
  const part = state.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 12);
  return `${isSecureSite() ? '__Host-' : ''}inplace.sign-on.${part}`;
}

export function sealRoundTrip(state: string, trip: RoundTrip): string {
  return seal(SEALED_FOR, state, JSON.stringify(trip));
}

/**
 * The round trip that this browser began with this state, or null: another browser's, another organization's and an old one
 * are none. It is not taken yet.
 */
export function peekRoundTrip(
  organizationId: string,
  state: string,
  cookie: string | undefined,
): RoundTrip | null {
  const text = cookie ? unseal(SEALED_FOR, state, cookie) : null;
  const trip = text === null ? null : roundTrip.parse(JSON.parse(text));
  if (!trip || trip.organizationId !== organizationId) return null;
  return now().getTime() - trip.startedAt > roundTripSeconds * 1000 ? null : trip;
}

/** The same, once: null also for one that came back already. */
export async function takeRoundTrip(
  organizationId: string,
  state: string,
  cookie: string | undefined,
): Promise<RoundTrip | null> {
  const trip = peekRoundTrip(organizationId, state, cookie);
  const isFirst =
    trip !== null &&
    (await unsafeTransaction({ organizationId: null, userId: null }, (tx) => spendChallenge(tx, state)));
  return isFirst ? trip : null;
}
