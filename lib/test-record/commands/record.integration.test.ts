import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { maxTests } from '../model';
import { listTesters, listTests } from '../queries';
import { makeTest, testInput } from '../testing';
import { recordTest } from './record';

let ours: TestOrganization;
let theirs: TestOrganization;
let owner: TestMember;
let assessmentId: string;
const number = '6.3.3';
const target = (requirementNumber = number) => ({ assessmentId, requirementNumber });
const stored = () =>
  unsafeRows<{ performedByName: string; performedById: string | null; row: number | null }>(
    'SELECT * FROM "TestRecord" WHERE "organizationId" = $1 ORDER BY "createdAt"',
    [ours.organizationId],
  );
const tomorrow = () => addDays(dayIn('Europe/Berlin'), 1);

beforeAll(async () => {
  [ours, theirs] = await Promise.all([
    makeOrganization({ name: 'Priya Raman' }),
    makeOrganization({ name: 'Somebody Foreign' }),
  ]);
  owner = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  assessmentId = await makeAssessment(ours);
  await changeAssignments(ours.grant('assignment:manage'), {
    assessmentId,
    userId: owner.userId,
    requirementNumbers: [number],
    dueOn: null,
    what: 'ASSIGN',
  });
});

describe('recording a test', () => {
  test('keeps what was said, and the log tells it', async () => {
    const testId = await makeTest(ours, target(), { performedById: ours.userId, performedByName: 'ignored' });
    expect(await listTests(ours.grant('assessment:read'), target())).toMatchObject({
      tests: [
        {
          testId,
          methods: ['EXAMINED'],
          performedById: ours.userId,
          performedByName: 'Priya Raman',
          sample: '5, one of each type',
          version: 1,
          mayChange: true,
        },
      ],
      locked: null,
      earliestOn: '2025-01-01',
    });
    const [event] = await unsafeRows<{ subjectId: string; text: string }>(
      `SELECT "subjectId", "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'test.recorded' ORDER BY "sequence" DESC LIMIT 1`,
      [ours.organizationId],
    );
    expect(event?.subjectId).toBe(`${assessmentId}/pci-dss:6.3.3/0`);
    expect(JSON.parse(event?.text ?? '').data).toMatchObject({
      testId,
      requirementNumber: number,
      methods: ['EXAMINED'],
      examined: testInput().examined,
      performedByName: 'Priya Raman',
    });
  });

  test.each<[string, () => object, RegExp]>([
    ['performedOn', () => ({ performedOn: tomorrow() }), /still to come/],
    ['performedOn', () => ({ performedOn: '2024-12-31' }), /begins on 1 Jan 2026.*from 1 Jan 2025/],
    ['performedById', () => ({ performedById: randomUUID() }), /not a member any more/],
    ['performedById', () => ({ performedById: theirs.userId }), /not a member any more/],
    ['row', () => ({ row: 0 }), /no such answer row/],
    ['row', () => ({ row: 7 }), /no such answer row/],
  ])('is refused at %s, and nothing is written', async (field, change, words) => {
    const before = (await stored()).length;
    const attempt = recordTest(ours.grant('response:record'), target(), testInput(change()));
    const refusal = await attempt.then(
      () => null,
      (error: unknown) => error as { code: string; fieldErrors: Record<string, string[]> },
    );
    expect(refusal?.code).toBe('INVALID');
    expect(refusal?.fieldErrors[field]?.join()).toMatch(words);
    expect(await stored()).toHaveLength(before);
  });

  test('takes today in the organization’s time zone, and the first day that counts', async () => {
    await expect(
      makeTest(ours, target('2.2.2'), { performedOn: dayIn('Europe/Berlin') }),
    ).resolves.toBeDefined();
    await expect(makeTest(ours, target('2.2.2'), { performedOn: '2025-01-01' })).resolves.toBeDefined();
  });

  test('may name an answer row where there are several', async () => {
    const whole = await makeAssessment(ours, 'D-Merchant');
    const [several] = await unsafeRows<{ key: string }>(
      `SELECT "requirementKey" AS key FROM "Response" WHERE "assessmentId" = $1 AND "row" = 1 LIMIT 1`,
      [whole],
    );
    const requirementNumber = several?.key.replace('pci-dss:', '') ?? '';
    await makeTest(ours, { assessmentId: whole, requirementNumber }, { row: 1 });
    const { tests } = await listTests(ours.grant('assessment:read'), {
      assessmentId: whole,
      requirementNumber,
    });
    expect(tests.map(({ row }) => row)).toEqual([1]);
  });

  test.each(['SIGNED', 'SUPERSEDED'] as const)('is refused once the assessment is %s', async (status) => {
    const signed = await makeAssessment(ours, 'A', { status });
    const attempt = makeTest(ours, { assessmentId: signed, requirementNumber: number });
    await expect(attempt).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringMatching(/signed/),
    });
  });

  test('is refused while the assessment is archived, and the list says why', async () => {
    const archived = {
      assessmentId: await makeAssessment(ours, 'A', { archived: true }),
      requirementNumber: number,
    };
    await expect(makeTest(ours, archived)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const { locked } = await listTests(ours.grant('assessment:read'), archived);
    expect(locked).toMatch(/archived/);
  });

  test('finds no foreign assessment and no requirement that is not asked', async () => {
    for (const [who, where] of [
      [theirs, target()],
      [ours, target('1.1.1')],
      [ours, { assessmentId: randomUUID(), requirementNumber: number }],
    ] as const) {
      await expect(makeTest(who, where)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(listTests(who.grant('assessment:read'), where)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });

  test(`stops at ${maxTests} tests of one requirement`, async () => {
    await makeTest(ours, target('12.8.1'));
    await unsafeRows(
      `INSERT INTO "TestRecord" SELECT t."organizationId", gen_random_uuid(), t."assessmentId", t."catalogueVersionId", t."requirementKey",
         t."row", t."methods", t."examined", t."asked", t."askedOf", t."performedById", t."performedByName", t."performedOn", t."population",
         t."sample", t."result", t."note", t."version", t."createdAt", t."createdById", t."createdByName"
       FROM "TestRecord" t, generate_series(2, $2) WHERE t."requirementKey" = 'pci-dss:12.8.1' AND t."assessmentId" = $1`,
      [assessmentId, maxTests],
    );
    await expect(makeTest(ours, target('12.8.1'))).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('a control owner', () => {
  test('tests what is assigned, and nothing beside it', async () => {
    await expect(makeTest(owner, target())).resolves.toBeDefined();
    await expect(makeTest(owner, target('2.2.2'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(listTests(owner.grant('assessment:read'), target('2.2.2'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('names themselves or a name, not a colleague', async () => {
    await expect(makeTest(owner, target(), { performedById: owner.userId })).resolves.toBeDefined();
    await expect(makeTest(owner, target(), { performedById: ours.userId })).rejects.toMatchObject({
      code: 'INVALID',
    });
    expect(await listTesters(owner.grant('response:record'))).toEqual([
      { userId: owner.userId, name: 'Ona Owner' },
    ]);
    const all = await listTesters(ours.grant('response:record'));
    expect(all.map(({ name }) => name)).toEqual(['Ona Owner', 'Priya Raman']);
  });

  test('sees who may change what: their own', async () => {
    const { tests } = await listTests(owner.grant('assessment:read'), target());
    expect(new Set(tests.map((one) => `${one.recordedByName} ${one.mayChange}`))).toEqual(
      new Set(['Priya Raman false', 'Ona Owner true']),
    );
  });
});
