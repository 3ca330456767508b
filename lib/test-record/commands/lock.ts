import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { dayIn } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { hasRow, type LockedRequirement } from '@/lib/response/operations/lock-requirement';
import { mayNameMembers } from '../policy';
import { whyNotOn } from '../rules';
import type { RecordTestInput } from '../schema';

/** Day, row and person of a test, held against what they refer to. Returns the name to keep. Throws INVALID. */
export async function checkedTester(
  tx: Transaction,
  grant: Grant<'response:record'>,
  { periodFrom, rows }: Pick<LockedRequirement, 'periodFrom' | 'rows'>,
  input: RecordTestInput,
  before: { performedById: string | null; performedByName: string } | null,
): Promise<string> {
  const day = whyNotOn(input.performedOn, { today: dayIn(grant.timeZone), periodFrom });
  if (day) throw new AppError('INVALID', undefined, { performedOn: [day] });
  if (input.row !== null && !hasRow(rows, input.row)) {
    throw new AppError('INVALID', undefined, { row: ['This requirement has no such answer row.'] });
  }
  const { performedById } = input;
  if (performedById === null) return input.performedByName;
  // Somebody who has left since did test.
  if (performedById === before?.performedById) return before.performedByName;
  const isMe = performedById === grant.actor.userId;
  const member =
    isMe || mayNameMembers(grant.actor)
      ? await tx.membership.findFirst({
          where: { organizationId: grant.organizationId, userId: performedById, endedAt: null },
          select: { user: { select: { name: true } } },
        })
      : null;
  if (!member) {
    const words = 'This person is not a member any more. Choose somebody else, or write the name.';
    throw new AppError('INVALID', undefined, { performedById: [words] });
  }
  return member.user.name;
}
