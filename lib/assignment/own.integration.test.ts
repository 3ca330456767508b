import { beforeAll, expect, test } from 'vitest';
import { unsafeAnswer, unsafeSign, unsafeTest } from '@/lib/assessment/testing';
import { changeAssignments } from '@/lib/assignment/commands';
import { addDays } from '@/lib/platform/clock';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import type { ResponseChanges } from '@/lib/response/model';
import { makeAssessment } from '@/lib/response/testing';
import { reviewRequirements } from '@/lib/review/commands';
import { findOwners, listOwnRequirements } from './queries';
import { isToDo } from './rules';

let ours: TestOrganization;
let owner: TestMember;
let assessmentId: string;
const day = addDays(new Date().toISOString().slice(0, 10), 7);

beforeAll(async () => {
  ours = await makeOrganization();
  owner = await ours.addMember({ role: 'CONTROL_OWNER' });
  assessmentId = await makeAssessment(ours, 'A');
  for (const [requirementNumber, dueOn] of [
    ['2.2.2', null],
    ['3.1.1', day],
    ['8.3.6', null],
  ] as const) {
    await assign(owner, [requirementNumber], { dueOn });
  }
  for (const requirementNumber of ['2.2.2', '8.3.6']) {
    await unsafeAnswer(ours, assessmentId, requirementNumber, 'IN_PLACE');
    await unsafeTest(ours, assessmentId, requirementNumber, 'MET');
  }
});

const assign = (
  to: TestMember,
  requirementNumbers: string[],
  { dueOn = null, inId = assessmentId }: { dueOn?: string | null; inId?: string } = {},
) =>
  changeAssignments(ours.grant('assignment:manage'), {
    assessmentId: inId,
    userId: to.userId,
    requirementNumbers,
    dueOn,
    what: 'ASSIGN',
  });
const own = () => listOwnRequirements(owner.grant('assessment:read'));
const toDo = async () => (await own()).filter(isToDo).map((one) => one.requirementNumber);

test('what is answered, evidenced and tested is done, until it comes back: then it is on top, with who returned it and why', async () => {
  expect(await toDo()).toEqual(['3.1.1']);
  await reviewRequirements(
    { act: ours.grant('response:review'), read: ours.grant('assessment:read') },
    assessmentId,
    {
      requirements: [{ requirementNumber: '8.3.6', basis: 3 }],
      what: 'RETURN',
      reason: 'Which policy?',
    },
  );
  expect(await toDo()).toEqual(['8.3.6', '3.1.1']);
  expect((await own())[0]).toMatchObject({
    isAnswered: true,
    returned: { reason: 'Which policy?', byName: 'Ada Lovelace' },
  });
});

test('an answer that waits to be confirmed is to do', async () => {
  const source = await makeAssessment(ours, 'A-EP');
  const key = { organizationId: ours.organizationId, key: 'pci-dss:2.2.2' };
  await unsafeRows(
    `INSERT INTO "SharedAnswer" ("organizationId", "assessmentId", "requirementKey", "sourceAssessmentId", "sourceBasis", "targetBasis", "confirmedById", "confirmedByName")
     VALUES ($1, $2, $3, $4, 99, 1, $5, 'Ada Lovelace')`,
    [key.organizationId, assessmentId, key.key, source, ours.userId],
  );
  expect(await toDo()).toContain('2.2.2');
});

test('a requirement says who answers it, by when, and whether that day is over', async () => {
  const ask = (number: string, who: TestMember = ours) =>
    findOwners(who.grant('assessment:read'), assessmentId, number);
  expect(await ask('3.1.1')).toEqual({
    people: [{ userId: owner.userId, name: owner.name, dueOn: day, isOver: false }],
    mayAssign: true,
  });
  await unsafeRows(
    `UPDATE "Assignment" SET "dueOn" = '2020-01-01' WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:3.1.1'`,
    [assessmentId],
  );
  expect((await ask('3.1.1', owner)).people).toMatchObject([{ dueOn: '2020-01-01', isOver: true }]);
  expect(await ask('6.3.3')).toEqual({ people: [], mayAssign: true });
  expect((await ask('3.1.1', owner)).mayAssign).toBe(false);
  const foreign = await makeOrganization();
  expect((await ask('3.1.1', foreign)).people).toEqual([]);
});

const answerAs = (who: TestMember, requirementNumber: string, version: number, changes: ResponseChanges) =>
  recordResponse(
    who.grant('response:record'),
    { assessmentId, requirementNumber },
    { row: 0, version, changes },
  );

test('what an answer still lacks is said as the checklist says it, and it is to do until nothing is', async () => {
  const other = await ours.addMember({ role: 'CONTROL_OWNER' });
  await assign(other, ['6.3.3', '8.3.7']);
  const needs = async () =>
    (await listOwnRequirements(other.grant('assessment:read'))).map((one) => [
      one.requirementNumber,
      one.needs,
      isToDo(one),
    ]);
  expect(await needs()).toEqual([
    ['6.3.3', 'Unanswered', true],
    ['8.3.7', 'Unanswered', true],
  ]);
  await answerAs(other, '6.3.3', 0, { finding: 'NOT_IN_PLACE' });
  await answerAs(other, '8.3.7', 0, { finding: 'IN_PLACE' });
  expect(await needs()).toEqual([
    ['6.3.3', 'No plan yet', true],
    ['8.3.7', 'Claimed: no evidence and no test', true],
  ]);
  await answerAs(other, '6.3.3', 1, { planAction: 'Patch', planOwner: 'Ona', planTargetOn: day });
  await unsafeAnswer(ours, assessmentId, '8.3.7', 'IN_PLACE');
  expect(await needs()).toEqual([
    ['6.3.3', '', false],
    ['8.3.7', 'Claimed: no test', true],
  ]);
  await unsafeTest(ours, assessmentId, '8.3.7', 'MET');
  expect(await needs()).toEqual([
    ['6.3.3', '', false],
    ['8.3.7', '', false],
  ]);
});

test('a plan is not missed where the organization asks for none', async () => {
  const calm = await makeOrganization();
  await unsafeRows('UPDATE "Organization" SET "asksPlan" = false WHERE "id" = $1', [calm.organizationId]);
  const inId = await makeAssessment(calm, 'A');
  await changeAssignments(calm.grant('assignment:manage'), {
    assessmentId: inId,
    userId: calm.userId,
    requirementNumbers: ['6.3.3'],
    dueOn: null,
    what: 'ASSIGN',
  });
  await unsafeAnswer(calm, inId, '6.3.3', 'NOT_IN_PLACE');
  expect(await listOwnRequirements(calm.grant('assessment:read'))).toMatchObject([
    { finding: 'NOT_IN_PLACE', needs: '' },
  ]);
});

test('the list is one across open assessments, what is due first on top, and never shows what is others’ or signed', async () => {
  const officer = await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
  const read = () => listOwnRequirements(officer.grant('assessment:read'));
  expect(await read(), 'others have some').toEqual([]);
  const second = await makeAssessment(ours, 'A-EP');
  const signed = await makeAssessment(ours, 'A');
  await assign(officer, ['6.3.3']);
  await assign(officer, ['6.3.3', '1.2.5'], { inId: second, dueOn: day });
  await assign(officer, ['6.3.3'], { inId: signed });
  await unsafeSign(ours, signed);
  expect(await read()).toMatchObject([
    { assessmentId: second, requirementNumber: '1.2.5', dueOn: day, days: 7 },
    { assessmentId: second, requirementNumber: '6.3.3', dueOn: day },
    { assessmentId, requirementNumber: '6.3.3', dueOn: null, days: null },
  ]);
  await unsafeRows(`UPDATE "Assignment" SET "dueOn" = "dueOn" - 10 WHERE "assessmentId" = $1`, [second]);
  expect((await read())[0]?.days).toBe(-3);
  await unsafeRows('UPDATE "Assessment" SET "archivedAt" = now() WHERE "id" = $1', [second]);
  expect(await read()).toHaveLength(1);
  const foreign = await makeOrganization();
  expect(await listOwnRequirements(foreign.grant('assessment:read'))).toEqual([]);
  const someone = await ours.addMember({ role: 'CONTROL_OWNER' });
  expect(await listOwnRequirements(someone.grant('assessment:read'))).toEqual([]);
});
