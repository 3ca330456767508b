import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confirmCarried } from '@/lib/carry-over/commands';
import { confirmCarriedInput } from '@/lib/carry-over/schema';
import { AppError } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { getResponses } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { reviewRequirements } from '@/lib/review/commands';
import { listSeen } from '@/lib/review/queries/reviews';
import { changeTest } from '@/lib/test-record/commands/correct';
import { listTests } from '@/lib/test-record/queries';
import { testInput } from '@/lib/test-record/testing';
import { changeMany, previewMany } from './commands/bulk';
import { undoMany } from './commands/undo';
import { keepConfirmed } from './operations';
import { bulkInput } from './schema';

let ours: TestOrganization;
let officer: TestMember;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization();
  officer = await ours.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Ola Officer' });
});
beforeEach(async () => {
  assessmentId = await makeAssessment(ours, 'A');
});

const grants = () => ({ record: ours.grant('response:record'), assign: null });
const test = (change: object = {}) => JSON.stringify({ ...testInput(), ...change });
const change = (fields: object) => changeMany(grants(), assessmentId, parseInput(bulkInput, fields));
const undo = (changeId: string | null) => undoMany(grants(), assessmentId, { changeId: changeId ?? '' });
const testsOf = async (requirementNumber: string) =>
  (await listTests(ours.grant('assessment:read'), { assessmentId, requirementNumber })).tests;
const rowOf = async (number: string) =>
  (await getResponses(ours.grant('assessment:read'), assessmentId, number))[0];
const typesOf = async () =>
  (
    await unsafeRows<{ type: string }>(
      `SELECT "type" FROM "AuditEvent" WHERE "subjectId" LIKE $1 ORDER BY "sequence"`,
      [`${assessmentId}%`],
    )
  ).map(({ type }) => type);
function refusal(error: unknown) {
  return error instanceof AppError ? error.fieldErrors : error;
}

describe('one test for many requirements', () => {
  const two = ['2.2.2:0', '8.3.6:0'];

  it('is announced, recorded for each with an event of its own, and withdrawn by one undo', async () => {
    const fields = { requirements: [...two, '99.9.9:0'], test: test() };
    const preview = await previewMany(grants(), assessmentId, parseInput(bulkInput, fields));
    expect(preview).toMatchObject([
      {
        part: 'TEST',
        changes: [{ requirementNumber: '2.2.2', from: '' }, { requirementNumber: '8.3.6' }],
        left: [{ requirementNumber: '99.9.9' }],
      },
    ]);
    expect(preview[0]?.changes[0]?.to).toMatch(/^Examined on .* by Hanne Vik, Nordic Testing: met$/);
    const { changeId, plan } = await change(fields);
    expect(plan).toEqual(preview);
    for (const number of ['2.2.2', '8.3.6']) {
      expect(await testsOf(number)).toMatchObject([
        {
          row: null,
          methods: ['EXAMINED'],
          performedByName: 'Hanne Vik, Nordic Testing',
          sample: '5, one of each type',
        },
      ]);
    }
    expect(await undo(changeId)).toEqual({ restored: ['2.2.2', '8.3.6'], left: [] });
    expect(await testsOf('2.2.2')).toEqual([]);
    const kept = await unsafeRows(
      `SELECT "withdrawnByName", "withdrawReason" FROM "TestRecord" WHERE "assessmentId" = $1`,
      [assessmentId],
    );
    expect(kept).toHaveLength(2);
    expect(kept[0]).toEqual({
      withdrawnByName: 'Ada Lovelace',
      withdrawReason: 'The joint change was taken back.',
    });
    expect((await typesOf()).toSorted()).toEqual(
      [
        'assessment.bulk-changed',
        'assessment.bulk-undone',
        'test.recorded',
        'test.recorded',
        'test.withdrawn',
        'test.withdrawn',
      ].toSorted(),
    );
  });

  it('keeps what somebody corrected since, and sends an approval back that was given with the test', async () => {
    const { changeId } = await change({ requirements: two, finding: 'IN_PLACE', test: test() });
    const [first] = await testsOf('8.3.6');
    await changeTest(
      officer.grant('response:record'),
      { assessmentId, requirementNumber: '8.3.6' },
      { ...testInput({ note: 'Seen again' }), testId: first?.testId ?? '', version: 1 },
    );
    const act = officer.grant('response:review');
    const seen = await listSeen(officer.grant('assessment:read'), assessmentId);
    await reviewRequirements({ act, read: officer.grant('assessment:read') }, assessmentId, {
      requirements: seen.filter(({ requirementNumber }) => requirementNumber === '2.2.2'),
      what: 'APPROVE',
      reason: '',
    });
    const { left } = await undo(changeId);
    expect(left.map(({ requirementNumber }) => requirementNumber).toSorted()).toEqual(['2.2.2', '8.3.6']);
    expect(await testsOf('8.3.6')).toMatchObject([{ note: 'Seen again' }]);
    expect(await testsOf('2.2.2')).toEqual([]);
    const [review] = await unsafeRows(
      `SELECT "state", "basis" FROM "RequirementReview" WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:2.2.2'`,
      [assessmentId],
    );
    expect(review, 'waits for another look').toEqual({ state: 'APPROVED', basis: -1 });
  });

  it.each<[string, string, string]>([
    ['nothing said of what was examined', test({ examined: '' }), 'test.examined'],
    ['a row of one requirement', test({ row: 0 }), 'test.row'],
    ['no JSON', '{', 'test'],
    ['a card number', test({ note: '4111 1111 1111 1111' }), 'test.note'],
    ['a day to come', test({ performedOn: '2099-01-01' }), 'test.performedOn'],
    ['a day long before the period', test({ performedOn: '2020-01-01' }), 'test.performedOn'],
    [
      'somebody who is no member',
      test({ performedById: '0192d3a0-0000-7000-8000-000000000000' }),
      'test.performedById',
    ],
  ])('%s is refused at its field, and nothing is recorded', async (_words, wrong, field) => {
    const refused = await Promise.resolve()
      .then(() => change({ requirements: two, test: wrong }))
      .then(() => 'done', refusal);
    expect(refused).toHaveProperty([field]);
    expect(await testsOf('2.2.2')).toEqual([]);
  });
});

describe('answers of last year with one test of this year', () => {
  beforeEach(async () => {
    const from = await makeAssessment(ours, 'A');
    const fields = (note: string) => JSON.stringify({ finding: 'NOT_APPLICABLE', notApplicableReason: note });
    await unsafeRows(
      `INSERT INTO "CarriedAnswer" ("organizationId", "assessmentId", "requirementKey", "fromAssessmentId", "fields", "answeredByName", "expiredEvidence")
       SELECT $1, $2, 'pci-dss:' || t.n, $3, t.f::jsonb, 'Priya', t.e
         FROM (VALUES ('2.2.2', $4, ARRAY[]::text[]), ('8.3.6', $5, ARRAY[]::text[]), ('8.2.1', $5, ARRAY['Old'])) AS t(n, f, e)`,
      [ours.organizationId, assessmentId, from, fields('No such part'), fields('None here')],
    );
  });
  const confirm = (fields: object) =>
    confirmCarried(
      ours.grant('response:record'),
      assessmentId,
      parseInput(confirmCarriedInput, fields),
      keepConfirmed,
    );
  const requirementNumbers = ['2.2.2', '8.3.6', '8.2.1'];

  it('are confirmed in one transaction, and one undo takes answers and tests back', async () => {
    expect(await confirm({ requirementNumbers: ['2.2.2'] })).toMatchObject({
      confirmed: [],
      left: [{ requirementNumber: '2.2.2', why: 'Look at it by itself: No test of this year yet.' }],
    });
    const done = await confirm({ requirementNumbers, test: test() });
    expect(done).toMatchObject({
      confirmed: ['2.2.2', '8.3.6'],
      tested: ['2.2.2', '8.3.6'],
      left: [{ requirementNumber: '8.2.1' }],
    });
    expect(await rowOf('2.2.2')).toMatchObject({ fields: { notApplicableReason: 'No such part' } });
    expect(await undo(done.changeId)).toEqual({ restored: ['2.2.2', '8.3.6'], left: [] });
    expect(await rowOf('2.2.2')).toMatchObject({ fields: { finding: null, notApplicableReason: '' } });
    expect(await testsOf('8.3.6')).toEqual([]);
    const again = await confirm({ requirementNumbers, test: test() });
    expect(again.confirmed, 'after the undo they can be confirmed again').toEqual(['2.2.2', '8.3.6']);
  });

  it('take no test that was not met', async () => {
    expect(() =>
      parseInput(confirmCarriedInput, { requirementNumbers, test: test({ result: 'PARTLY' }) }),
    ).toThrowError(expect.objectContaining({ fieldErrors: { 'test.result': [expect.any(String)] } }));
  });
});
