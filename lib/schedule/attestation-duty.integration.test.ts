import { beforeEach, describe, expect, it } from 'vitest';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { lastAllowedDay } from '@/lib/catalogue/rules';
import { addDays } from '@/lib/platform/clock';
import { unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { archiveActivity } from './commands/archive-activity';
import { completeAttestationDuty } from './operations';
import { makeSchedule, type TestSchedule } from './testing';

let s: TestSchedule;

beforeEach(async () => {
  s = await makeSchedule();
});

const planDuty = (dueOn = addDays(s.today, 33)) =>
  s.plan({
    catalogueActivityId: 'sch-validation',
    timeframe: 'every_twelve_months',
    every: 12,
    unit: 'month',
    dueOn,
  });

async function addAssessment(dueOn: string | null, change = '') {
  const assessmentId = await makeAssessment(s.organization, 'A');
  await unsafeRows(`UPDATE "Assessment" SET "dueOn" = $2 ${change} WHERE "id" = $1`, [assessmentId, dueOn]);
  return assessmentId;
}

/** What the sealing command does with it, in a transaction of its own. */
function sign(assessmentId: string, signedOn = s.today, organization = s.organization) {
  const grant = organization.grant('attestation:sign');
  return commit(grant, async (tx) => {
    await tx.assessment.updateMany({
      where: { organizationId: grant.organizationId, id: assessmentId },
      data: { status: 'SIGNED', signedAt: new Date() },
    });
    const events = await completeAttestationDuty(tx, grant, { assessmentId, signedOn });
    return events.length === 0 ? unchanged(0) : { result: events.length, events: eventList(events) };
  });
}

describe('the yearly duty to complete the questionnaire and sign the attestation', () => {
  it('is done with the signature, and due again within a year of it', async () => {
    const { activityId, occurrenceId } = await planDuty();
    const assessmentId = await addAssessment(addDays(s.today, 33));
    const signedOn = addDays(s.today, -2);
    expect(await sign(assessmentId, signedOn)).toBe(1);
    const activity = await s.view(activityId);
    expect(activity.completions).toMatchObject([
      {
        occurrenceId,
        completedOn: signedOn,
        completedByName: 'Ada Lovelace',
        result: 'Signed: Web shop 2026 (SAQ A)',
        lateCause: '',
        state: 'DONE',
      },
    ]);
    const nextDueOn = lastAllowedDay({ every: 12, unit: 'month' }, signedOn);
    expect(activity.open?.dueOn).toBe(nextDueOn);
    expect(await s.lastEvent()).toEqual({
      type: 'activity.completed',
      data: expect.objectContaining({
        title: 'External scan',
        occurrenceId,
        completedOn: signedOn,
        late: false,
        result: 'Signed: Web shop 2026 (SAQ A)',
        evidenceIds: [],
        count: 1,
        nextDueOn,
      }),
    });
  });

  it('is done late after its day, and says that the signature recorded it', async () => {
    const { activityId } = await planDuty(addDays(s.today, -1));
    await sign(await addAssessment(addDays(s.today, -1)));
    expect((await s.view(activityId)).completions).toMatchObject([
      { state: 'DONE_LATE', lateCause: 'Recorded with the signature; the cause was not asked.' },
    ]);
  });

  it.each([
    ['is due by the same day', 33, ''],
    ['has no due day, and a period that ends before', null, `, "periodTo" = '2020-12-31'`],
  ])('waits for another open assessment that %s', async (_, days, change) => {
    const { activityId } = await planDuty();
    const first = await addAssessment(addDays(s.today, 33));
    const second = await addAssessment(days === null ? null : addDays(s.today, days), change);
    expect(await sign(first)).toBe(0);
    expect((await s.view(activityId)).completions).toEqual([]);
    expect(await sign(second)).toBe(1);
    expect((await s.view(activityId)).completions).toHaveLength(1);
  });

  it.each([
    ['the next year’s', 34, ''],
    ['one in the archive', 33, ', "archivedAt" = now()'],
    ['the correction of a signed one', 33, ', "revisionOfId" = gen_random_uuid()'],
  ])('does not wait for %s', async (_, days, change) => {
    await planDuty();
    const first = await addAssessment(addDays(s.today, 33));
    await addAssessment(addDays(s.today, days), change);
    expect(await sign(first)).toBe(1);
  });

  it('is not done twice by a second signature of the same year, nor by a correction', async () => {
    const { activityId } = await planDuty();
    await sign(await addAssessment(addDays(s.today, 33)));
    const { open } = await s.view(activityId);
    expect(await sign(await addAssessment(addDays(s.today, 60)))).toBe(0);
    expect(await s.view(activityId)).toMatchObject({ open, completions: [{ completedOn: s.today }] });
  });

  it('is left alone where it is not planned, or was taken out of the schedule', async () => {
    expect(await sign(await addAssessment(null))).toBe(0);
    const { activityId } = await planDuty();
    await archiveActivity(s.manage, { activityId, version: 1, reason: 'A consultant keeps the calendar' });
    expect(await sign(await addAssessment(null))).toBe(0);
  });

  it('knows the assessments and the duty of its own organization only', async () => {
    const stranger = await makeSchedule();
    const { activityId } = await planDuty();
    const assessmentId = await addAssessment(null);
    expect(await sign(assessmentId, s.today, stranger.organization)).toBe(0);
    expect((await s.view(activityId)).completions).toEqual([]);
    const theirs = await makeAssessment(stranger.organization, 'A');
    await expect(sign(theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
