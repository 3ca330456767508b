import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { currentCatalogueVersionId } from '@/lib/catalogue/queries';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { archiveActivity } from './commands/archive-activity';
import { accessReview } from './model';
import { proposeActivities } from './operations';
import { getSchedule } from './queries/schedule';

async function makeIntegration(organization: TestOrganization, name: string): Promise<string> {
  const legalEntityId = randomUUID();
  const id = randomUUID();
  await unsafeRows(
    `INSERT INTO "LegalEntity" ("organizationId", "id", "name", "entityType") VALUES ($1, $2, $3, 'MERCHANT')`,
    [organization.organizationId, legalEntityId, `Entity of ${name}`],
  );
  await unsafeRows(
    `INSERT INTO "Integration" ("organizationId", "id", "legalEntityId", "name", "method") VALUES ($1, $2, $3, $4, 'REDIRECT')`,
    [organization.organizationId, id, legalEntityId, name],
  );
  return id;
}

function propose(
  organization: TestOrganization,
  questionnaireId: string,
  integrationIds: string[],
  attestBy: string,
) {
  const grant = organization.grant('assessment:manage');
  return commit(grant, async (tx) => {
    const events = await proposeActivities(tx, grant, {
      catalogueVersionId: currentCatalogueVersionId,
      questionnaireId,
      integrationIds,
      attestBy,
    });
    return events.length === 0 ? unchanged(0) : { result: events.length, events: eventList(events) };
  });
}

async function plannedNumbers(organization: TestOrganization, id: string): Promise<string[]> {
  const rows = await unsafeRows<{ requirementNumbers: string[] }>(
    `SELECT "requirementNumbers" FROM "Activity" WHERE "organizationId" = $1 AND "catalogueActivityId" = $2`,
    [organization.organizationId, id],
  );
  return rows.flatMap((row) => row.requirementNumbers);
}

type Row = { catalogueActivityId: string; integrationId: string | null; due: string | null };

function planned(organization: TestOrganization): Promise<Row[]> {
  return unsafeRows<Row>(
    `SELECT a."catalogueActivityId", a."integrationId", o."dueOn"::text AS due FROM "Activity" a
       LEFT JOIN "ActivityOccurrence" o ON o."organizationId" = a."organizationId" AND o."activityId" = a."id"
      WHERE a."organizationId" = $1 ORDER BY a."catalogueActivityId", a."integrationId"`,
    [organization.organizationId],
  );
}

const of = (rows: Row[], id: string) => rows.filter((row) => row.catalogueActivityId === id);

describe('planning what a questionnaire asks for', () => {
  it('SAQ A over two integrations: once for the organization, once for each integration', async () => {
    const organization = await makeOrganization();
    const shops = [await makeIntegration(organization, 'Shop'), await makeIntegration(organization, 'Phone')];
    const today = dayIn(organization.timeZone);
    await propose(organization, 'A', shops, addDays(today, 40));

    const rows = await planned(organization);
    expect(
      of(rows, 'sch-asv-scan')
        .map((row) => row.integrationId)
        .sort(),
    ).toEqual([...shops].sort());
    expect(of(rows, 'sch-retention-check').map((row) => row.integrationId)).toEqual([null]);
    // Due by the day to attest where that comes before the interval ends.
    expect(of(rows, 'sch-asv-scan')[0]?.due).toBe(addDays(today, 40));
    expect(of(rows, 'sch-critical-patches')[0]?.due).toBe(addDays(today, 31));
    // What follows an event has no due day.
    expect(of(rows, 'sch-leaver-access')).toEqual([
      { catalogueActivityId: 'sch-leaver-access', integrationId: null, due: null },
    ]);
    expect(of(rows, 'sch-weekly-page-tamper')).toEqual([]);
  });

  it('a second assessment adds only what is new, and nothing twice', async () => {
    const organization = await makeOrganization();
    const shop = await makeIntegration(organization, 'Shop');
    const other = await makeIntegration(organization, 'Other');
    const until = addDays(dayIn(organization.timeZone), 400);
    await propose(organization, 'A', [shop], until);
    const first = await planned(organization);
    expect(await propose(organization, 'A', [shop], until)).toBe(0);
    expect(await planned(organization)).toEqual(first);

    await propose(organization, 'A-EP', [shop, other], until);
    const second = await planned(organization);
    expect(of(second, 'sch-asv-scan')).toHaveLength(2);
    expect(of(second, 'sch-retention-check')).toHaveLength(1);
    expect(of(second, 'sch-weekly-page-tamper')).toHaveLength(2);
    expect(second.filter((row) => first.some((before) => sameActivity(before, row)))).toEqual(first);
  });

  it('names only requirements that a questionnaire asks, and adds those of a second one', async () => {
    const organization = await makeOrganization();
    const until = addDays(dayIn(organization.timeZone), 400);
    await propose(organization, 'A', [], until);
    expect(await plannedNumbers(organization, 'sch-media-destruction')).toEqual(['9.4.6']);
    await propose(organization, 'D-Merchant', [], until);
    expect(await plannedNumbers(organization, 'sch-media-destruction')).toEqual(['9.4.6', '9.4.7']);
    const titles = await unsafeRows<{ title: string }>(
      `SELECT "title" FROM "Activity" WHERE "organizationId" = $1 AND "catalogueActivityId" = 'sch-validation'`,
      [organization.organizationId],
    );
    expect(titles).toEqual([{ title: 'Complete the SAQ and sign the AOC' }]);
  });

  it('two assessments made at the same moment plan each activity once', async () => {
    const organization = await makeOrganization();
    const shop = await makeIntegration(organization, 'Shop');
    const until = addDays(dayIn(organization.timeZone), 400);
    await Promise.all([1, 2, 3].map(() => propose(organization, 'D-Merchant', [shop], until)));
    const rows = await planned(organization);
    const names = rows.map((row) => `${row.catalogueActivityId}/${row.integrationId}`);
    expect(new Set(names).size).toBe(names.length);
    // 58 of the standard, and the review of who may use Inplace.
    expect(of(rows, accessReview.activityId)).toHaveLength(1);
    expect(rows).toHaveLength(59);
  });

  it('what was taken out of the schedule stays out', async () => {
    const organization = await makeOrganization();
    const until = addDays(dayIn(organization.timeZone), 400);
    await propose(organization, 'C', [], until);
    const schedule = () =>
      getSchedule(organization.grant('schedule:read'), { from: '2020-01-01', to: '2099-01-01' });
    const wireless = (await schedule()).activities.find((entry) =>
      entry.requirementNumbers.includes('11.2.1'),
    );
    await archiveActivity(organization.grant('schedule:manage'), {
      activityId: wireless?.activityId ?? '',
      version: 1,
      reason: 'No wireless and nobody may bring any',
    });
    await propose(organization, 'D-Merchant', [], until);
    expect((await schedule()).activities.some((entry) => entry.requirementNumbers.includes('11.2.1'))).toBe(
      false,
    );
    expect(of(await planned(organization), 'sch-wireless-check')).toHaveLength(1);
  });

  it('is one event that names what was planned', async () => {
    const organization = await makeOrganization();
    await propose(organization, 'B', [], addDays(dayIn(organization.timeZone), 400));
    const events = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'activity.planned' AND "subjectType" = 'schedule'`,
      [organization.organizationId],
    );
    expect(events).toHaveLength(1);
    const { data } = JSON.parse(events[0]?.text ?? '{}');
    expect(data.questionnaireId).toBe('B');
    expect(data.activities).toContain('Review and update the security policy');
    expect(data.activityIds).toHaveLength(data.count);
  });

  it('an integration of another organization cannot be planned for', async () => {
    const organization = await makeOrganization();
    const stranger = await makeOrganization();
    const foreign = await makeIntegration(stranger, 'Foreign');
    await expect(
      propose(organization, 'A', [foreign], addDays(dayIn(organization.timeZone), 400)),
    ).rejects.toThrow();
    expect(await planned(organization)).toEqual([]);
  });
});

function sameActivity(left: Row, right: Row): boolean {
  return left.catalogueActivityId === right.catalogueActivityId && left.integrationId === right.integrationId;
}
