import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import type { RequirementTarget } from '@/lib/response/model';
import { makeAssessment } from '@/lib/response/testing';
import { listTests } from '../queries';
import type { RecordTestInput } from '../schema';
import { makeTest, testInput } from '../testing';
import { changeTest, withdrawTest } from './correct';

let ours: TestOrganization;
let owner: TestMember;
let other: TestMember;
let target: RequirementTarget;
let testId: string;

beforeEach(async () => {
  ours = await makeOrganization({ name: 'Priya Raman' });
  owner = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  other = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Otto Other' });
  target = { assessmentId: await makeAssessment(ours), requirementNumber: '6.3.3' };
  for (const { userId } of [owner, other]) {
    await changeAssignments(ours.grant('assignment:manage'), {
      assessmentId: target.assessmentId,
      userId,
      requirementNumbers: ['6.3.3'],
      dueOn: null,
      what: 'ASSIGN',
    });
  }
  testId = await makeTest(owner, target);
});

const change = (who: TestMember, part: Partial<RecordTestInput> = {}, version = 1, where = target) =>
  changeTest(who.grant('response:record'), where, { testId, version, ...testInput(part) });
const withdraw = (who: TestMember, version = 1, where = target) =>
  withdrawTest(who.grant('response:record'), where, { testId, version, reason: 'Wrong server.' });
const tests = async () => (await listTests(ours.grant('assessment:read'), target)).tests;
const events = async () =>
  (
    await unsafeRows<{ type: string; text: string }>(
      `SELECT "type", "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" LIKE 'test.%' ORDER BY "sequence"`,
      [ours.organizationId],
    )
  ).map(({ type, text }) => ({ type, data: JSON.parse(text).data }));

describe('changing a test', () => {
  test('is for who recorded it and for an officer; the log holds what it said before', async () => {
    await change(owner, { result: 'PARTLY' });
    await change(ours, { result: 'NOT_MET', methods: ['OBSERVED'] }, 2);
    expect(await tests()).toMatchObject([{ result: 'NOT_MET', methods: ['OBSERVED'], version: 3 }]);
    expect((await events()).slice(1)).toMatchObject([
      { type: 'test.changed', data: { testId, changes: { result: { from: 'MET', to: 'PARTLY' } } } },
      {
        data: {
          version: 3,
          changes: { methods: { from: ['EXAMINED'], to: ['OBSERVED'] }, result: { from: 'PARTLY' } },
        },
      },
    ]);
    await expect(change(other, { result: 'MET' }, 3)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/^Ona Owner recorded this test/),
    });
  });

  test('that says the same is no change', async () => {
    await change(owner);
    expect(await events()).toHaveLength(1);
    expect((await tests())[0]?.version).toBe(1);
  });

  test('comes too late for a version that was overtaken, one after the other and at once', async () => {
    await change(ours, { note: 'Theirs' });
    await expect(change(owner, { note: 'Mine' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(withdraw(owner)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await tests())[0]?.note).toBe('Theirs');
    const both = await Promise.allSettled([
      change(ours, { note: 'One' }, 2),
      change(owner, { note: 'Two' }, 2),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await events()).toHaveLength(3);
  });

  test('keeps the name of a tester who left', async () => {
    const gone = await ours.addMember({ name: 'Gone Tester' });
    await change(ours, { performedById: gone.userId });
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [gone.userId]);
    await change(ours, { performedById: gone.userId, note: 'Later' }, 2);
    expect(await tests()).toMatchObject([{ performedByName: 'Gone Tester', note: 'Later' }]);
    await expect(makeTest(ours, target, { performedById: gone.userId })).rejects.toMatchObject({
      code: 'INVALID',
    });
  });

  test('does not reach a test of another requirement, of nobody, or of another organization', async () => {
    const elsewhere = { ...target, requirementNumber: '2.2.2' };
    await expect(change(ours, {}, 1, elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const theirs = await makeOrganization();
    await expect(change(theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    testId = randomUUID();
    await expect(change(ours)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('ends with the assignment, and with the signature', async () => {
    await changeAssignments(ours.grant('assignment:manage'), {
      assessmentId: target.assessmentId,
      userId: owner.userId,
      requirementNumbers: ['6.3.3'],
      dueOn: null,
      what: 'TAKE_AWAY',
    });
    await expect(change(owner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
      target.assessmentId,
    ]);
    await expect(change(ours)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(withdraw(ours)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await tests()).toMatchObject([{ mayChange: false }]);
  });
});

describe('withdrawing a test', () => {
  test('takes it off the list; the row and the log keep it with the reason', async () => {
    await expect(withdraw(other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await withdraw(owner);
    expect(await tests()).toEqual([]);
    expect((await events()).at(-1)).toMatchObject({
      type: 'test.withdrawn',
      data: { testId, reason: 'Wrong server.', performedByName: 'Hanne Vik, Nordic Testing' },
    });
    const rows = await unsafeRows(
      'SELECT "withdrawnByName", "withdrawReason" FROM "TestRecord" WHERE "id" = $1',
      [testId],
    );
    expect(rows).toEqual([{ withdrawnByName: 'Ona Owner', withdrawReason: 'Wrong server.' }]);
  });

  test('is said to whoever was changing it meanwhile', async () => {
    await withdraw(ours);
    await expect(change(owner, { note: 'Mine' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/^Priya Raman withdrew this test meanwhile: Wrong server\./),
    });
  });
});
