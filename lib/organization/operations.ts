import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { Reach } from './policy';

/** Withdraws every open invitation of an address and returns the events for it. */
export async function withdrawInvitations(
  tx: Transaction,
  grant: Grant,
  email: string,
): Promise<DomainEvent[]> {
  const withdrawn = await tx.invitation.updateManyAndReturn({
    where: { organizationId: grant.organizationId, email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
    select: { id: true },
  });
  return withdrawn.map(({ id }) => ({
    type: 'member.invitation-revoked',
    subject: { type: 'invitation', id },
    data: {},
  }));
}

/** A running membership, locked together with all administrators, so that two at once cannot both leave. Throws NOT_FOUND. */
export async function lockMembership(tx: Transaction, grant: Grant, membershipId: string) {
  await tx.$executeRaw`SELECT 1 FROM "Membership" WHERE "organizationId" = ${grant.organizationId}::uuid AND ("role" = 'ADMINISTRATOR' OR "id" = ${membershipId}::uuid) FOR UPDATE`;
  const membership = await tx.membership.findFirst({
    where: { organizationId: grant.organizationId, id: membershipId, endedAt: null },
    select: {
      id: true,
      role: true,
      userId: true,
      chosenOnly: true,
      accessUntil: true,
      integrations: { select: { integration: { select: { name: true } } } },
      user: { select: { name: true, email: true, kind: true } },
    },
  });
  if (!membership) throw notFound();
  return membership;
}

/**
 * Throws WRONG_STATE when nobody else would administer, or come in when the sign-on provider is down. Lock before you ask.
 */
export async function assertAnotherAdministrator(
  tx: Transaction,
  grant: Grant,
  membershipId: string,
): Promise<void> {
  const others = await tx.membership.findMany({
    where: {
      organizationId: grant.organizationId,
      role: 'ADMINISTRATOR',
      endedAt: null,
      id: { not: membershipId },
    },
    select: { mayUsePassword: true, organization: { select: { signOn: true } } },
  });
  const [other] = others;
  if (!other) {
    throw new AppError(
      'WRONG_STATE',
      'An organization needs an administrator. Make somebody else one first.',
    );
  }
  if (other.organization.signOn === 'REQUIRED' && !others.some(({ mayUsePassword }) => mayUsePassword)) {
    throw new AppError(
      'WRONG_STATE',
      'Only this administrator can sign in when the sign-on provider is down. Name another one under Sign-in first.',
    );
  }
}

/** The names of chosen integrations. Throws INVALID for one that is not there. */
export async function namesOfChosen(
  tx: Transaction,
  grant: Grant,
  integrationIds: readonly string[],
): Promise<string[]> {
  if (integrationIds.length === 0) return [];
  const rows = await tx.integration.findMany({
    where: { organizationId: grant.organizationId, id: { in: [...integrationIds] } },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  if (rows.length !== integrationIds.length) {
    throw new AppError('INVALID', undefined, { integrationIds: ['Choose from your own integrations.'] });
  }
  return rows.map(({ name }) => name);
}

/** Writes what a membership lets its holder see. The membership must be there. */
export async function writeReach(
  tx: Transaction,
  organizationId: string,
  userId: string,
  reach: Reach,
): Promise<void> {
  await tx.membershipIntegration.deleteMany({ where: { organizationId, userId } });
  await tx.membershipIntegration.createMany({
    data: reach.integrationIds.map((integrationId) => ({ organizationId, userId, integrationId })),
  });
  await tx.membership.updateMany({
    where: { organizationId, userId },
    data: {
      chosenOnly: reach.chosenOnly,
      accessUntil: reach.accessUntil ? fromDay(reach.accessUntil) : null,
    },
  });
}
