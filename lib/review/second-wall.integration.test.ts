import { beforeEach, describe, expect, test } from 'vitest';
import { read } from '@/lib/access/read';
import { insert } from '@/lib/access/testing';
import { changeAssignments } from '@/lib/assignment/commands';
import { makeOrganization, type TestMember, type TestOrganization } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';

let ours: TestOrganization;
let manager: TestMember;
let owner: TestMember;
let assessmentId: string;

const place = () => ({
  organizationId: ours.organizationId,
  assessmentId,
  requirementKey: 'pci-dss:2.2.2',
});
const said = (state: string) =>
  insert('RequirementReview', {
    ...place(),
    state,
    basis: 0,
    reason: 'Said before',
    byId: ours.userId,
    byName: 'Ada',
  });

beforeEach(async () => {
  ours = await makeOrganization();
  manager = await ours.addMember({ role: 'MANAGER' });
  owner = await ours.addMember({ role: 'CONTROL_OWNER' });
  assessmentId = await makeAssessment(ours, 'A');
  await changeAssignments(ours.grant('assignment:manage'), {
    assessmentId,
    userId: owner.userId,
    requirementNumbers: ['2.2.2'],
    dueOn: null,
    what: 'ASSIGN',
  });
});

/** What a statement comes to that the app never meant to send, as that person. */
function injected(who: TestMember, statement: string): Promise<string> {
  return read(who.grant('assessment:read'), (tx) => tx.$executeRawUnsafe(statement, assessmentId)).then(
    (count) => `done to ${count}`,
    (error: unknown) => String(error),
  );
}

const review = (state: string) => `INSERT INTO "RequirementReview" ("organizationId", "assessmentId",
    "requirementKey", "state", "basis", "reason", "byId", "byName")
  SELECT "organizationId", "id", 'pci-dss:2.2.2', '${state}', 0, 'x', current_person(), 'x' FROM "Assessment" WHERE "id" = $1::uuid`;
const changeTo = (state: string, basis = 0) =>
  `UPDATE "RequirementReview" SET "state" = '${state}', "basis" = ${basis} WHERE "assessmentId" = $1::uuid`;

describe('what is said of an answer', () => {
  test('is written by nobody who only reads', async () => {
    for (const state of ['READY', 'APPROVED'])
      expect(await injected(manager, review(state))).toMatch(/row-level security/);
    await said('READY');
    expect(await injected(manager, changeTo('APPROVED'))).toBe('done to 0');
    expect(await injected(manager, 'DELETE FROM "RequirementReview" WHERE "assessmentId" = $1::uuid')).toBe(
      'done to 0',
    );
  });

  test('by a control owner is "ready", or that an approval holds no more, and nothing else', async () => {
    for (const state of ['APPROVED', 'RETURNED'])
      expect(await injected(owner, review(state))).toMatch(/row-level security/);
    expect(await injected(owner, review('READY'))).toBe('done to 1');
    expect(await injected(owner, changeTo('APPROVED'))).toMatch(/row-level security/);
    expect(await injected(ours, changeTo('APPROVED'))).toBe('done to 1');
    expect(await injected(owner, changeTo('APPROVED', -1))).toBe('done to 1');
    const remove = 'DELETE FROM "RequirementReview" WHERE "assessmentId" = $1::uuid';
    expect(await injected(owner, remove)).toBe('done to 0');
    expect(await injected(ours, remove)).toBe('done to 0');
    expect(await injected(owner, changeTo('READY'))).toBe('done to 1');
    expect(await injected(owner, remove)).toBe('done to 1');
  });
});

test('a shared answer is detached and used by whoever answers, and by nobody else', async () => {
  const sourceAssessmentId = await makeAssessment(ours, 'A');
  const basis = { sourceBasis: 0, targetBasis: 0 };
  const by = { confirmedById: ours.userId, confirmedByName: 'Ada' };
  await insert('SharedAnswer', { ...place(), sourceAssessmentId, ...basis, ...by });
  const change = 'UPDATE "SharedAnswer" SET "sourceBasis" = 7 WHERE "assessmentId" = $1::uuid';
  const remove = 'DELETE FROM "SharedAnswer" WHERE "assessmentId" = $1::uuid';
  expect([await injected(manager, change), await injected(manager, remove)]).toEqual(
    Array(2).fill('done to 0'),
  );
  const use = `INSERT INTO "SharedAnswer" SELECT "organizationId", "assessmentId", 'pci-dss:8.3.6', "sourceAssessmentId", 0, 0, now(), "confirmedById", 'x'
    FROM "SharedAnswer" WHERE "assessmentId" = $1::uuid`;
  expect(await injected(manager, use)).toMatch(/row-level security/);
  expect([await injected(owner, change), await injected(owner, remove)]).toEqual(Array(2).fill('done to 1'));
});

test('what a questionnaire asks is an officer’s to change', async () => {
  const add = `INSERT INTO "SetAsideRequirement" ("organizationId", "assessmentId", "requirementKey", "setAsideById", "setAsideByName")
    SELECT "organizationId", "id", 'pci-dss:2.2.2', current_person(), 'x' FROM "Assessment" WHERE "id" = $1::uuid`;
  const remove = 'DELETE FROM "SetAsideRequirement" WHERE "assessmentId" = $1::uuid';
  for (const who of [manager, owner]) expect(await injected(who, add)).toMatch(/row-level security/);
  expect(await injected(ours, add)).toBe('done to 1');
  for (const who of [manager, owner]) expect(await injected(who, remove)).toBe('done to 0');
  expect(await injected(ours, remove)).toBe('done to 1');
});
