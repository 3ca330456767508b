import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { holdOpenAssessment } from '@/lib/assessment/operations';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import type { AssignmentChange } from './model';
import {
  type AssignedNotice,
  assertAssignable,
  type Given,
  give,
  takeAway,
  tellAssigned,
} from './operations';

/**
 * Gives requirements of an open assessment to a member, or takes them away again. Whoever has one already gets the new
 * day. A control owner sees what they are given from the next click on (7.2.2), and is told by mail. Throws NOT_FOUND for a person or an
 * assessment out of reach, WRONG_STATE for one that is signed, RATE_LIMITED after too many in a minute.
 */
export async function changeAssignments(
  grant: Grant<'assignment:manage'>,
  input: AssignmentChange,
): Promise<void> {
  const { organizationId } = grant;
  const { assessmentId, userId, what } = input;
  await spendRecordedTurn('joint', grant);
  const notice = await commit<AssignedNotice | null>(grant, async (tx) => {
    const assessment = await holdOpenAssessment(
      tx,
      organizationId,
      assessmentId,
      'Only an open assessment has something to assign.',
    );
    const name =
      what === 'ASSIGN'
        ? await assertAssignable(tx, grant, input)
        : await nameOfMember(tx, organizationId, userId);
    const keys = [...new Set(input.requirementNumbers)].map(requirementKeyOf);
    await assertAsked(tx, { organizationId, assessmentId, keys });
    const change = { ...input, keys };
    const given = what === 'ASSIGN' ? await give(tx, grant, change) : null;
    const changed = given ? keysOf(given) : await takeAway(tx, grant, change);
    if (changed.length === 0) return unchanged(null);
    return {
      result: given && { userId, assessmentName: assessment.name, dueOn: input.dueOn, given },
      events: [
        {
          type: what === 'ASSIGN' ? 'assignment.made' : 'assignment.ended',
          subject: { type: 'assessment', id: assessmentId },
          data: {
            name: assessment.name,
            person: name,
            requirements: changed.map(requirementNumberOf).join(', '),
            ...(what === 'ASSIGN' && { dueOn: input.dueOn }),
          },
        },
      ],
    };
  });
  if (notice) tellAssigned(grant, notice);
}

function keysOf({ added, moved }: Given): string[] {
  return [...added, ...moved.map(({ requirementKey }) => requirementKey)];
}

/** Also of somebody who has left. */
async function nameOfMember(tx: Transaction, organizationId: string, userId: string): Promise<string> {
  const person = await tx.membership.findFirst({
    where: { organizationId, userId },
    select: { user: { select: { name: true } } },
  });
  if (!person) throw notFound('This person is not a member any more.');
  return person.user.name;
}

async function assertAsked(
  tx: Transaction,
  {
    organizationId,
    assessmentId,
    keys,
  }: { organizationId: string; assessmentId: string; keys: readonly string[] },
): Promise<void> {
  const asked = await tx.response.count({
    where: { organizationId, assessmentId, row: 0, requirementKey: { in: [...keys] } },
  });
  if (asked !== keys.length) {
    throw new AppError('INVALID', undefined, {
      requirementNumbers: ['One of these requirements is not part of the questionnaire. Reload the page.'],
    });
  }
}
