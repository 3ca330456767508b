import 'server-only';
import { v7 as newId } from 'uuid';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { roleNames } from '@/lib/access/model';
import { commit } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { NewServiceAccount } from '../model';

/** What stands in place of a password where there is none: no text has this hash. */
const NO_PASSWORD = '!';

/**
 * Adds a member that is a program: with a role and a purpose, without a password. The administrator who makes it answers
 * for it (8.6.1); it ends like every member.
 */
export async function addServiceAccount(
  grant: Grant<'api-key:manage'>,
  confirmation: Confirmation,
  { name, purpose, role }: NewServiceAccount,
): Promise<{ membershipId: string }> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  const userId = newId();
  const membershipId = newId();
  return commit(grant, async (tx) => {
    const owner = await ownMembership(tx, grant);
    if (owner.organization.isSample) {
      throw new AppError('WRONG_STATE', 'A sample organization has no keys. Switch to your own.');
    }
    // An address that nobody can have (RFC 2606): accounts are told apart by one.
    const email = `${userId}@service.invalid`;
    await tx.user.create({ data: { id: userId, email, name, kind: 'SERVICE', passwordHash: NO_PASSWORD } });
    await tx.membership.create({ data: { organizationId, id: membershipId, userId, role } });
    await tx.serviceAccount.create({ data: { organizationId, membershipId, purpose, ownerId: owner.id } });
    return {
      result: { membershipId },
      events: [
        {
          type: 'service-account.added',
          subject: { type: 'member', id: userId },
          data: { name, purpose, role: roleNames[role] },
        },
      ],
    };
  });
}

/** Says that a service account is still needed and its role still right; whoever says so answers for it from now on. */
export async function reviewServiceAccount(
  grant: Grant<'api-key:manage'>,
  confirmation: Confirmation,
  membershipId: string,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  await commit(grant, async (tx) => {
    const owner = await ownMembership(tx, grant);
    const account = await tx.serviceAccount.findFirst({
      where: { organizationId, membershipId, membership: { endedAt: null } },
      select: { membership: { select: { userId: true, user: { select: { name: true } } } } },
    });
    if (!account) throw notFound();
    await tx.serviceAccount.updateMany({
      where: { organizationId, membershipId },
      data: { ownerId: owner.id, reviewedAt: now() },
    });
    const { userId, user } = account.membership;
    return {
      result: undefined,
      events: [
        {
          type: 'service-account.reviewed',
          subject: { type: 'member', id: userId },
          data: { name: user.name },
        },
      ],
    };
  });
}

async function ownMembership(tx: Transaction, grant: Grant) {
  const own = await tx.membership.findFirst({
    where: { organizationId: grant.organizationId, userId: grant.actor.userId ?? '', endedAt: null },
    select: { id: true, organization: { select: { isSample: true } } },
  });
  if (!own) throw notFound();
  return own;
}
