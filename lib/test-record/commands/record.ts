import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList } from '@/lib/audit-trail/commit';
import { AppError } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { lockRequirement } from '@/lib/response/operations/lock-requirement';
import { maxTests } from '../model';
import { recordTests } from '../operations';
import { whyNotTestable } from '../policy';
import type { RecordTestInput } from '../schema';
import { checkedTester } from './lock';

/**
 * Records a test of a requirement. Throws NOT_FOUND out of reach, WRONG_STATE once the assessment is signed or archived,
 * INVALID for a day that cannot be and for a person who is no member.
 */
export function recordTest(
  grant: Grant<'response:record'>,
  target: RequirementTarget,
  input: RecordTestInput,
): Promise<{ testId: string }> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const requirement = await lockRequirement(tx, organizationId, target, whyNotTestable);
    const { assessmentId, catalogueVersionId, requirementKey, requirementNumber } = requirement;
    const performedByName = await checkedTester(tx, grant, requirement, input, null);
    const standing = await tx.testRecord.count({
      where: { organizationId, assessmentId, requirementKey, withdrawnAt: null },
    });
    if (standing >= maxTests) {
      throw new AppError('WRONG_STATE', `${maxTests} tests stand here already. Withdraw one, or change it.`);
    }
    const { tests, events } = await recordTests(
      tx,
      grant,
      { assessmentId, catalogueVersionId, name: requirement.assessmentName },
      [requirementNumber],
      { ...input, performedByName },
    );
    const [made] = tests;
    if (!made) throw new Error('a test was not recorded');
    return { result: { testId: made.testId }, events: eventList(events) };
  });
}
