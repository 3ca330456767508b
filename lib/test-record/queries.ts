import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { isAllowedTo } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { dayIn, toDay } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { requirementKeyOf, subjectOf } from '@/lib/response/queries';
import { unsafeReadGroundsOf } from '@/lib/review/queries/grounds';
import {
  type TesterView,
  type TestFacts,
  type TestMethod,
  type TestResult,
  type TestsView,
  testMethods,
} from './model';
import { mayChangeTest, mayNameMembers, whyNotTestable } from './policy';
import { earliestTestDay } from './rules';

/** The tests of one requirement that stand, oldest first. Throws NOT_FOUND. */
export async function listTests(
  grant: Grant<'assessment:read'>,
  target: RequirementTarget,
): Promise<TestsView> {
  const { organizationId, actor, timeZone } = grant;
  const { assessmentId } = target;
  const requirementKey = requirementKeyOf(target.requirementNumber);
  return read(grant, async (tx) => {
    const grounds = await unsafeReadGroundsOf(tx, organizationId, assessmentId, requirementKey);
    const assessment = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId, responses: { some: { requirementKey } } },
      select: {
        status: true,
        archivedAt: true,
        periodFrom: true,
        tests: {
          where: { requirementKey, withdrawnAt: null },
          orderBy: [{ performedOn: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        },
      },
    });
    if (!assessment) throw notFound();
    const locked = whyNotTestable(assessment);
    const { role, seesAll = true } = actor;
    const readsLog = role !== 'SYSTEM' && isAllowedTo({ role, seesAll }, 'audit-trail:read');
    return {
      tests: assessment.tests.map((test) => ({
        ...testFacts(test),
        testId: test.id,
        version: test.version,
        recordedByName: test.createdByName,
        recordedAt: test.createdAt.toISOString(),
        mayChange: locked === null && mayChangeTest(actor, test.createdById),
      })),
      grounds,
      locked,
      earliestOn: earliestTestDay(toDay(assessment.periodFrom)),
      today: dayIn(timeZone),
      historyAt: readsLog
        ? `/audit-log?type=test.&subject=${encodeURIComponent(`response:${subjectOf(assessmentId, requirementKey)}`)}`
        : null,
    };
  });
}

/** Who may be named as the one who tested: the person, and for those who see members all of them by name. */
export async function listTesters(grant: Grant<'response:record'>): Promise<TesterView[]> {
  const { organizationId, actor } = grant;
  if (!mayNameMembers(actor)) return actor.userId ? [{ userId: actor.userId, name: actor.name }] : [];
  const members = await read(grant, (tx) =>
    tx.membership.findMany({
      where: { organizationId, endedAt: null, user: { kind: 'PERSON' } },
      select: { userId: true, user: { select: { name: true } } },
      orderBy: { user: { name: 'asc' } },
    }),
  );
  return members.map(({ userId, user }) => ({ userId, name: user.name }));
}

type TestRow = Omit<TestFacts, 'methods' | 'result' | 'performedOn'> & {
  methods: string[];
  result: string;
  performedOn: Date;
};

/** Picks a test's own facts, so that columns that are added later do not leave the server by accident. */
export function testFacts(row: TestRow): TestFacts {
  return {
    row: row.row,
    methods: testMethods.filter((method: TestMethod) => row.methods.includes(method)),
    examined: row.examined,
    asked: row.asked,
    askedOf: row.askedOf,
    performedById: row.performedById,
    performedByName: row.performedByName,
    performedOn: toDay(row.performedOn),
    population: row.population,
    sample: row.sample,
    result: row.result as TestResult,
    note: row.note,
  };
}
