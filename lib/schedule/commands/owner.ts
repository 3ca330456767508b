import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { mayOwn } from '../rules';

/** The owner of an activity: a member under their own name, or a name of somebody without an account. */
export async function findOwner(
  tx: Transaction,
  grant: Grant,
  input: { ownerId: string | null; ownerName: string },
): Promise<{ ownerId: string | null; ownerName: string }> {
  if (input.ownerId === null) return { ownerId: null, ownerName: input.ownerName };
  const member = await tx.membership.findFirst({
    where: { organizationId: grant.organizationId, userId: input.ownerId, endedAt: null },
    select: { role: true, user: { select: { name: true } } },
  });
  if (!member || !mayOwn(member.role)) {
    throw new AppError('INVALID', undefined, {
      ownerId: ['Choose a member who may record that it was done.'],
    });
  }
  return { ownerId: input.ownerId, ownerName: member.user.name };
}
