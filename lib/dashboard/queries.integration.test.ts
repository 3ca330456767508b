import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { countEvidence, listEvidence } from '@/lib/evidence/queries/list';
import { parseEvidenceFilter } from '@/lib/evidence/rules';
import { listIntegrations } from '@/lib/integration/queries/integrations';
import { isInView } from '@/lib/integration/rules/views';
import { makeCoveringAssessment } from '@/lib/legal-entity/testing';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { makeSchedule } from '@/lib/schedule/testing';
import { getOverview } from './queries';

let ours: TestOrganization;
let theirs: TestOrganization;
let today: string;

async function add(organization: TestOrganization, table: string, values: Record<string, unknown>) {
  const id = randomUUID();
  const row = { organizationId: organization.organizationId, id, ...values };
  const names = Object.keys(row).map((name) => `"${name}"`);
  const places = names.map((_, index) => `$${index + 1}`);
  await unsafeRows(`INSERT INTO "${table}" (${names.join()}) VALUES (${places.join()})`, Object.values(row));
  return id;
}

const addEntity = (organization: TestOrganization) =>
  add(organization, 'LegalEntity', { name: 'Lumen', entityType: 'MERCHANT' });
const addIntegration = (organization: TestOrganization, legalEntityId: string, name: string, more = {}) =>
  add(organization, 'Integration', { legalEntityId, name, method: 'HOSTED_REDIRECT', ...more });

/** An assessment in a state; evidence is linked while it is open, as people do. */
async function addAssessment(
  legalEntityId: string,
  integrationId: string,
  {
    signedOn,
    evidence = [],
    archived = false,
  }: { signedOn?: string; evidence?: string[]; archived?: boolean },
) {
  const id = await makeCoveringAssessment(ours, legalEntityId, { integrationId }, { archived });
  for (const title of evidence) {
    const evidenceId = await add(ours, 'EvidenceItem', {
      kind: 'NOTE',
      title,
      receivedById: ours.userId,
      receivedByName: ours.name,
      validUntil: addDays(today, -3),
    });
    await add(ours, 'EvidenceLink', {
      evidenceId,
      assessmentId: id,
      catalogueVersionId: 'pci-dss-4.0.1',
      requirementKey: 'pci-dss:11.3.2',
      linkedById: ours.userId,
    });
  }
  if (signedOn)
    await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = $2 WHERE "id" = $1`, [
      id,
      signedOn,
    ]);
  return id;
}

const overview = (organization = ours) => getOverview(organization.grant('dashboard:read'));

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  today = dayIn(ours.timeZone);
  const entity = await addEntity(ours);
  const shop = await addIntegration(ours, entity, 'Shop');
  const desk = await addIntegration(ours, entity, 'Desk');
  const dropped = await addIntegration(ours, entity, 'Dropped');
  await addIntegration(ours, entity, 'Tills');
  await addIntegration(ours, entity, 'Old shop', { archivedAt: new Date() });
  const evidenceOf = (title: string) => ({ evidence: [title] });
  await addAssessment(entity, shop, { signedOn: '2024-11-20', ...evidenceOf('Shop, the year before') });
  await addAssessment(entity, shop, { signedOn: '2025-11-20', ...evidenceOf('Shop, last signed') });
  await addAssessment(entity, desk, { signedOn: '2025-11-20', ...evidenceOf('Desk, signed') });
  await addAssessment(entity, desk, evidenceOf('Desk, open'));
  await addAssessment(entity, dropped, { archived: true });
  const provider = (name: string, days: number | null, more = {}) =>
    add(ours, 'ServiceProvider', {
      name,
      kind: 'GATEWAY',
      attestationValidUntil: days === null ? null : addDays(today, days),
      ...more,
    });
  await provider('No attestation', null);
  await provider('Ended', -5);
  await provider('Ends later', 61);
  await provider('Ends soon', 60);
  await provider('Left', null, { archivedAt: new Date() });
  await addIntegration(theirs, await addEntity(theirs), 'Theirs');
  await add(theirs, 'ServiceProvider', { name: 'Their provider', kind: 'GATEWAY' });
});

describe('the overview', () => {
  test('names the integrations in use that no assessment covers, as many as the list behind it shows', async () => {
    const { unassessed } = await overview();
    expect(unassessed.map(({ name }) => name)).toEqual(['Dropped', 'Tills']);
    const listed = await listIntegrations(ours.grant('integration:read'), 'active');
    expect(unassessed.map(({ integrationId }) => integrationId)).toEqual(
      listed.filter((row) => isInView(row, 'no-questionnaire')).map(({ integrationId }) => integrationId),
    );
  });

  test('counts the evidence that is to be renewed, as many as the list behind it shows and the mails ask for', async () => {
    const [signed] = await unsafeRows<{ id: string }>(
      `SELECT "id" FROM "EvidenceItem" WHERE "organizationId" = $1 AND "title" = 'Desk, signed'`,
      [ours.organizationId],
    );
    const activityId = await add(ours, 'Activity', {
      title: 'Scan',
      requirementNumbers: ['11.3.2'],
      timeframe: 'every_three_months',
    });
    const done = { activityId, opensOn: today, dueOn: today, completedOn: today };
    const occurrenceId = await add(ours, 'ActivityOccurrence', done);
    await unsafeRows(
      'INSERT INTO "ActivityOccurrenceEvidence" ("organizationId", "occurrenceId", "evidenceId") VALUES ($1, $2, $3)',
      [ours.organizationId, occurrenceId, signed?.id],
    );
    const unused = { kind: 'NOTE', receivedById: ours.userId, receivedByName: ours.name };
    await add(ours, 'EvidenceItem', { ...unused, title: 'Not used', validUntil: addDays(today, -3) });
    const { evidence } = await overview();
    expect(evidence.map(({ title, days, usedBy }) => [title, days, usedBy]).sort()).toEqual([
      ['Desk, open', -3, 1],
      ['Desk, signed', -3, 0],
    ]);
    const grant = ours.grant('evidence:read');
    const { rows } = await listEvidence(grant, { ...parseEvidenceFilter({}), view: 'TO_RENEW' });
    expect(rows.map(({ evidenceId }) => evidenceId).sort()).toEqual(
      evidence.map(({ evidenceId }) => evidenceId).sort(),
    );
    expect((await countEvidence(grant)).TO_RENEW).toBe(evidence.length);
  });

  test('names no evidence, and counts no use, that the person does not see', async () => {
    const titlesOf = async (role: 'MANAGER' | 'CONTROL_OWNER', owns?: string) => {
      const member = await ours.addMember({ role });
      if (owns)
        await unsafeRows(
          `UPDATE "EvidenceItem" SET "ownerId" = $2 WHERE "organizationId" = $1 AND "title" = $3`,
          [ours.organizationId, member.userId, owns],
        );
      const { evidence } = await getOverview(member.grant('dashboard:read'));
      return evidence.map(({ title, usedBy }) => [title, usedBy]).sort();
    };
    expect((await titlesOf('MANAGER')).map(([title]) => title)).toContain('Desk, open');
    expect(await titlesOf('CONTROL_OWNER')).toEqual([]);
    expect(await titlesOf('CONTROL_OWNER', 'Desk, open')).toEqual([['Desk, open', 0]]);
  });

  test('names providers whose attestation ended or ends, nearest first, then those without one', async () => {
    const { providers } = await overview();
    expect(providers.map(({ name, ends }) => [name, ends?.days ?? null])).toEqual([
      ['Ended', -5],
      ['Ends soon', 60],
      ['No attestation', null],
    ]);
  });

  test('leaves out duties that are Not Applicable by the answers', async () => {
    const schedule = await makeSchedule();
    await schedule.plan({ dueOn: addDays(today, -1) });
    const assessmentId = await makeAssessment(schedule.organization, 'A');
    expect((await overview(schedule.organization)).activities).toHaveLength(1);
    await unsafeRows(`UPDATE "Response" SET "finding" = 'NOT_APPLICABLE' WHERE "assessmentId" = $1`, [
      assessmentId,
    ]);
    expect((await overview(schedule.organization)).activities).toEqual([]);
  });

  test('shows nothing of another organization', async () => {
    const other = await overview(theirs);
    expect(other.unassessed.map(({ name }) => name)).toEqual(['Theirs']);
    expect(other.providers.map(({ name }) => name)).toEqual(['Their provider']);
    expect([other.assessments, other.evidence]).toEqual([[], []]);
  });
});
