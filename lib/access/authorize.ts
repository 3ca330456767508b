import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { type Grant, unsafeMakeGrant } from './grant';
import type { Role } from './model';
import { isAllowed, type Permission } from './permissions';
import { findSession, type SessionContext, sessionCookieName } from './session';

/** The session of this request, read once however many components ask. */
export const currentSession = cache(async (): Promise<SessionContext | null> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return findSession(jar.get(sessionCookieName())?.value, head.get('x-inplace-background') !== '1');
});

/**
 * The maker of grants: checks the session row and the role table. Throws UNAUTHENTICATED without a session and
 * FORBIDDEN when the role may not (or the person belongs to no organization any more).
 */
export async function authorize<P extends Permission>(permission: P): Promise<Grant<P>> {
  const session = await currentSession();
  if (!session) throw new AppError('UNAUTHENTICATED');
  return grantFor(session, permission);
}

/** The decision itself, for callers that hold the session already. */
export function grantFor<P extends Permission>(session: SessionContext, permission: P): Grant<P> {
  const { organizationId, role } = session;
  if (!organizationId || !role || !isAllowed(role as Role, permission)) throw new AppError('FORBIDDEN');
  return unsafeMakeGrant(permission, organizationId, session.timeZone ?? 'UTC', {
    userId: session.userId,
    name: session.userName,
    role: role as Role,
  });
}

/**
 * Refuses a changing request that another site may have caused: the browser's own words about its origin must be there
 * and must name this site. Forwarded-host headers are not believed. Throws FORBIDDEN.
 */
export function assertSameOrigin(head: Headers): void {
  const site = head.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') throw crossSite();
  const origin = head.get('origin');
  if (!origin || origin === 'null') throw crossSite();
  let host: string;
  try {
    host = new URL(origin).host;
  } catch {
    throw crossSite();
  }
  if (host !== head.get('host') && origin !== new URL(env().NEXTAUTH_URL).origin) throw crossSite();
}

function crossSite(): AppError {
  return new AppError(
    'FORBIDDEN',
    `This request did not come from a page of Inplace at ${new URL(env().NEXTAUTH_URL).origin}. Open Inplace under that address and try again.`,
  );
}
