import 'server-only';
import type { Actor } from './model';
import type { Permission } from './permissions';

const brand: unique symbol = Symbol('grant');

/**
 * Proof that a permission was checked: carries the organization and the actor, and the permission in its type.
 * Queries and commands demand the exact one, so forgetting to ask does not compile. Only grantFor() and
 * systemGrant() make it.
 */
export type Grant<P extends Permission = Permission> = {
  readonly [brand]: P;
  readonly permission: P;
  readonly organizationId: string;
  readonly timeZone: string;
  readonly actor: Actor;
};

/** For grantFor(), systemGrant() and tests; never import it elsewhere (a gate checks). */
export function unsafeMakeGrant<P extends Permission>(
  permission: P,
  organizationId: string,
  timeZone: string,
  actor: Actor,
): Grant<P> {
  return Object.freeze({ [brand]: permission, permission, organizationId, timeZone, actor });
}

/** Purposes without a person. A closed list: each is a place where the program itself acts. */
export type SystemPurpose =
  | 'evidence-keeping'
  | 'evidence-renewal'
  | 'evidence-request'
  | 'set-up'
  | 'sample'
  | 'scan'
  | 'seed'
  | 'signing-link'
  | 'sign-on';

/** A grant for one of the closed list of purposes; the audit trail names the purpose as the actor. */
export function systemGrant<P extends Permission>(
  purpose: SystemPurpose,
  permission: P,
  organizationId: string,
  actor?: Pick<Actor, 'userId' | 'name' | 'from' | 'linkId'>,
): Grant<P> {
  return unsafeMakeGrant(permission, organizationId, 'UTC', {
    userId: actor?.userId ?? null,
    name: actor?.name ?? `Inplace (${purpose})`,
    role: 'SYSTEM',
    from: actor?.from,
    ...(actor?.linkId && { linkId: actor.linkId }),
  });
}
