import { beforeEach, describe, expect, it } from 'vitest';
import { keyOf } from '@/lib/api/testing';
import { createAssessment } from '@/lib/assessment/commands/create-assessment';
import { proposeNextYear } from '@/lib/assessment/rules';
import { assessmentFacts, decide, decided, unsafeSign } from '@/lib/assessment/testing';
import { changeAssignments } from '@/lib/assignment/commands';
import { commit } from '@/lib/audit-trail/commit';
import { addTestFiles } from '@/lib/evidence/testing/files';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { getResponses, listChecklist } from '@/lib/response/queries';
import { makeTest } from '@/lib/test-record/testing';
import { confirmCarried } from './commands';
import { carryLastYear } from './operations';
import { findCarried, findLast, findNext, listCarried } from './queries';

let ours: TestOrganization;
let base: Awaited<ReturnType<typeof decided>>;
let lastYear: string;
let assessmentId: string;

const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId: 'A' } as const;
const reading = () => ours.grant('assessment:read');
const lines = async () =>
  listCarried(reading(), assessmentId, await listChecklist(reading(), assessmentId, head));
const make = async (facts: object, decisionId: string) =>
  (
    await createAssessment(
      ours.grant('assessment:manage'),
      assessmentFacts(decisionId, facts),
      async () => [],
      carryLastYear,
    )
  ).assessmentId;

beforeEach(async () => {
  ours = await makeOrganization();
  base = await decided(ours);
  const recipients = { merchantIdIds: [base.merchantIdId], acquirerIds: [base.acquirerId] };
  lastYear = await make({ name: 'Webshop 2025', ...recipients }, base.decisionId);
  await unsafeRows(
    `UPDATE "Response" SET "finding" = 'IN_PLACE', "resultNote" = 'Seen by Priya', "version" = 1, "updatedAt" = '2025-11-03T10:00:00Z', "updatedByName" = 'Priya Raman'
      WHERE "assessmentId" = $1 AND "requirementKey" <> 'pci-dss:8.3.1'`,
    [lastYear],
  );
  await unsafeRows(
    `UPDATE "Response" SET "finding" = 'NOT_IN_PLACE' WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:8.2.2'`,
    [lastYear],
  );
  await addTestFiles(
    ours,
    undefined,
    { title: 'Policy' },
    { assessmentId: lastYear, requirementNumber: '2.2.2' },
  );
  await addTestFiles(
    ours,
    { 'old.csv': 'a;b\n' },
    { title: 'Old scan', validUntil: '2026-01-31' },
    { assessmentId: lastYear, requirementNumber: '11.3.2' },
  );
  await unsafeRows(
    `INSERT INTO "RequirementTag" ("organizationId", "assessmentId", "requirementKey", "tags") VALUES ($1, $2, 'pci-dss:2.2.2', '{network team}')`,
    [ours.organizationId, lastYear],
  );
  await unsafeRows(
    `INSERT INTO "TableView" ("organizationId", "id", "assessmentId", "name", "query", "createdById", "createdByName") VALUES ($1, gen_random_uuid(), $2, 'Late', 'due=overdue', $3, 'Ada')`,
    [ours.organizationId, lastYear, ours.userId],
  );
  await unsafeSign(ours, lastYear);
  const decisionId = await decide(ours, base.legalEntityId, base.integrationId);
  assessmentId = await make({ carryFromId: lastYear }, decisionId);
});

describe('a new year', () => {
  it('begins with the people who answered last year, without its days; whoever has left, or only reads now, is not among them', async () => {
    const [stays, leaves, reads] = [
      await ours.addMember({ role: 'CONTROL_OWNER' }),
      await ours.addMember({ role: 'CONTROL_OWNER' }),
      await ours.addMember({ role: 'CONTROL_OWNER' }),
    ];
    await unsafeRows(
      `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "dueOn", "assignedById")
       SELECT $1, gen_random_uuid(), $2, 'pci-dss:2.2.2', u, '2025-10-01', $4 FROM unnest($3::uuid[]) u`,
      [ours.organizationId, lastYear, [stays.userId, leaves.userId, reads.userId], ours.userId],
    );
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [leaves.userId]);
    await unsafeRows(`UPDATE "Membership" SET "role" = 'MANAGER' WHERE "userId" = $1`, [reads.userId]);
    const decisionId = await decide(ours, base.legalEntityId, base.integrationId);
    const next = await make({ carryFromId: lastYear }, decisionId);
    const given = await unsafeRows<{ userId: string; dueOn: string | null; by: string }>(
      `SELECT "userId", "dueOn"::text, "assignedById" AS "by" FROM "Assignment" WHERE "assessmentId" = $1`,
      [next],
    );
    expect(given).toEqual([{ userId: stays.userId, dueOn: null, by: ours.userId }]);
  });

  it('begins with nothing answered, last year’s answers beside it and the evidence that is still valid', async () => {
    const { items } = await listChecklist(reading(), assessmentId, head);
    expect(items.every(({ rows }) => rows.every(({ finding }) => finding === null))).toBe(true);
    expect(items.find((item) => item.requirementNumber === '2.2.2')?.evidence).toBe(1);
    expect(items.find((item) => item.requirementNumber === '11.3.2')?.evidence).toBe(0);
    expect(await findCarried(reading(), assessmentId, '11.3.2')).toMatchObject({
      assessmentName: 'Webshop 2025',
      expiredEvidence: ['Old scan'],
      rows: [{ byName: 'Priya Raman', fields: { finding: 'IN_PLACE', resultNote: 'Seen by Priya' } }],
    });
    expect(await findCarried(reading(), assessmentId, '8.3.1'), 'open last year').toBeNull();
  });

  it('takes a machine result along that has failed since, names it, and counts it again once a run passes', async () => {
    const { keyId } = await keyOf(ours);
    const target = { assessmentId, requirementNumber: '11.3.2' };
    const scanId = await addTestFiles(ours, { 'x.csv': 'x\n' }, { title: 'Nightly scan' }, target);
    await unsafeRows(`UPDATE "EvidenceItem" SET "kind" = 'MACHINE' WHERE "id" = $1`, [scanId]);
    const run = (version: number, result: string) =>
      unsafeRows(
        `INSERT INTO "MachineResult" ("organizationId", "evidenceId", "fileVersion", "tool", "ranAt", "result", "receivedById", "receivedByName", "keyId", "keyName")
         VALUES ($1, $2, $3, 'Trivy', now(), $4, $5, 'Ada', $6, 'Nightly job')`,
        [ours.organizationId, scanId, version, result, ours.userId, keyId],
      );
    await run(1, 'PASS');
    await unsafeRows(
      `UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = 1 WHERE "assessmentId" = $1`,
      [assessmentId],
    );
    await unsafeSign(ours, assessmentId);
    await run(2, 'FAIL');
    const next = await make(
      { name: 'Webshop 2027', carryFromId: assessmentId },
      await decide(ours, base.legalEntityId, base.integrationId),
    );
    const scanned = async () =>
      (await listChecklist(reading(), next, head)).items.find((one) => one.requirementNumber === '11.3.2');
    expect((await findCarried(reading(), next, '11.3.2'))?.expiredEvidence).toEqual(['Nightly scan']);
    expect(await scanned()).toMatchObject({ evidence: 0, hasFailedEvidence: true });
    await run(3, 'PASS');
    expect((await scanned())?.evidence).toBe(1);
  });

  it('takes tags and saved views along', async () => {
    const labels = await unsafeRows(
      `SELECT t."tags", v."name", v."query" FROM "RequirementTag" t JOIN "TableView" v ON v."assessmentId" = t."assessmentId" WHERE t."assessmentId" = $1`,
      [assessmentId],
    );
    expect(labels).toEqual([{ tags: ['network team'], name: 'Late', query: 'due=overdue' }]);
  });

  it('shows what changed most first, and what changed around it', async () => {
    const carried = await lines();
    expect(carried?.lines[0]).toMatchObject({ requirementNumber: '8.2.2', finding: 'NOT_IN_PLACE' });
    expect(carried?.lines.find((one) => one.requirementNumber === '11.3.2')?.reasons).toEqual([
      'EVIDENCE',
      'NO_EVIDENCE',
      'NO_TEST',
    ]);
    expect(carried?.changes).toMatchObject({ fromName: 'Webshop 2025', integrations: [], providers: [] });
    await commit(ours.grant('integration:manage'), async () => ({
      result: undefined,
      events: [
        {
          type: 'integration.changed' as const,
          subject: { type: 'integration', id: base.integrationId },
          data: { name: { from: 'Webshop', to: 'Webshop' } },
        },
      ],
    }));
    expect((await lines())?.changes.integrations).toEqual(['Webshop']);
  });

  it('goes on the day after the signed period, due a year later, for the same recipients', async () => {
    const named = await findLast(ours.grant('assessment:manage'), base.legalEntityId, [base.integrationId]);
    expect(named).toMatchObject({ merchantIdIds: [base.merchantIdId], acquirerIds: [base.acquirerId] });
    if (!named) throw new Error('there is a last one');
    expect(proposeNextYear(named, '2026-11-29')).toEqual({
      periodFrom: '2027-01-01',
      periodTo: '2027-12-31',
      dueOn: '2028-01-31',
    });
    expect(await findNext(reading(), lastYear)).toEqual({ assessmentId });
    expect(await findNext(reading(), assessmentId)).toBeNull();
  });

  it('is offered from the newest signed assessment of the same payments, and from no other', async () => {
    const manage = ours.grant('assessment:manage');
    expect(await findLast(manage, base.legalEntityId, [base.integrationId])).toMatchObject({ id: lastYear });
    const theirs = await makeOrganization();
    expect(
      await findLast(theirs.grant('assessment:manage'), base.legalEntityId, [base.integrationId]),
    ).toBeNull();
    const decisionId = await decide(ours, base.legalEntityId, base.integrationId);
    await expect(make({ carryFromId: assessmentId }, decisionId)).rejects.toMatchObject({ code: 'INVALID' });
  });
});

describe('confirming as a group', () => {
  const confirmBy = (who: Pick<TestOrganization, 'grant'>, ...requirementNumbers: string[]) =>
    confirmCarried(
      who.grant('response:record'),
      assessmentId,
      { requirementNumbers, test: null },
      async () => ({ changeId: '' }),
    );
  const confirm = (...requirementNumbers: string[]) => confirmBy(ours, ...requirementNumbers);

  it('gives the answers again that are unchanged, freshly evidenced and tested, and names why not the others', async () => {
    await makeTest(ours, { assessmentId, requirementNumber: '2.2.2' });
    const outcome = await confirm('2.2.2', '8.2.2', '11.3.2', '8.3.1');
    expect(outcome.confirmed).toEqual(['2.2.2']);
    expect(outcome.left.map(({ requirementNumber }) => requirementNumber)).toEqual([
      '8.2.2',
      '11.3.2',
      '8.3.1',
    ]);
    const [answer] = await getResponses(reading(), assessmentId, '2.2.2');
    expect(answer).toMatchObject({
      version: 1,
      updatedByName: ours.name,
      fields: { finding: 'IN_PLACE', resultNote: 'Seen by Priya' },
    });
    const events = await unsafeRows<{ type: string }>(
      `SELECT "type" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" IN ('response.recorded', 'assessment.carried') ORDER BY "sequence"`,
      [ours.organizationId],
    );
    expect(events.map(({ type }) => type)).toEqual(['response.recorded', 'assessment.carried']);
  });

  it('takes no test of this year that was not met, until it was tested anew and met', async () => {
    const place = { assessmentId, requirementNumber: '2.2.2' };
    await makeTest(ours, place, { result: 'NOT_MET', performedOn: '2026-02-02' });
    const why = 'Look at it by itself: A test of this year was not fully met.';
    expect(await confirm('2.2.2')).toMatchObject({ confirmed: [], left: [{ why }] });
    const line = (await lines())?.lines.find((one) => one.requirementNumber === '2.2.2');
    expect(line?.reasons).toEqual(['NOT_MET']);
    await makeTest(ours, place, { result: 'MET', performedOn: '2026-02-01' });
    expect((await confirm('2.2.2')).left, 'an earlier one says nothing of it').toMatchObject([{ why }]);
    await makeTest(ours, place, { result: 'MET', performedOn: '2026-02-03' });
    expect((await confirm('2.2.2')).confirmed).toEqual(['2.2.2']);
  });

  it('overwrites no answer of this year', async () => {
    await makeTest(ours, { assessmentId, requirementNumber: '2.2.2' });
    await recordResponse(
      ours.grant('response:record'),
      { assessmentId, requirementNumber: '2.2.2' },
      { row: 0, version: 0, changes: { finding: 'NOT_IN_PLACE' } },
    );
    expect((await confirm('2.2.2')).left[0]?.why).toMatch(/this year already/);
    expect((await getResponses(reading(), assessmentId, '2.2.2'))[0]?.fields.finding).toBe('NOT_IN_PLACE');
  });

  it('reaches what is assigned and nothing else; not another organization, not a signed assessment', async () => {
    await makeTest(ours, { assessmentId, requirementNumber: '2.2.2' });
    const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
    await changeAssignments(ours.grant('assignment:manage'), {
      assessmentId,
      userId: owner.userId,
      requirementNumbers: ['8.2.2'],
      dueOn: null,
      what: 'ASSIGN',
    });
    const own = await confirmBy(owner, '2.2.2');
    expect(own).toMatchObject({ confirmed: [], left: [{ why: expect.stringContaining('not yours') }] });
    const theirs = await makeOrganization();
    await expect(confirmBy(theirs, '2.2.2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await unsafeSign(ours, assessmentId);
    await expect(confirm('2.2.2')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});
