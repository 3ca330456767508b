import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { fromDay, now, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { requirementKeyOf, requirementNumberOf, subjectOf } from '@/lib/response/queries';
import { outdateApprovals } from '@/lib/review/operations';
import { checkedTester } from './commands/lock';
import { maxTests } from './model';
import { testFacts } from './queries';
import type { RecordTestInput } from './schema';

export type TestedAssessment = {
  assessmentId: string;
  name: string;
  catalogueVersionId: string;
  periodFrom: Date;
};

/** One test that was made of many requirements at once, as a joint change keeps it: it can be taken back while untouched. */
export type JointTest = { requirementNumber: string; testId: string };

/**
 * Day and person of a test that is recorded for several requirements, held against what they refer to. Returns the name to
 * keep. Throws INVALID, with the fields as the joint form names them.
 */
export async function checkedJointTester(
  tx: Transaction,
  grant: Grant<'response:record'>,
  { periodFrom }: TestedAssessment,
  input: RecordTestInput,
): Promise<string> {
  const asked = { periodFrom: toDay(periodFrom), rows: [] };
  try {
    return await checkedTester(tx, grant, asked, input, null);
  } catch (error) {
    if (!(error instanceof AppError) || !error.fieldErrors) throw error;
    const named = Object.entries(error.fieldErrors).map(([field, words]) => [`test.${field}`, words]);
    throw new AppError(error.code, undefined, Object.fromEntries(named));
  }
}

/** Requirements that hold as many tests as one may; they take no other. */
export async function fullOfTests(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<ReadonlySet<string>> {
  const counted = await tx.testRecord.groupBy({
    by: ['requirementKey'],
    where: { organizationId, assessmentId, withdrawnAt: null },
    _count: true,
  });
  return new Set(
    counted.filter((one) => one._count >= maxTests).map((one) => requirementNumberOf(one.requirementKey)),
  );
}

/**
 * Records the same test once for each of these requirements, in the caller's transaction, which holds the assessment and has
 * checked tester and day. One event for each, as for a test that is recorded by itself. What was approved before a test found
 * less than the whole of it waits for another look.
 */
export async function recordTests(
  tx: Transaction,
  { organizationId, actor }: Grant<'response:record'>,
  { assessmentId, name, catalogueVersionId }: Omit<TestedAssessment, 'periodFrom'>,
  requirementNumbers: readonly string[],
  input: RecordTestInput & { performedByName: string },
): Promise<{ tests: JointTest[]; events: DomainEvent[] }> {
  if (!actor.userId) throw new Error('a test needs a person who recorded it');
  const common = {
    ...input,
    organizationId,
    assessmentId,
    catalogueVersionId,
    performedOn: fromDay(input.performedOn),
    createdById: actor.userId,
    createdByName: actor.name,
  };
  const made = await tx.testRecord.createManyAndReturn({
    data: requirementNumbers.map((number) => ({ ...common, requirementKey: requirementKeyOf(number) })),
    select: { id: true, requirementKey: true },
  });
  if (input.result !== 'MET') {
    const doubted = made.map(({ requirementKey }) => ({ assessmentId, requirementKey }));
    await outdateApprovals(tx, organizationId, doubted);
  }
  const { performedById: _, ...said } = input;
  return {
    tests: made.map(({ id, requirementKey }) => ({
      testId: id,
      requirementNumber: requirementNumberOf(requirementKey),
    })),
    events: made.map(({ id, requirementKey }) => ({
      type: 'test.recorded',
      subject: { type: 'response', id: subjectOf(assessmentId, requirementKey) },
      data: {
        ...said,
        methods: [...input.methods],
        testId: id,
        requirementNumber: requirementNumberOf(requirementKey),
        assessmentName: name,
      },
    })),
  };
}

/**
 * Withdraws tests of a joint change that stand as they were recorded; the others are left. An approval that was given since
 * rested on them and waits for another look, an earlier one did not. For the transaction that holds the assessment.
 */
export async function withdrawTests(
  tx: Transaction,
  { organizationId, actor }: Grant<'response:record'>,
  { assessmentId, name }: Pick<TestedAssessment, 'assessmentId' | 'name'>,
  tests: readonly JointTest[],
  { reason, since }: { reason: string; since: Date },
): Promise<{ withdrawn: string[]; left: string[]; events: DomainEvent[] }> {
  const rows = await tx.testRecord.findMany({
    where: {
      organizationId,
      assessmentId,
      id: { in: tests.map(({ testId }) => testId) },
      version: 1,
      withdrawnAt: null,
    },
    orderBy: { id: 'asc' },
  });
  const standing = new Set(rows.map(({ id }) => id));
  await tx.testRecord.updateMany({
    where: { organizationId, id: { in: [...standing] }, version: 1, withdrawnAt: null },
    data: { withdrawnAt: now(), withdrawnByName: actor.name, withdrawReason: reason, version: 2 },
  });
  const keys = rows.map(({ requirementKey }) => requirementKey);
  const approved = await tx.requirementReview.findMany({
    where: { organizationId, assessmentId, requirementKey: { in: keys }, at: { gt: since } },
    select: { assessmentId: true, requirementKey: true },
  });
  await outdateApprovals(tx, organizationId, approved);
  const numbersWhere = (fits: (test: JointTest) => boolean) =>
    tests.filter(fits).map(({ requirementNumber }) => requirementNumber);
  return {
    withdrawn: numbersWhere(({ testId }) => standing.has(testId)),
    left: numbersWhere(({ testId }) => !standing.has(testId)),
    events: rows.map((row) => {
      const { methods, performedByName, performedOn } = testFacts(row);
      return {
        type: 'test.withdrawn',
        subject: { type: 'response', id: subjectOf(assessmentId, row.requirementKey) },
        data: {
          requirementNumber: requirementNumberOf(row.requirementKey),
          assessmentName: name,
          testId: row.id,
          reason,
          methods: [...methods],
          performedByName,
          performedOn,
        },
      };
    }),
  };
}
