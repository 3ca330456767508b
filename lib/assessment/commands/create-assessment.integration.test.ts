import { beforeEach, describe, expect, it } from 'vitest';
import { archiveIntegration } from '@/lib/integration/commands/archive-integration';
import { changeIntegration } from '@/lib/integration/commands/change-integration';
import { changeIntegrationInput } from '@/lib/integration/schema';
import { archiveAcquirer } from '@/lib/legal-entity/commands/acquirer';
import { archiveMerchantId } from '@/lib/legal-entity/commands/merchant-id';
import { eventsOf, refusalOf, unknownId } from '@/lib/legal-entity/testing';
import { addDays, dayIn } from '@/lib/platform/clock';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { proposeActivities } from '@/lib/schedule/operations';
import { getAssessment, listAssessments, listOpenTwins } from '../queries';
import { assessmentFacts, decide, decided } from '../testing';
import { createAssessment } from './create-assessment';

let ours: TestOrganization;
let theirs: TestOrganization;
let base: Awaited<ReturnType<typeof decided>>;

beforeEach(async () => {
  ours = await makeOrganization();
  theirs = await makeOrganization();
  base = await decided(ours);
});

const manage = (organization: TestOrganization) => organization.grant('assessment:manage');
const create = (facts: object = {}, decisionId = base.decisionId) =>
  createAssessment(manage(ours), assessmentFacts(decisionId, facts), proposeActivities);

async function rowCounts() {
  const [counts] = await unsafeRows<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM "Assessment" WHERE "organizationId" = $1) AS "assessments",
            (SELECT count(*)::int FROM "Response" WHERE "organizationId" = $1) AS "responses",
            (SELECT count(*)::int FROM "Activity" WHERE "organizationId" = $1) AS "activities",
            (SELECT count(*)::int FROM "AuditEvent" WHERE "organizationId" = $1) AS "events"`,
    [ours.organizationId],
  );
  return counts;
}

describe('creating an assessment', () => {
  it('writes the head, what it covers, one empty row per answer row, and the event', async () => {
    const { assessmentId } = await create({ merchantIdIds: [base.merchantIdId] });
    expect(await getAssessment(ours.grant('assessment:read'), assessmentId)).toMatchObject({
      name: 'Webshop 2026',
      questionnaireId: 'A',
      catalogueVersionId: 'pci-dss-4.0.1',
      status: 'OPEN',
      revision: 1,
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
      dueOn: '2027-01-31',
      channels: ['E_COMMERCE'],
      legalEntity: { id: base.legalEntityId, name: 'Shop Ltd' },
      integrations: [{ id: base.integrationId, name: 'Webshop', isArchived: false }],
      merchantIds: [{ number: '4711' }],
      // The acquirer of a named merchant id is named with it.
      acquirers: [{ name: 'North Bank' }],
      decisionId: base.decisionId,
      laterRevision: null,
    });
    const rows = await unsafeRows('SELECT * FROM "Response" WHERE "assessmentId" = $1', [assessmentId]);
    expect(rows).toHaveLength(27);
    expect(
      rows.every((row) => 'finding' in row && row.finding === null && 'version' in row && row.version === 0),
    ).toBe(true);
    expect((await eventsOf(ours)).find((event) => event.type === 'assessment.created')).toMatchObject({
      subjectId: assessmentId,
      data: {
        questionnaireId: 'A',
        integrations: ['Webshop'],
        merchantIds: ['4711'],
        acquirers: ['North Bank'],
        answerRows: 27,
      },
    });
  });

  it('is found as what is under way for the same payments, and for no others', async () => {
    const { assessmentId } = await create();
    const twin = {
      legalEntityId: base.legalEntityId,
      questionnaireId: 'A',
      integrationIds: [base.integrationId],
    };
    const ids = async (organization: TestOrganization, change: object = {}) =>
      (await listOpenTwins(organization.grant('assessment:read'), { ...twin, ...change })).map(
        (one) => one.assessmentId,
      );
    expect(await ids(ours)).toEqual([assessmentId]);
    expect(await ids(ours, { questionnaireId: 'A-EP' })).toEqual([]);
    expect(await ids(ours, { integrationIds: [] })).toEqual([]);
    expect(await ids(theirs)).toEqual([]);
  });

  it('plans the periodic activities in the same transaction', async () => {
    await create();
    expect((await rowCounts())?.activities).toBeGreaterThan(0);
    expect((await eventsOf(ours)).at(-1)?.type).toBe('activity.planned');
  });

  it('asks for duties that were never done by the day to attest, else by the end of the period', async () => {
    const today = dayIn('Europe/Berlin');
    const soon = addDays(today, 5);
    for (const [dates, latest] of [
      [{ periodFrom: '2026-01-01', periodTo: addDays(today, 200), dueOn: soon }, soon],
      [{ periodFrom: '2026-01-01', periodTo: soon, dueOn: null }, soon],
    ] as const) {
      const fresh = await makeOrganization();
      const { decisionId } = await decided(fresh);
      await createAssessment(manage(fresh), { ...assessmentFacts(decisionId), ...dates }, proposeActivities);
      const due = await unsafeRows<{ latest: string }>(
        `SELECT max(o."dueOn")::text AS latest FROM "ActivityOccurrence" o JOIN "Activity" a ON a."id" = o."activityId"
          WHERE o."organizationId" = $1 AND a."catalogueActivityId" LIKE 'sch-%'`,
        [fresh.organizationId],
      );
      expect(due).toEqual([{ latest }]);
    }
  });

  it('asks each row of a requirement that takes one answer per row', async () => {
    const [d] = [await decided(theirs, 'SERVER_API')];
    const { assessmentId } = await createAssessment(
      manage(theirs),
      assessmentFacts(d.decisionId),
      proposeActivities,
    );
    const rows = await unsafeRows<{ requirements: number; rows: number }>(
      'SELECT count(DISTINCT "requirementKey")::int AS "requirements", count(*)::int AS "rows" FROM "Response" WHERE "assessmentId" = $1',
      [assessmentId],
    );
    expect(rows).toEqual([{ requirements: 233, rows: 254 }]);
    const [item] = await listAssessments(theirs.grant('assessment:read'));
    expect(item).toMatchObject({ requirementCount: 233, counts: { UNANSWERED: 233 } });
  });

  it('leaves nothing behind when a part of it fails', async () => {
    const before = await rowCounts();
    const failing = createAssessment(manage(ours), assessmentFacts(base.decisionId), () => {
      throw new Error('the schedule is not there');
    });
    await expect(failing).rejects.toThrow('the schedule is not there');
    expect(await rowCounts()).toEqual(before);
  });

  it('answers a decision of somebody else, or of nobody, as not found', async () => {
    const before = await rowCounts();
    const foreign = createAssessment(manage(theirs), assessmentFacts(base.decisionId), proposeActivities);
    expect((await refusalOf(foreign)).code).toBe('NOT_FOUND');
    expect((await refusalOf(create({}, unknownId))).code).toBe('NOT_FOUND');
    expect(await rowCounts()).toEqual(before);
  });

  it('refuses merchant ids and acquirers that are not there to choose', async () => {
    const foreign = await decided(theirs);
    const before = await rowCounts();
    expect((await refusalOf(create({ merchantIdIds: [foreign.merchantIdId] }))).fieldErrors).toHaveProperty(
      'merchantIdIds',
    );
    expect((await refusalOf(create({ acquirerIds: [foreign.acquirerId] }))).fieldErrors).toHaveProperty(
      'acquirerIds',
    );
    await archiveMerchantId(ours.grant('legal-entity:manage'), base.merchantIdId);
    expect((await refusalOf(create({ merchantIdIds: [base.merchantIdId] }))).fieldErrors).toHaveProperty(
      'merchantIdIds',
    );
    await archiveAcquirer(ours.grant('legal-entity:manage'), base.acquirerId);
    expect((await refusalOf(create({ acquirerIds: [base.acquirerId] }))).fieldErrors).toHaveProperty(
      'acquirerIds',
    );
    expect((await rowCounts())?.assessments).toBe(before?.assessments);
  });

  it('refuses an integration that went to the archive after the decision', async () => {
    await archiveIntegration(ours.grant('integration:manage'), base.integrationId);
    const refusal = await refusalOf(create());
    expect(refusal.code).toBe('WRONG_STATE');
    expect(refusal.message).toContain('“Webshop” is in the archive');
  });

  it('refuses an integration that takes cards in another way now', async () => {
    const facts = {
      name: 'Webshop',
      method: 'DIRECT_POST',
      channels: ['E_COMMERCE'],
      legalEntityId: base.legalEntityId,
    };
    await changeIntegration(
      ours.grant('integration:manage'),
      base.integrationId,
      parseInput(changeIntegrationInput, { ...facts, version: 1 }),
    );
    expect((await refusalOf(create())).message).toContain(
      '“Webshop” changed after the questionnaire was decided',
    );
  });

  it('refuses a decision that ended without a questionnaire', async () => {
    const report = await decide(ours, base.legalEntityId, base.integrationId, { validation: 'TOLD_ROC' });
    expect((await refusalOf(create({}, report))).code).toBe('WRONG_STATE');
  });
});
