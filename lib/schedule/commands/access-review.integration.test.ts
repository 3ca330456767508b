import { expect, it } from 'vitest';
import { createAssessment } from '@/lib/assessment/commands/create-assessment';
import { assessmentFacts, decide, decided } from '@/lib/assessment/testing';
import { commit, eventList } from '@/lib/audit-trail/commit';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { accessReview } from '../model';
import { proposeActivities } from '../operations';
import { getAccessReview } from '../queries/access-review';
import { completeAccessReview, planAccessReview } from './access-review';
import { archiveActivity } from './archive-activity';
import { completeOccurrence } from './complete';

async function makeReview(): Promise<{ shop: TestOrganization; open: { id: string; version: number } }> {
  const shop = await makeOrganization();
  await shop.addMember({ name: 'Ben Ode', role: 'CONTROL_OWNER' });
  await commit(shop.grant('schedule:manage'), async (tx) => ({
    result: null,
    events: eventList(await planAccessReview(tx, shop.grant('schedule:manage'))),
  }));
  const [open] = await unsafeRows<{ id: string; version: number }>(
    `SELECT o."id", o."version" FROM "ActivityOccurrence" o JOIN "Activity" a ON a."id" = o."activityId"
      WHERE a."organizationId" = $1 AND a."catalogueActivityId" = $2 AND o."completedOn" IS NULL`,
    [shop.organizationId, accessReview.activityId],
  );
  if (!open) throw new Error('nothing was planned');
  return { shop, open };
}

const grants = (shop: TestOrganization) => ({
  complete: shop.grant('activity:complete'),
  attach: shop.grant('evidence:attach'),
  members: shop.grant('member:read'),
});

it('keeps the confirmed list as evidence, marks the review as done and plans the next one in six months', async () => {
  const { shop, open } = await makeReview();
  const { members, basis } = await getAccessReview(shop.grant('member:read'));
  const input = { occurrenceId: open.id, version: open.version, basis, result: '', lateCause: '' };
  await expect(
    completeAccessReview(grants(shop), {
      ...input,
      membershipIds: members.slice(0, 1).map(({ membershipId }) => membershipId),
    }),
  ).rejects.toMatchObject({
    code: 'INVALID',
    fieldErrors: { membershipIds: [expect.stringContaining('Ben Ode')] },
  });
  await completeAccessReview(grants(shop), {
    ...input,
    membershipIds: members.map(({ membershipId }) => membershipId),
  });
  const [note] = await unsafeRows<{ note: string; used: number }>(
    `SELECT e."note", (SELECT count(*)::int FROM "ActivityOccurrenceEvidence" x WHERE x."evidenceId" = e."id" AND x."occurrenceId" = $2) AS used
       FROM "EvidenceItem" e WHERE e."organizationId" = $1`,
    [shop.organizationId, open.id],
  );
  expect(note?.used).toBe(1);
  expect(note?.note).toContain('Ben Ode');
  expect(note?.note).toContain('Control owner');
  const [next] = await unsafeRows<{ months: number }>(
    `SELECT round((o."dueOn" - current_date) / 30.4)::int AS months FROM "ActivityOccurrence" o
      WHERE o."organizationId" = $1 AND o."completedOn" IS NULL`,
    [shop.organizationId],
  );
  expect(next?.months).toBe(6);
});

it('confirms nothing that was not shown: a member or a role that is new stops it', async () => {
  const { shop, open } = await makeReview();
  const { members, basis } = await getAccessReview(shop.grant('member:read'));
  await unsafeRows(`UPDATE "Membership" SET "role" = 'ADMINISTRATOR' WHERE "organizationId" = $1`, [
    shop.organizationId,
  ]);
  await expect(
    completeAccessReview(grants(shop), {
      occurrenceId: open.id,
      version: open.version,
      basis,
      result: '',
      lateCause: '',
      membershipIds: members.map(({ membershipId }) => membershipId),
    }),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('is done by confirming members and by nothing else', async () => {
  const { shop, open } = await makeReview();
  await expect(
    completeOccurrence(shop.grant('activity:complete'), {
      occurrenceId: open.id,
      version: open.version,
      completedOn: new Date().toISOString().slice(0, 10),
      result: 'All members confirmed.',
      lateCause: '',
      evidenceIds: [],
      wholeSeries: false,
    }),
  ).rejects.toMatchObject({ code: 'WRONG_STATE' });
});

it('comes with the first assessment, for everybody’s six months, and stays out once it was taken out', async () => {
  const shop = await makeOrganization();
  const today = dayIn(shop.timeZone);
  const { legalEntityId, integrationId, decisionId } = await decided(shop);
  const create = (decision: string, name: string) =>
    createAssessment(
      shop.grant('assessment:manage'),
      // Attested next month: nothing that the review would wait for.
      assessmentFacts(decision, { name, dueOn: addDays(today, 30) }),
      proposeActivities,
    );
  const reviews = () =>
    unsafeRows<{ activityId: string; version: number; opensToday: boolean; days: number; archived: boolean }>(
      `SELECT a."id" AS "activityId", a."version", o."opensOn" = $3::date AS "opensToday", o."dueOn" - $3::date AS days,
              a."archivedAt" IS NOT NULL AS archived
         FROM "Activity" a JOIN "ActivityOccurrence" o ON o."activityId" = a."id"
        WHERE a."organizationId" = $1 AND a."catalogueActivityId" = $2`,
      [shop.organizationId, accessReview.activityId, today],
    );
  expect(await reviews()).toEqual([]);
  await create(decisionId, 'First');
  const [planned, ...more] = await reviews();
  expect(more).toEqual([]);
  expect(planned).toMatchObject({ opensToday: true, archived: false });
  expect(planned?.days).toBeGreaterThanOrEqual(181);
  expect(planned?.days).toBeLessThanOrEqual(184);
  const { activityId = '', version = 0 } = planned ?? {};
  const events = await unsafeRows<{ type: string; text: string }>(
    'SELECT "type", "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "subjectId" = $2',
    [shop.organizationId, activityId],
  );
  expect(events.map(({ type, text }) => [type, JSON.parse(text).data.title])).toEqual([
    ['activity.planned', accessReview.title],
  ]);
  await create(await decide(shop, legalEntityId, integrationId), 'Second');
  expect(await reviews()).toEqual([planned]);
  const archive = { activityId, version, reason: 'Done in another system' };
  await archiveActivity(shop.grant('schedule:manage'), archive);
  await create(await decide(shop, legalEntityId, integrationId), 'Third');
  expect(await reviews()).toEqual([expect.objectContaining({ activityId, archived: true })]);
});
