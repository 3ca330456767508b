import 'server-only';
import type { Role } from '@/lib/access/model';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { writeReach } from '@/lib/organization/operations';
import { reachOfGivenRole } from '@/lib/organization/policy';
import type { Transaction } from '@/lib/platform/db';

/**
 * Gives a member the role that the provider says, at once. Not when nobody would be left who administers, or who comes in
 * when the provider is down: the role is kept then, and that is recorded.
 */
export async function takeOverRole(
  tx: Transaction,
  organizationId: string,
  userId: string,
  role: Role,
): Promise<DomainEvent[]> {
  await tx.$executeRaw`SELECT 1 FROM "Membership" WHERE "organizationId" = ${organizationId}::uuid AND ("role" = 'ADMINISTRATOR' OR "userId" = ${userId}::uuid) FOR UPDATE`;
  const member = await tx.membership.findFirst({
    where: { organizationId, userId, endedAt: null },
    select: { id: true, role: true, organization: { select: { signOn: true } } },
  });
  if (!member || member.role === role) return [];
  const subject = { type: 'member', id: userId };
  if (member.role === 'ADMINISTRATOR') {
    const others = await tx.membership.findMany({
      where: { organizationId, role: 'ADMINISTRATOR', endedAt: null, userId: { not: userId } },
      select: { mayUsePassword: true },
    });
    const isNeeded =
      others.length === 0 ||
      (member.organization.signOn === 'REQUIRED' && !others.some((other) => other.mayUsePassword));
    if (isNeeded) {
      return [{ type: 'sign-on.role-kept', subject, data: { role: member.role, given: role } }];
    }
  }
  await tx.membership.updateMany({
    where: { organizationId, id: member.id },
    data: { role, ...(role !== 'ADMINISTRATOR' && { mayUsePassword: false }) },
  });
  await writeReach(tx, organizationId, userId, reachOfGivenRole(role));
  return [{ type: 'member.role-changed', subject, data: { role: { from: member.role, to: role } } }];
}
