import { beforeAll, expect, test } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { addDays } from '@/lib/platform/clock';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
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
    await changeAssignments(ours.grant('assignment:manage'), {
      assessmentId,
      userId: owner.userId,
      requirementNumbers: [requirementNumber],
      dueOn,
      what: 'ASSIGN',
    });
  }
  for (const requirementNumber of ['2.2.2', '8.3.6']) {
    await recordResponse(
      owner.grant('response:record'),
      { assessmentId, requirementNumber },
      { row: 0, version: 0, changes: { finding: 'IN_PLACE' } },
    );
  }
});

const own = () => listOwnRequirements(owner.grant('assessment:read'));
const toDo = async () => (await own()).filter(isToDo).map((one) => one.requirementNumber);

test('what is answered is done, until it comes back: then it is on top, with who returned it and why', async () => {
  expect(await toDo()).toEqual(['3.1.1']);
  await reviewRequirements(
    { act: ours.grant('response:review'), read: ours.grant('assessment:read') },
    assessmentId,
    {
      requirements: [{ requirementNumber: '8.3.6', basis: 1 }],
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
