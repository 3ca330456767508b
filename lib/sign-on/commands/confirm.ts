import 'server-only';
import { systemGrant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { SessionContext } from '@/lib/access/session';
import { commit } from '@/lib/audit-trail/commit';
import { replaceSession } from '@/lib/person/operations/session';
import { unsafeTransaction } from '@/lib/platform/db';
import type { Refusal } from '../model';
import { checkedAnswer, findProvider } from '../operations/answer';
import { findPerson } from '../operations/person';
import { SignOnRefused } from '../operations/provider';
import type { RoundTrip } from '../operations/round-trip';
import { isAskedAnew, isFactorMissing } from '../rules';

/**
 * Takes the provider's word that the person of this session was asked anew, just now. It counts for five minutes and for
 * one act (lib/person/operations/confirm.ts); the session goes on under a new id. Null when it does not count.
 */
export async function confirmByProvider(
  session: SessionContext,
  trip: RoundTrip,
  query: URLSearchParams,
): Promise<string | null> {
  const { organizationId } = trip;
  if (session.signOnOrganizationId !== organizationId || session.sessionId !== trip.sessionId) return null;
  const { userId, userName: name, from } = session;
  const grant = systemGrant('sign-on', 'organization:read', organizationId, { userId, name, from });
  const provider = await read(grant, (tx) => findProvider(tx, organizationId));
  if (!provider || provider.mode === 'OFF') return null;
  const answer = await checkedAnswer(provider, trip, query);
  const reason = await reasonAgainst();
  if (reason) {
    await commit(grant, async () => ({
      result: undefined,
      events: [{ type: 'sign-on.refused', subject: { type: 'member', id: userId }, data: { reason } }],
    }));
    return null;
  }
  const proof = provider.secondFactor === 'PROVIDER' ? 'PROVIDER_WITH_FACTOR' : 'PROVIDER';
  return unsafeTransaction({ organizationId: null, userId }, (tx) =>
    replaceSession(tx, session, 'OWN', proof),
  );

  async function reasonAgainst(): Promise<Refusal | null> {
    if (!provider) return 'TURNED_OFF';
    if (answer instanceof SignOnRefused) return answer.reason;
    const found = await read(grant, (tx) => findPerson(tx, provider, answer));
    if (found.kind !== 'MEMBER' || !found.isLinked || found.userId !== userId) return 'OTHER_IDENTITY';
    if (!isAskedAnew(answer, new Date(trip.startedAt))) return 'NOT_ASKED_ANEW';
    return isFactorMissing(provider, answer) ? 'NO_SECOND_FACTOR' : null;
  }
}
