import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { read } from '@/lib/access/read';
import { commit } from '@/lib/audit-trail/commit';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { withdrawInvitations } from './invitation';

/** Gives a member another role. The last administrator keeps theirs. */
export async function changeRole(
  grant: Grant<'member:manage'>,
  input: { membershipId: string; role: Role },
): Promise<void> {
  await commit(grant, async (tx) => {
    const membership = await lockMembership(tx, grant, input.membershipId);
    if (membership.role === 'ADMINISTRATOR' && input.role !== 'ADMINISTRATOR')
      await assertAnotherAdministrator(tx, grant);
    await tx.membership.updateMany({
      where: { organizationId: grant.organizationId, id: membership.id },
      data: { role: input.role },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'member.role-changed',
          subject: { type: 'member', id: membership.userId },
          data: { role: { from: membership.role, to: input.role } },
        },
        ...(await withdrawInvitations(tx, grant, membership.user.email)),
      ],
    };
  });
}

/** Ends a membership; the person's next request finds no organization. The last administrator stays. */
export async function endMembership(grant: Grant<'member:manage'>, membershipId: string): Promise<void> {
  await commit(grant, async (tx) => {
    const membership = await lockMembership(tx, grant, membershipId);
    if (membership.role === 'ADMINISTRATOR') await assertAnotherAdministrator(tx, grant);
    await tx.membership.updateMany({
      where: { organizationId: grant.organizationId, id: membership.id },
      data: { endedAt: new Date() },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'member.ended',
          subject: { type: 'member', id: membership.userId },
          data: { role: membership.role },
        },
        ...(await withdrawInvitations(tx, grant, membership.user.email)),
      ],
    };
  });
}

/**
 * Changes the name that stands beside a member's answers and decides whether they are the officer who signs: that is why
 * nobody changes their own, unless they administer. FORBIDDEN for people who work in another organization too.
 */
export async function renameMember(
  grant: Grant<'member:manage'>,
  input: { membershipId: string; name: string },
): Promise<void> {
  await assertOnlyOurs(grant, input.membershipId);
  await commit(grant, async (tx) => {
    const { userId, user } = await lockMembership(tx, grant, input.membershipId);
    await tx.user.update({ where: { id: userId }, data: { name: input.name } });
    return {
      result: undefined,
      events: [
        {
          type: 'member.renamed',
          subject: { type: 'member', id: userId },
          data: { name: { from: user.name, to: input.name } },
        },
      ],
    };
  });
}

/** Throws FORBIDDEN when the person belongs to another real organization, or to a sample alone. */
async function assertOnlyOurs(grant: Grant<'member:manage'>, membershipId: string): Promise<void> {
  const { organizationId } = grant;
  const member = await read(grant, (tx) =>
    tx.membership.findFirst({
      where: { organizationId, id: membershipId, endedAt: null },
      select: { userId: true },
    }),
  );
  if (!member) throw notFound();
  // Read as that person: row-level security hides their other memberships from this organization.
  const real = await unsafeTransaction({ organizationId: null, userId: member.userId }, (tx) =>
    tx.membership.findMany({
      where: { userId: member.userId, endedAt: null, organization: { isSample: false } },
      select: { organizationId: true },
    }),
  );
  if (real.length === 1 && real[0]?.organizationId === organizationId) return;
  throw new AppError(
    'FORBIDDEN',
    'This person also works in another organization here, so the name is not yours alone to change.',
  );
}

async function lockMembership(tx: Transaction, grant: Grant, membershipId: string) {
  // All administrators of the organization are locked, so that two at once cannot both leave.
  await tx.$executeRaw`SELECT 1 FROM "Membership" WHERE "organizationId" = ${grant.organizationId}::uuid AND ("role" = 'ADMINISTRATOR' OR "id" = ${membershipId}::uuid) FOR UPDATE`;
  const membership = await tx.membership.findFirst({
    where: { organizationId: grant.organizationId, id: membershipId, endedAt: null },
    select: { id: true, role: true, userId: true, user: { select: { name: true, email: true } } },
  });
  if (!membership) throw notFound();
  return membership;
}

async function assertAnotherAdministrator(tx: Transaction, grant: Grant): Promise<void> {
  const administrators = await tx.membership.count({
    where: { organizationId: grant.organizationId, role: 'ADMINISTRATOR', endedAt: null },
  });
  if (administrators < 2) {
    throw new AppError(
      'WRONG_STATE',
      'An organization needs an administrator. Make somebody else one first.',
    );
  }
}
