import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '@/lib/platform/clock';
import { unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { makeSchedule, type TestSchedule } from '../testing';
import { countLateActivities, getSchedule } from './schedule';

let s: TestSchedule;

beforeEach(async () => {
  s = await makeSchedule();
});

async function answer(assessmentId: string, finding: string | null) {
  await unsafeRows(
    `UPDATE "Response" SET "finding" = $2, "notApplicableReason" = 'no page of our own' WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:11.3.2'`,
    [assessmentId, finding],
  );
}

async function shown() {
  const { activities } = await getSchedule(s.reader, { from: '2020-01-01', to: '2099-01-01' });
  const [activity] = activities;
  return { isNotApplicable: activity?.isNotApplicable, due: activity?.occurrences.length };
}

const late = () => s.plan({ dueOn: addDays(s.today, -1) });

describe('a duty whose requirements are all answered Not Applicable', () => {
  it('is not due and not late anywhere, but still to be found, and due again when the answer changes', async () => {
    const { activityId } = await late();
    const assessmentId = await makeAssessment(s.organization, 'A');
    await answer(assessmentId, 'NOT_APPLICABLE');
    expect(await shown()).toEqual({ isNotApplicable: true, due: 0 });
    expect(await countLateActivities(s.reader)).toBe(0);
    expect((await s.view(activityId)).isNotApplicable).toBe(true);

    await answer(assessmentId, 'IN_PLACE');
    expect(await shown()).toEqual({ isNotApplicable: false, due: 1 });
    expect(await countLateActivities(s.reader)).toBe(1);
    expect((await s.view(activityId)).isNotApplicable).toBe(false);
  });

  it.each<[string, string | null, { status?: 'SIGNED' | 'SUPERSEDED'; archived?: boolean }, boolean]>([
    ['not yet in another open assessment', null, {}, false],
    ['otherwise in a signed one', 'IN_PLACE', { status: 'SIGNED' }, false],
    ['otherwise in a superseded one', 'IN_PLACE', { status: 'SUPERSEDED' }, true],
    ['otherwise in the archive', 'IN_PLACE', { archived: true }, true],
  ])('that is answered %s', async (_, finding, state, expected) => {
    await late();
    await answer(await makeAssessment(s.organization, 'A'), 'NOT_APPLICABLE');
    const other = await makeAssessment(s.organization, 'A');
    await answer(other, finding);
    await unsafeRows(
      `UPDATE "Assessment" SET "status" = $2, "archivedAt" = CASE WHEN $3::boolean THEN now() END WHERE "id" = $1`,
      [other, state.status ?? 'OPEN', state.archived ?? false],
    );
    expect((await shown()).isNotApplicable).toBe(expected);
  });

  it('that no assessment asks for stays due', async () => {
    await late();
    expect(await shown()).toEqual({ isNotApplicable: false, due: 1 });
  });

  it('of an integration follows the assessments that cover the integration', async () => {
    const { activityId } = await late();
    const { organizationId } = s.organization;
    const covering = await makeAssessment(s.organization, 'A');
    const other = await makeAssessment(s.organization, 'A');
    const [row] = await unsafeRows<{ id: string }>(
      `INSERT INTO "Integration" ("organizationId", "id", "legalEntityId", "name", "method")
       SELECT "organizationId", gen_random_uuid(), "legalEntityId", 'Shop', 'HOSTED_REDIRECT' FROM "Assessment" WHERE "id" = $1
       RETURNING "id"`,
      [covering],
    );
    await unsafeRows(
      `INSERT INTO "AssessmentIntegration" ("organizationId", "assessmentId", "integrationId") VALUES ($1, $2, $3)`,
      [organizationId, covering, row?.id],
    );
    await unsafeRows(`UPDATE "Activity" SET "integrationId" = $2 WHERE "id" = $1`, [activityId, row?.id]);
    await answer(other, 'NOT_APPLICABLE');
    expect((await shown()).isNotApplicable).toBe(false);
    await answer(other, 'IN_PLACE');
    await answer(covering, 'NOT_APPLICABLE');
    expect((await shown()).isNotApplicable).toBe(true);
  });

  it('is not decided by the answers of another organization', async () => {
    await late();
    const stranger = await makeSchedule();
    await answer(await makeAssessment(stranger.organization, 'A'), 'NOT_APPLICABLE');
    expect((await shown()).isNotApplicable).toBe(false);
  });
});
