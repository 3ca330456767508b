import 'server-only';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { endSignOnSessions } from '@/lib/person/operations/session';
import { now } from '@/lib/platform/clock';
import { AppError, notFound } from '@/lib/platform/errors';

type Manager = Grant<'organization:manage'>;

/** Names an administrator who may come in without the provider, or takes that back. The last one keeps it while it is required. */
export async function changePasswordWay(
  grant: Manager,
  confirmation: Confirmation,
  { membershipId, allowed }: { membershipId: string; allowed: boolean },
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  await commit(grant, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "Membership" WHERE "organizationId" = ${organizationId}::uuid AND "role" = 'ADMINISTRATOR' FOR UPDATE`;
    const administrators = await tx.membership.findMany({
      where: { organizationId, endedAt: null, role: 'ADMINISTRATOR' },
      select: {
        id: true,
        userId: true,
        mayUsePassword: true,
        user: { select: { name: true } },
        organization: { select: { signOn: true } },
      },
    });
    const member = administrators.find(({ id }) => id === membershipId);
    if (!member) throw notFound();
    if (member.mayUsePassword === allowed) return unchanged(undefined);
    const others = administrators.filter(({ id, mayUsePassword }) => id !== membershipId && mayUsePassword);
    if (!allowed && member.organization.signOn === 'REQUIRED' && others.length === 0) {
      throw new AppError(
        'WRONG_STATE',
        'One administrator must be able to come in when the provider is down. Name another one first.',
      );
    }
    await tx.membership.updateMany({
      where: { organizationId, id: membershipId },
      data: { mayUsePassword: allowed },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'sign-on.changed',
          subject: { type: 'member', id: member.userId },
          data: { mayUsePassword: { from: !allowed, to: allowed } },
        },
      ],
    };
  });
}

/** Ends the link between an account and a person at the provider, and the sessions that rest on it. */
export async function unlinkIdentity(
  grant: Manager,
  confirmation: Confirmation,
  identityId: string,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId, actor } = grant;
  await commit(grant, async (tx) => {
    const identity = await tx.signOnIdentity.findFirst({
      where: { organizationId, id: identityId, endedAt: null },
      select: { userId: true, user: { select: { name: true } } },
    });
    if (!identity) throw notFound();
    await tx.signOnIdentity.updateMany({
      where: { organizationId, id: identityId, endedAt: null },
      data: { endedAt: now() },
    });
    const by = { id: actor.userId, name: actor.name, from: actor.from };
    await endSignOnSessions(tx, by, organizationId, identity.userId);
    return {
      result: undefined,
      events: [
        {
          type: 'sign-on.unlinked',
          subject: { type: 'member', id: identity.userId },
          data: { name: identity.user.name },
        },
      ],
    };
  });
}
