import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';

/** Revokes every key of a member that still works, and returns the events for it. */
export async function revokeKeysOf(
  tx: Transaction,
  grant: Grant,
  member: { membershipId: string; name: string },
): Promise<DomainEvent[]> {
  const revoked = await tx.apiKey.updateManyAndReturn({
    where: { organizationId: grant.organizationId, membershipId: member.membershipId, revokedAt: null },
    data: { revokedAt: now() },
    select: { id: true, name: true },
  });
  return revoked.map(({ id, name }) => ({
    type: 'api-key.revoked',
    subject: { type: 'api-key', id },
    data: { name, owner: member.name },
  }));
}
