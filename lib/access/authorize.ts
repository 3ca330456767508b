import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import type { KeyContext, ProvisioningContext } from './api-key';
import { type Grant, unsafeMakeGrant } from './grant';
import type { Role } from './model';
import { isBackground, originOf } from './origin';
import { isAllowedTo, isKeyAllowed, type Permission } from './permissions';
import { isOwnOrigin } from './rules';
import { findSession, type SessionContext, sessionCookieName } from './session';

/** The session of this request, read once however many components ask. */
export const currentSession = cache(async (): Promise<SessionContext | null> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return findSession(
    jar.get(sessionCookieName())?.value,
    !isBackground((name) => head.get(name)),
    originOf((name) => head.get(name)),
  );
});

/**
 * The maker of grants: checks the role table. Throws FORBIDDEN when the role may not (or the person belongs to no
 * organization any more). Pages, actions and routes ask app/access.ts, which records the refusal too.
 */
export function grantFor<P extends Permission>(session: SessionContext, permission: P): Grant<P> {
  const { organizationId, role } = session;
  if (!organizationId || !role || !isAllowedTo(session, permission)) throw new AppError('FORBIDDEN');
  return unsafeMakeGrant(permission, organizationId, session.timeZone ?? 'UTC', {
    userId: session.userId,
    name: session.userName,
    role: role as Role,
    from: session.from,
    seesAll: session.seesAll ?? false,
  });
}

/** The same for a program with a key: what the key was made for and what its member's role allows, both. */
export function grantForKey<P extends Permission>(key: KeyContext, permission: P): Grant<P> {
  if (!isKeyAllowed(key.role, key.permissions, permission)) {
    throw new AppError('FORBIDDEN', 'This key does not allow this.');
  }
  return unsafeMakeGrant(permission, key.organizationId, key.timeZone, {
    userId: key.userId,
    name: key.userName,
    role: key.role,
    from: key.from,
    key: { id: key.keyId, name: key.keyName },
  });
}

/** For the record of a refusal alone: who came with the key, and to which organization. */
export function witnessOf(key: KeyContext): Grant<'organization:read'> {
  return unsafeMakeGrant('organization:read', key.organizationId, key.timeZone, {
    userId: key.userId,
    name: key.userName,
    role: key.role,
    from: key.from,
    key: { id: key.keyId, name: key.keyName },
  });
}

/** An identity provider with a provisioning token: it looks after the members of its organization and does nothing else. */
export function grantForProvisioning(token: ProvisioningContext): Grant<'member:manage'> {
  return unsafeMakeGrant('member:manage', token.organizationId, 'UTC', {
    userId: null,
    name: 'Identity provider',
    role: 'SYSTEM',
    from: token.from,
    key: { id: token.tokenId, name: 'provisioning token' },
  });
}

/**
 * Refuses a changing request that another site may have caused: the browser's own words about its origin must be there
 * and must name this site (isOwnOrigin). Throws FORBIDDEN.
 */
export function assertSameOrigin(head: Headers): void {
  const { NEXTAUTH_URL } = env();
  if (isOwnOrigin((name) => head.get(name), NEXTAUTH_URL)) return;
  throw new AppError(
    'FORBIDDEN',
    `This request did not come from a page of Inplace at ${new URL(NEXTAUTH_URL).origin}. Open Inplace under that address and try again.`,
  );
}
