import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { fromDay, now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { type LockedRequirement, lockRequirement } from '@/lib/response/operations/lock-requirement';
import { outdateApprovals } from '@/lib/review/operations';
import { testFields } from '../model';
import { mayChangeTest, whyNotTestable } from '../policy';
import { testFacts } from '../queries';
import type { ChangeTestInput, WithdrawTestInput } from '../schema';
import { checkedTester } from './lock';

/**
 * Corrects a test: an officer anybody's, everybody else what they recorded. Throws FORBIDDEN for somebody else's, CONFLICT
 * when it was changed or withdrawn since it was opened, and what recording throws.
 */
export function changeTest(
  grant: Grant<'response:record'>,
  target: RequirementTarget,
  { testId, version, ...input }: ChangeTestInput,
): Promise<void> {
  return commit(grant, async (tx) => {
    const requirement = await lockRequirement(tx, grant.organizationId, target, whyNotTestable);
    const before = await ownTest(tx, grant, requirement, { testId, version });
    const performedByName = await checkedTester(tx, grant, requirement, input, before);
    const after = { ...input, performedByName };
    const facts = testFacts(before);
    const changes = changesBetween(facts, after, testFields);
    if (Object.keys(changes).length === 0 && facts.performedById === input.performedById) {
      return unchanged(undefined);
    }
    await writeVersion(tx, grant, { testId, version }, { ...after, performedOn: fromDay(input.performedOn) });
    await outdateApprovals(tx, grant.organizationId, [requirement]);
    return {
      result: undefined,
      events: [
        {
          type: 'test.changed',
          subject: requirement.subject,
          data: {
            requirementNumber: requirement.requirementNumber,
            testId,
            version: version + 1,
            changes,
          },
        },
      ],
    };
  });
}

/** Takes a test back: it stays in the record and does not count any more. Throws like changeTest. */
export function withdrawTest(
  grant: Grant<'response:record'>,
  target: RequirementTarget,
  { testId, version, reason }: WithdrawTestInput,
): Promise<void> {
  return commit(grant, async (tx) => {
    const requirement = await lockRequirement(tx, grant.organizationId, target, whyNotTestable);
    const before = await ownTest(tx, grant, requirement, { testId, version });
    await writeVersion(
      tx,
      grant,
      { testId, version },
      { withdrawnAt: now(), withdrawnByName: grant.actor.name, withdrawReason: reason },
    );
    await outdateApprovals(tx, grant.organizationId, [requirement]);
    const { methods, performedByName, performedOn } = testFacts(before);
    return {
      result: undefined,
      events: [
        {
          type: 'test.withdrawn',
          subject: requirement.subject,
          data: {
            requirementNumber: requirement.requirementNumber,
            assessmentName: requirement.assessmentName,
            testId,
            reason,
            methods: [...methods],
            performedByName,
            performedOn,
          },
        },
      ],
    };
  });
}

type Seen = { testId: string; version: number };

async function ownTest(
  tx: Transaction,
  grant: Grant<'response:record'>,
  { assessmentId, requirementKey }: LockedRequirement,
  { testId, version }: Seen,
) {
  const { organizationId } = grant;
  const test = await tx.testRecord.findFirst({
    where: { organizationId, id: testId, assessmentId, requirementKey },
  });
  if (!test) throw notFound('This test does not exist, or it is not yours to see.');
  if (!mayChangeTest(grant.actor, test.createdById)) {
    throw new AppError(
      'FORBIDDEN',
      `${test.createdByName} recorded this test. Ask them or a compliance officer to change it, or record your own.`,
    );
  }
  if (test.withdrawnAt) {
    throw new AppError(
      'CONFLICT',
      `${test.withdrawnByName} withdrew this test meanwhile: ${test.withdrawReason} Your text is still here; record it as a new test if it holds.`,
    );
  }
  if (test.version !== version) throw overtaken();
  return test;
}

/** Writes the next version, if nobody else has: two who save at once do not overwrite each other. */
async function writeVersion(
  tx: Transaction,
  { organizationId }: Grant<'response:record'>,
  { testId, version }: Seen,
  data: Parameters<Transaction['testRecord']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await tx.testRecord.updateMany({
    where: { organizationId, id: testId, version, withdrawnAt: null },
    data: { ...data, version: version + 1 },
  });
  if (count === 0) throw overtaken();
}

function overtaken(): AppError {
  return new AppError(
    'CONFLICT',
    'Somebody else changed this test since you opened it. Nothing of yours is lost or saved yet: their version stands in the list, yours below.',
  );
}
