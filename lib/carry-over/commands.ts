import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { holdOpenAssessment } from '@/lib/assessment/operations';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { dayIn } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { type RowSave, recordRows } from '@/lib/response/operations/record-rows';
import { fieldsOf, requirementKeyOf } from '@/lib/response/queries';
import { checkedJointTester, recordTests, type TestedAssessment } from '@/lib/test-record/operations';
import { type CarryOutcome, carryReasonWords } from './model';
import type { KeepForUndo } from './operations';
import { unsafeReadCarried } from './queries';
import { filled, isBlank } from './rules';
import type { ConfirmCarriedInput } from './schema';

type Record = Grant<'response:record'>;

/**
 * Gives last year's answers of several requirements again, in one transaction and as new answers of this year by whoever
 * confirms them. Only where nothing speaks against it (see rules.ts) and this year has no answer yet; the rest is left and
 * named. With a test, that is recorded first for each of them that has none of this year. Whoever confirms is their author,
 * alone: they vouch for last year's words this year, so the author of then may review them, and nobody approves what nobody
 * else has looked at. Throws NOT_FOUND for an assessment out of reach, WRONG_STATE for one that is signed or archived, INVALID
 * for a person or a day of the test that cannot be, RATE_LIMITED after too many in a minute.
 */
export async function confirmCarried(
  grant: Record,
  assessmentId: string,
  { requirementNumbers, test }: ConfirmCarriedInput,
  keepForUndo: KeepForUndo,
): Promise<CarryOutcome> {
  const { organizationId } = grant;
  await spendRecordedTurn('joint', grant);
  return commit<CarryOutcome>(grant, async (tx) => {
    const { name } = await holdOpenAssessment(
      tx,
      organizationId,
      assessmentId,
      'This assessment was signed or archived, so its answers can no longer be changed. Nothing was changed.',
    );
    const wanted = await choose(tx, grant, assessmentId, requirementNumbers, test !== null);
    const { saves, untested, left } = wanted;
    if (saves.length === 0) return unchanged({ confirmed: [], tested: [], left, changeId: null });
    const { tests, events } = test
      ? await recordJointTest(tx, grant, assessmentId, untested, test)
      : { tests: [], events: [] };
    const { changeId } = await keepForUndo(tx, grant, assessmentId, { saves, tests });
    // Last: the first event takes the lock that everybody waits for, and nothing else is waited for then.
    const { saved } = await recordRows(tx, grant, assessmentId, saves);
    const confirmed = [...new Set(saved.map((one) => one.requirementNumber))];
    const tested = tests.map((one) => one.requirementNumber);
    return {
      result: { confirmed, tested, left, changeId },
      events: eventList([
        ...events,
        {
          type: 'assessment.carried',
          subject: { type: 'assessment', id: assessmentId },
          data: { name, requirements: confirmed.join(', '), tested: tested.join(', '), changeId },
        },
      ]),
    };
  });
}

/** What of the chosen can be confirmed, which of it wants a test of this year, and what is left, with why. */
async function choose(
  tx: Transaction,
  { organizationId, timeZone }: Record,
  assessmentId: string,
  requirementNumbers: readonly string[],
  withTest: boolean,
) {
  const carried = await unsafeReadCarried(tx, organizationId, assessmentId, dayIn(timeZone));
  const rows = await tx.response.findMany({
    where: { organizationId, assessmentId, requirementKey: { in: requirementNumbers.map(requirementKeyOf) } },
  });
  const left: CarryOutcome['left'] = [];
  const saves: RowSave[] = [];
  const untested: string[] = [];
  for (const requirementNumber of new Set(requirementNumbers)) {
    const key = requirementKeyOf(requirementNumber);
    const own = rows.filter((row) => row.requirementKey === key);
    const known = own.length > 0 ? carried.get(key) : undefined;
    if (!known) {
      left.push({ requirementNumber, why: 'It has no answer of last year, or it is not yours.' });
      continue;
    }
    const takesTest = withTest && known.reasons.includes('NO_TEST');
    const against = known.reasons.filter((reason) => !(takesTest && reason === 'NO_TEST'));
    if (against.length > 0) {
      const words = against.map((reason) => carryReasonWords[reason]).join(', ');
      left.push({ requirementNumber, why: `Look at it by itself: ${words}.` });
      continue;
    }
    if (own.some((row) => !isBlank(fieldsOf(row)))) {
      left.push({ requirementNumber, why: 'It has an answer of this year already.' });
      continue;
    }
    if (takesTest) untested.push(requirementNumber);
    for (const [index, { row }] of known.rows.entries()) {
      const fields = known.fields[index];
      const version = own.find((one) => one.row === row)?.version;
      if (fields && version !== undefined)
        saves.push({ requirementNumber, row, version, changes: filled(fields) });
    }
  }
  return { saves, untested, left };
}

async function recordJointTest(
  tx: Transaction,
  grant: Record,
  assessmentId: string,
  requirementNumbers: readonly string[],
  test: NonNullable<ConfirmCarriedInput['test']>,
): ReturnType<typeof recordTests> {
  const held: Omit<TestedAssessment, 'assessmentId'> = await tx.assessment.findFirstOrThrow({
    where: { organizationId: grant.organizationId, id: assessmentId },
    select: { name: true, catalogueVersionId: true, periodFrom: true },
  });
  const assessment = { ...held, assessmentId };
  const performedByName = await checkedJointTester(tx, grant, assessment, test);
  return recordTests(tx, grant, assessment, requirementNumbers, { ...test, performedByName });
}
