import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { read } from '@/lib/access/read';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import type { RequirementTarget } from '@/lib/response/model';
import { makeAssessment } from '@/lib/response/testing';
import { maxAccepted } from '../model';
import { listAcceptedRisks } from '../queries';
import { latestReview } from '../rules';
import { riskInput } from '../testing';
import { acceptRisk } from './accept';
import { changeAcceptedRisk, withdrawAcceptedRisk } from './correct';

let ours: TestOrganization;
let target: RequirementTarget;
const record = (who: TestMember = ours) => who.grant('response:record');
const list = (who: TestMember = ours, at = target) => listAcceptedRisks(who.grant('assessment:read'), at);
const accept = (change: Parameters<typeof riskInput>[0] = {}, who: TestMember = ours, at = target) =>
  acceptRisk(record(who), at, riskInput(change));

async function answer(assessmentId: string, requirementNumber: string, finding: string): Promise<void> {
  await unsafeRows(
    `UPDATE "Response" SET "finding" = $3, "version" = 1 WHERE "assessmentId" = $1 AND "requirementKey" = $2`,
    [assessmentId, `pci-dss:${requirementNumber}`, finding],
  );
}

async function events(assessmentId: string) {
  const rows = await unsafeRows<{ type: string; text: string }>(
    `SELECT "type", "text" FROM "AuditEvent" WHERE "subjectId" = $1 AND "type" LIKE 'accepted-risk.%' ORDER BY "sequence"`,
    [`${assessmentId}/pci-dss:6.3.3/0`],
  );
  return rows.map(({ type, text }) => ({ type, data: JSON.parse(text).data }));
}

beforeEach(async () => {
  ours = await makeOrganization();
  target = { assessmentId: await makeAssessment(ours), requirementNumber: '6.3.3' };
  await answer(target.assessmentId, '6.3.3', 'NOT_IN_PLACE');
});

describe('an accepted risk', () => {
  test('is recorded, changed and withdrawn, each with its event; the answer stays as it is', async () => {
    const { acceptedRiskId } = await accept();
    const seen = { acceptedRiskId, version: 1 };
    await changeAcceptedRisk(record(), target, { ...seen, ...riskInput({ acceptedByName: 'Asa Holm' }) });
    const again = changeAcceptedRisk(record(), target, { ...seen, ...riskInput() });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await list()).risks).toMatchObject([
      { acceptedByName: 'Asa Holm', version: 2, isOverdue: false },
    ]);
    await withdrawAcceptedRisk(record(), target, { acceptedRiskId, version: 2, reason: 'Till is gone' });
    expect((await list()).risks).toEqual([]);
    expect(await events(target.assessmentId)).toMatchObject([
      {
        type: 'accepted-risk.recorded',
        data: {
          requirementNumber: '6.3.3',
          acceptedByName: 'Daniel Okafor',
          assessmentName: 'Web shop 2026',
        },
      },
      {
        type: 'accepted-risk.changed',
        data: { version: 2, changes: { acceptedByName: { from: 'Daniel Okafor', to: 'Asa Holm' } } },
      },
      { type: 'accepted-risk.withdrawn', data: { reason: 'Till is gone' } },
    ]);
    const [row] = await unsafeRows(
      `SELECT "finding", "version" FROM "Response" WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:6.3.3'`,
      [target.assessmentId],
    );
    expect(row).toEqual({ finding: 'NOT_IN_PLACE', version: 1 });
  });

  test('needs an answer, days that fit, and a row that there is', async () => {
    const unanswered = { ...target, requirementNumber: '8.3.1' };
    await expect(accept({}, ours, unanswered)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const today = dayIn(ours.timeZone);
    await expect(accept({ reviewOn: addDays(latestReview(today), 1) })).rejects.toMatchObject({
      fieldErrors: { reviewOn: [expect.stringContaining('twelve months')] },
    });
    await expect(accept({ acceptedOn: addDays(today, 1) })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(accept({ row: 1 })).rejects.toMatchObject({ fieldErrors: { row: [expect.any(String)] } });
    expect(await events(target.assessmentId)).toEqual([]);
  });

  test.each(['IN_PLACE', 'IN_PLACE_WITH_CCW', 'NOT_APPLICABLE'])('stands beside %s too', async (finding) => {
    await answer(target.assessmentId, '6.3.3', finding);
    await accept();
    expect((await list()).risks).toHaveLength(1);
  });

  test('says that somebody has to look at it again once its day has passed', async () => {
    const today = dayIn(ours.timeZone);
    await accept({ acceptedOn: addDays(today, -100), reviewOn: addDays(today, -1) });
    await accept({ acceptedOn: addDays(today, -99), reviewOn: today });
    expect((await list()).risks.map((risk) => risk.isOverdue)).toEqual([true, false]);
  });

  test(`is one of ${maxAccepted} at most`, async () => {
    for (let count = 0; count < maxAccepted; count++) await accept();
    await expect(accept()).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('is one of so many however many people record one at the same moment', async () => {
    for (let count = 0; count < maxAccepted - 1; count++) await accept();
    const done = await Promise.allSettled(Array.from({ length: 6 }, () => accept()));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await list()).risks).toHaveLength(maxAccepted);
  });

  test('is out of reach of another organization, and of a requirement that is not its own', async () => {
    const theirs = await makeOrganization();
    const { acceptedRiskId } = await accept();
    await expect(list(theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(accept({}, theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(accept({}, ours, { ...target, requirementNumber: '1.2.1' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const change = { acceptedRiskId, version: 1, reason: 'x' };
    for (const [who, at, id] of [
      [theirs, target, acceptedRiskId],
      [ours, { ...target, requirementNumber: '8.3.1' }, acceptedRiskId],
      [ours, target, randomUUID()],
    ] as const)
      await expect(
        withdrawAcceptedRisk(record(who), at, { ...change, acceptedRiskId: id }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('of a colleague is for an officer to change', async () => {
    const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
    const { acceptedRiskId } = await accept();
    await unsafeRows(
      `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
       VALUES ($1, gen_random_uuid(), $2, 'pci-dss:6.3.3', $3, $4)`,
      [ours.organizationId, target.assessmentId, owner.userId, ours.userId],
    );
    const foreign = withdrawAcceptedRisk(record(owner), target, { acceptedRiskId, version: 1, reason: 'x' });
    await expect(foreign).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const own = await accept({}, owner);
    expect((await list(owner)).risks.map(({ mayChange }) => mayChange)).toEqual([false, true]);
    await withdrawAcceptedRisk(record(), target, { ...own, version: 1, reason: 'x' });
  });
});

describe('what was signed or archived', () => {
  const injected = (who: TestMember, statement: string, params: unknown[]) =>
    read(who.grant('assessment:read'), (tx) => tx.$executeRawUnsafe(statement, ...params)).then(
      (count) => `done to ${count}`,
      (error: unknown) => String(error),
    );
  const update = `UPDATE "AcceptedRisk" SET "reason" = 'x' WHERE "id" = $1::uuid`;

  test.each([
    ['signed', `UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`],
    ['archived', 'UPDATE "Assessment" SET "archivedAt" = now() WHERE "id" = $1'],
  ])('is frozen, in the app and in the database: %s', async (word, statement) => {
    const { acceptedRiskId } = await accept();
    await unsafeRows(statement, [target.assessmentId]);
    await expect(accept()).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const change = { acceptedRiskId, version: 1 };
    await expect(changeAcceptedRisk(record(), target, { ...change, ...riskInput() })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    expect((await list()).locked).toContain(word);
    expect(await injected(ours, update, [acceptedRiskId])).toMatch(`${word} assessment cannot be changed`);
  });

  test('is written by those who answer alone, and never deleted or moved', async () => {
    const manager = await ours.addMember({ role: 'MANAGER' });
    const { acceptedRiskId } = await accept();
    expect(await injected(manager, update, [acceptedRiskId])).toBe('done to 0');
    expect(
      await injected(ours, 'DELETE FROM "AcceptedRisk" WHERE "id" = $1::uuid', [acceptedRiskId]),
    ).toMatch(/permission denied/);
    const move = `UPDATE "AcceptedRisk" SET "requirementKey" = 'pci-dss:8.3.1' WHERE "id" = $1::uuid`;
    expect(await injected(ours, move, [acceptedRiskId])).toMatch(/permission denied/);
    const later = `UPDATE "AcceptedRisk" SET "reviewOn" = '2100-01-01' WHERE "id" = $1::uuid`;
    expect(await injected(ours, later, [acceptedRiskId])).toMatch(/within_a_year/);
    await withdrawAcceptedRisk(record(), target, { acceptedRiskId, version: 1, reason: 'Gone' });
    expect(await injected(ours, update, [acceptedRiskId])).toMatch(/what was withdrawn cannot be changed/);
  });
});
