import 'server-only';
import { type Grant, systemGrant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { deriveReturnPath } from '@/lib/access/rules';
import type { SessionContext } from '@/lib/access/session';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { findProvider } from '../operations/answer';
import { authorizationUrl } from '../operations/provider';
import { type RoundTrip, roundTripCookieName, sealRoundTrip } from '../operations/round-trip';
import { findSignOnOf } from '../queries';
import { domainOf } from '../rules';

/** Where the browser goes, and the cookie that it must bring back. */
export type Departure = { url: string; cookie: { name: string; value: string } };

type Start = Pick<RoundTrip, 'purpose' | 'returnPath' | 'sessionId'> & { loginHint: string | null };

async function depart(organizationId: string, start: Start): Promise<Departure> {
  const grant = systemGrant('sign-on', 'organization:read', organizationId);
  const provider = await read(grant, (tx) => findProvider(tx, organizationId));
  if (!provider || (start.purpose !== 'TEST' && provider.mode === 'OFF')) {
    throw new AppError('WRONG_STATE', 'Single sign-on is turned off.');
  }
  const { loginHint, ...trip } = start;
  // Before the provider is read: it must have asked after this moment.
  const startedAt = now().getTime();
  const { url, state, nonce, verifier } = await authorizationUrl(provider, {
    loginHint,
    isAnew: start.purpose === 'CONFIRM',
  });
  const value = sealRoundTrip(state, {
    ...trip,
    organizationId,
    version: provider.version,
    nonce,
    verifier,
    startedAt,
  });
  return { url, cookie: { name: roundTripCookieName(state), value } };
}

/**
 * Leaves for the provider of an address's domain. Null when the domain has none; whether anybody has the address is
 * neither asked nor told.
 */
export async function startSignOn(email: string, next: string): Promise<Departure | null> {
  const organizationId = await findSignOnOf(domainOf(email) ?? '');
  if (!organizationId) return null;
  return depart(organizationId, {
    purpose: 'SIGN_IN',
    returnPath: deriveReturnPath(next),
    sessionId: null,
    loginHint: email,
  });
}

/** Leaves for the provider to be asked anew, before an act that binds. */
export async function startConfirmation(session: SessionContext): Promise<Departure> {
  const { signOnOrganizationId, sessionId, email } = session;
  if (!signOnOrganizationId) throw new AppError('WRONG_STATE', 'Confirm with your password.');
  return depart(signOnOrganizationId, {
    purpose: 'CONFIRM',
    returnPath: '/',
    sessionId,
    loginHint: email,
  });
}

/** Leaves for the provider to see what it says about the administrator, before anything is turned on. */
export async function startTest(
  grant: Grant<'organization:manage'>,
  session: SessionContext,
): Promise<Departure> {
  return depart(grant.organizationId, {
    purpose: 'TEST',
    returnPath: '/',
    sessionId: session.sessionId,
    loginHint: null,
  });
}
