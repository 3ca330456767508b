import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '@/lib/platform/clock';
import { countLateActivities, getSchedule } from '../queries/schedule';
import { makeSchedule, type TestSchedule } from '../testing';
import { addActivity } from './add-activity';
import { archiveActivity, restoreActivity } from './archive-activity';
import { changeActivity } from './change-activity';
import { completeOccurrence } from './complete';

let s: TestSchedule;

beforeEach(async () => {
  s = await makeSchedule();
});

const done = {
  result: 'Passed, no findings',
  lateCause: '',
  evidenceIds: [] as string[],
  wholeSeries: false,
};

describe('changing how often', () => {
  const input = { version: 1, ownerId: null, ownerName: 'Hana', note: '', unit: 'month' as const };

  it('a stricter interval moves the open occurrence', async () => {
    const { activityId, occurrenceId } = await s.plan();
    await completeOccurrence(s.complete, {
      occurrenceId,
      version: 1,
      ...done,
      completedOn: addDays(s.today, -5),
    });
    await changeActivity(s.manage, { activityId, ...input, every: 1 });
    const activity = await s.view(activityId);
    expect(activity).toMatchObject({
      interval: { every: 1, unit: 'month' },
      ownerId: null,
      ownerName: 'Hana',
      version: 2,
    });
    expect(activity.open?.dueOn).toBe(addDays(s.today, 26));
    expect(await s.lastEvent()).toMatchObject({
      type: 'activity.changed',
      data: { cadenceEvery: { from: 3, to: 1 }, ownerName: { from: '', to: 'Hana' } },
    });
  });

  it.each([
    ['four months instead of three', { every: 4, unit: 'month' as const }],
    ['no rhythm at all', { every: null, unit: 'month' as const }],
    ['93 days', { every: 93, unit: 'day' as const }],
  ])('%s is refused at its field', async (_name, cadence) => {
    const { activityId } = await s.plan();
    await expect(changeActivity(s.manage, { activityId, ...input, ...cadence })).rejects.toMatchObject({
      fieldErrors: { every: [expect.stringContaining('less often')] },
    });
    expect((await s.view(activityId)).version).toBe(1);
  });

  it('a rhythm from a risk analysis opens a first occurrence, and without it nothing is due', async () => {
    const { activityId } = await s.plan({
      catalogueActivityId: 'sch-poi-inspection',
      timeframe: 'periodically',
      every: null,
      unit: null,
    });
    await changeActivity(s.manage, { activityId, ...input, every: 1 });
    expect((await s.view(activityId)).open).toMatchObject({ opensOn: s.today, dueOn: addDays(s.today, 31) });
    await changeActivity(s.manage, { activityId, ...input, version: 2, every: null });
    expect((await s.view(activityId)).open).toBeNull();
    const { activities } = await getSchedule(s.reader, { from: s.today, to: s.today });
    expect(activities.find((entry) => entry.activityId === activityId)?.occurrences).toEqual([]);
  });

  it('a stale form is refused', async () => {
    const { activityId } = await s.plan();
    await changeActivity(s.manage, { activityId, ...input, every: 3 });
    await expect(
      changeActivity(s.manage, { activityId, ...input, every: 3, ownerId: null, ownerName: 'Somebody else' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('taking out of the schedule', () => {
  it('hides it, keeps what was done, and can be undone', async () => {
    const { activityId, occurrenceId } = await s.plan({ dueOn: addDays(s.today, -2) });
    await archiveActivity(s.manage, { activityId, version: 1, reason: 'The shop was closed' });
    expect(await countLateActivities(s.reader)).toBe(0);
    expect(await s.view(activityId)).toMatchObject({
      archivedOn: s.today,
      archiveReason: 'The shop was closed',
    });
    await expect(
      completeOccurrence(s.complete, {
        occurrenceId,
        version: 1,
        ...done,
        completedOn: s.today,
        lateCause: 'x',
      }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(
      changeActivity(s.manage, {
        activityId,
        version: 2,
        every: 1,
        unit: 'month',
        ownerId: null,
        ownerName: '',
        note: '',
      }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });

    await restoreActivity(s.manage, { activityId, version: 2 });
    expect(await countLateActivities(s.reader)).toBe(1);
    expect((await s.lastEvent())?.type).toBe('activity.restored');
  });

  it('another organization finds nothing to take out', async () => {
    const { activityId } = await s.plan();
    const stranger = await makeSchedule();
    await expect(
      archiveActivity(stranger.manage, { activityId, version: 1, reason: 'mine now' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an activity of one’s own', () => {
  const own = {
    title: 'Rotate the webhook secret',
    integrationId: null,
    requirementNumbers: ['8.6.3'],
    every: 6,
    unit: 'month' as const,
    ownerId: null,
    ownerName: 'Hana',
    note: '',
  };

  it('is planned from s.today', async () => {
    const { activityId } = await addActivity(s.manage, own);
    expect(await s.view(activityId)).toMatchObject({
      title: own.title,
      standard: null,
      open: { opensOn: s.today, dueOn: addDays(s.today, 184), state: 'OPEN' },
    });
    expect((await s.lastEvent())?.type).toBe('activity.planned');
  });

  it.each([
    ['an unknown requirement', { requirementNumbers: ['8.6.3', '9.9.9'] }, 'requirementNumbers'],
    ['an integration that is not there', { integrationId: randomUUID() }, 'integrationId'],
  ])('%s is refused at its field', async (_name, part, field) => {
    await expect(addActivity(s.manage, { ...own, ...part })).rejects.toMatchObject({
      fieldErrors: { [field]: [expect.any(String)] },
    });
    expect(await s.lastEvent()).toBeNull();
  });
});
