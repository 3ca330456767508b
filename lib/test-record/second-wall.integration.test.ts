import { beforeAll, describe, expect, test } from 'vitest';
import { read } from '@/lib/access/read';
import { changeAssignments } from '@/lib/assignment/commands';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import type { RequirementTarget } from '@/lib/response/model';
import { makeAssessment } from '@/lib/response/testing';
import { makeTest } from './testing';

let ours: TestOrganization;
let manager: TestMember;
let owner: TestMember;
let open: RequirementTarget;
let signed: RequirementTarget;
let archived: RequirementTarget;

beforeAll(async () => {
  ours = await makeOrganization();
  manager = await ours.addMember({ role: 'MANAGER' });
  owner = await ours.addMember({ role: 'CONTROL_OWNER' });
  const start = async () => ({ assessmentId: await makeAssessment(ours), requirementNumber: '6.3.3' });
  [open, signed, archived] = [await start(), await start(), await start()];
  for (const target of [open, signed, archived]) await makeTest(ours, target);
  await changeAssignments(ours.grant('assignment:manage'), {
    assessmentId: open.assessmentId,
    userId: owner.userId,
    requirementNumbers: ['6.3.3'],
    dueOn: null,
    what: 'ASSIGN',
  });
  await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
    signed.assessmentId,
  ]);
  await unsafeRows('UPDATE "Assessment" SET "archivedAt" = now() WHERE "id" = $1', [archived.assessmentId]);
});

/** What a statement comes to that the app never meant to send, as that person. */
function injected(who: TestMember, statement: string, params: unknown[]): Promise<string> {
  return read(who.grant('assessment:read'), (tx) => tx.$executeRawUnsafe(statement, ...params)).then(
    (count) => `done to ${count}`,
    (error: unknown) => String(error),
  );
}

const update = `UPDATE "TestRecord" SET "result" = 'NOT_MET' WHERE "assessmentId" = $1::uuid`;
const insert = `INSERT INTO "TestRecord" ("organizationId", "id", "assessmentId", "catalogueVersionId", "requirementKey", "methods",
    "performedByName", "performedOn", "result", "createdById", "createdByName")
  SELECT "organizationId", gen_random_uuid(), "assessmentId", "catalogueVersionId", "requirementKey", ARRAY['EXAMINED'], 'x', '2026-06-01', 'MET',
    "createdById", 'x' FROM "TestRecord" WHERE "assessmentId" = $1::uuid LIMIT 1`;

describe('a statement that was never meant', () => {
  test.each([update, insert])('cannot change what was signed or archived: %s', async (statement) => {
    expect(await injected(ours, statement, [signed.assessmentId])).toMatch(
      /signed assessment cannot be changed/,
    );
    expect(await injected(ours, statement, [archived.assessmentId])).toMatch(
      /archived assessment cannot be changed/,
    );
    expect(await injected(ours, statement, [open.assessmentId])).toBe('done to 1');
  });

  test('deletes nothing and moves nothing', async () => {
    for (const statement of [
      'DELETE FROM "TestRecord" WHERE "assessmentId" = $1::uuid',
      'UPDATE "TestRecord" SET "assessmentId" = $1::uuid',
      `UPDATE "TestRecord" SET "createdByName" = 'x' WHERE "assessmentId" = $1::uuid`,
    ]) {
      expect(await injected(ours, statement, [open.assessmentId])).toMatch(/permission denied/);
    }
  });

  test('does nothing for somebody who only reads, nor to what somebody else recorded', async () => {
    expect(await injected(manager, update, [open.assessmentId])).toBe('done to 0');
    expect(await injected(manager, insert, [open.assessmentId])).toMatch(/row-level security/);
    expect(await injected(owner, update, [open.assessmentId])).toBe('done to 0');
    await makeTest(owner, open);
    expect(await injected(owner, update, [open.assessmentId])).toBe('done to 1');
  });

  test('does not bring back what was withdrawn', async () => {
    const target = { ...open, requirementNumber: '2.2.2' };
    const testId = await makeTest(ours, target);
    await unsafeRows('UPDATE "TestRecord" SET "withdrawnAt" = now() WHERE "id" = $1', [testId]);
    const revive = 'UPDATE "TestRecord" SET "withdrawnAt" = NULL WHERE "id" = $1::uuid';
    expect(await injected(ours, revive, [testId])).toMatch(/withdrawn test cannot be changed/);
  });
});
