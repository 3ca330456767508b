import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '@/lib/platform/clock';
import { unsafeRows } from '@/lib/platform/testing';
import { getActivity } from '../queries/activity';
import { countLateActivities } from '../queries/schedule';
import { makeSchedule, type TestSchedule } from '../testing';
import { changeActivity } from './change-activity';
import { completeOccurrence, recordEvent } from './complete';
import { correctCompletion } from './correct-completion';

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

describe('marking as done', () => {
  it('keeps day, person, words and evidence, and opens the next occurrence 92 days later', async () => {
    const { activityId, occurrenceId } = await s.plan();
    const evidenceId = await s.makeEvidence();
    const completedOn = addDays(s.today, -3);
    const { nextDueOn } = await completeOccurrence(s.complete, {
      occurrenceId,
      version: 1,
      ...done,
      completedOn,
      evidenceIds: [evidenceId, evidenceId],
    });
    expect(nextDueOn).toBe(addDays(completedOn, 92));

    const activity = await s.view(activityId);
    expect(activity.completions).toMatchObject([
      {
        completedOn,
        completedByName: 'Ada Lovelace',
        result: 'Passed, no findings',
        state: 'DONE',
        evidence: [{ evidenceId, title: 'Scan report' }],
      },
    ]);
    expect(activity.open).toMatchObject({ dueOn: nextDueOn, completedOn: null });
    expect(await s.lastEvent()).toMatchObject({
      type: 'activity.completed',
      data: { completedOn, nextDueOn, late: false, evidenceIds: [evidenceId, evidenceId] },
    });
  });

  it('late needs a cause; with one it is kept as done late', async () => {
    const { activityId, occurrenceId } = await s.plan({ dueOn: addDays(s.today, -1) });
    expect(await countLateActivities(s.reader)).toBe(1);
    const input = { occurrenceId, version: 1, ...done, completedOn: s.today };
    await expect(completeOccurrence(s.complete, input)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { lateCause: [expect.stringContaining('why it was late')] },
    });
    await completeOccurrence(s.complete, { ...input, lateCause: 'The scanner licence had ended' });
    expect((await s.view(activityId)).completions[0]).toMatchObject({
      state: 'DONE_LATE',
      lateCause: 'The scanner licence had ended',
    });
    expect(await countLateActivities(s.reader)).toBe(0);
  });

  it.each([
    ['a day that has not come', () => ({ completedOn: addDays(s.today, 1) }), 'completedOn'],
    ['neither words nor evidence', () => ({ completedOn: s.today, result: '  \n' }), 'result'],
    [
      'evidence that does not exist',
      () => ({ completedOn: s.today, evidenceIds: [randomUUID()] }),
      'evidenceIds',
    ],
  ])('%s is refused at its field and changes nothing', async (_name, part, field) => {
    const { activityId, occurrenceId } = await s.plan();
    await expect(
      completeOccurrence(s.complete, { occurrenceId, version: 1, ...done, ...part() }),
    ).rejects.toMatchObject({ code: 'INVALID', fieldErrors: { [field]: [expect.any(String)] } });
    expect(await s.view(activityId)).toMatchObject({ completions: [], open: { occurrenceId, version: 1 } });
    expect(await s.lastEvent()).toBeNull();
  });

  it('evidence of another organization or out of the library is refused', async () => {
    const { occurrenceId } = await s.plan();
    const stranger = await makeSchedule();
    for (const evidenceId of [await stranger.makeEvidence(), await s.makeEvidence({ archived: true })])
      await expect(
        completeOccurrence(s.complete, {
          occurrenceId,
          version: 1,
          ...done,
          completedOn: s.today,
          evidenceIds: [evidenceId],
        }),
      ).rejects.toMatchObject({ fieldErrors: { evidenceIds: [expect.any(String)] } });
  });

  it('of two people at the same time one is told, and there is one next occurrence', async () => {
    const { activityId, occurrenceId } = await s.plan();
    const input = { occurrenceId, version: 1, ...done, completedOn: s.today };
    const outcomes = await Promise.allSettled([
      completeOccurrence(s.complete, input),
      completeOccurrence(s.complete, input),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'CONFLICT' } }]);
    const rows = await unsafeRows('SELECT 1 FROM "ActivityOccurrence" WHERE "activityId" = $1', [activityId]);
    expect(rows).toHaveLength(2);
  });

  it('a stale version is refused', async () => {
    const { activityId, occurrenceId } = await s.plan();
    await changeActivity(s.manage, {
      activityId,
      version: 1,
      every: 1,
      unit: 'month',
      ownerId: null,
      ownerName: '',
      note: '',
    });
    await expect(
      completeOccurrence(s.complete, { occurrenceId, version: 1, ...done, completedOn: s.today }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('another organization finds nothing', async () => {
    const { activityId, occurrenceId } = await s.plan();
    const stranger = await makeSchedule();
    const input = { occurrenceId, version: 1, ...done, completedOn: s.today };
    await expect(completeOccurrence(stranger.complete, input)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(getActivity(stranger.reader, activityId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await s.view(activityId)).open?.version).toBe(1);
  });

  it('a week of daily reviews is one record with a row for each day', async () => {
    const { activityId, occurrenceId } = await s.plan({
      catalogueActivityId: 'sch-daily-log-review',
      timeframe: 'daily',
      every: 1,
      unit: 'day',
      dueOn: addDays(s.today, -6),
    });
    const { nextDueOn } = await completeOccurrence(s.complete, {
      occurrenceId,
      version: 1,
      ...done,
      completedOn: s.today,
      wholeSeries: true,
    });
    expect(nextDueOn).toBe(addDays(s.today, 1));
    const { completions } = await s.view(activityId);
    expect(completions.map((entry) => entry.completedOn)).toEqual(
      [0, -1, -2, -3, -4, -5, -6].map((days) => addDays(s.today, days)),
    );
    expect(completions.every((entry) => entry.state === 'DONE')).toBe(true);
    expect((await s.lastEvent())?.data.count).toBe(7);
  });

  it('an older performance recorded afterwards does not pull the next due day back', async () => {
    const { activityId, occurrenceId } = await s.plan();
    await completeOccurrence(s.complete, { occurrenceId, version: 1, ...done, completedOn: s.today });
    const next = (await s.view(activityId)).open;
    await completeOccurrence(s.complete, {
      occurrenceId: next?.occurrenceId ?? '',
      version: 1,
      ...done,
      completedOn: addDays(s.today, -50),
    });
    expect((await s.view(activityId)).open?.dueOn).toBe(addDays(s.today, 92));
  });
});

describe('an activity that follows an event', () => {
  it('is recorded each time it was done and is never late', async () => {
    const { activityId } = await s.plan({
      catalogueActivityId: 'sch-post-change-confirm',
      timeframe: 'on_event',
      every: null,
      unit: null,
    });
    await recordEvent(s.complete, {
      activityId,
      completedOn: addDays(s.today, -9),
      result: 'New CDN',
      evidenceIds: [],
    });
    await recordEvent(s.complete, { activityId, completedOn: s.today, result: 'New host', evidenceIds: [] });
    const activity = await s.view(activityId);
    expect(activity.open).toBeNull();
    expect(activity.completions.map((entry) => [entry.result, entry.state])).toEqual([
      ['New host', 'DONE'],
      ['New CDN', 'DONE'],
    ]);
  });

  it('is not the way to record what has due days', async () => {
    const { activityId } = await s.plan();
    await expect(
      recordEvent(s.complete, { activityId, completedOn: s.today, result: 'x', evidenceIds: [] }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('correcting a record', () => {
  it('moves the next due day with it and keeps both values in the audit log', async () => {
    const { activityId, occurrenceId } = await s.plan();
    const [kept, added] = [await s.makeEvidence(), await s.makeEvidence()];
    await completeOccurrence(s.complete, {
      occurrenceId,
      version: 1,
      ...done,
      completedOn: s.today,
      evidenceIds: [kept],
    });
    await correctCompletion(s.complete, {
      occurrenceId,
      version: 2,
      completedOn: addDays(s.today, -7),
      result: 'Passed on the second scan',
      lateCause: '',
      evidenceIds: [kept, added],
    });
    const activity = await s.view(activityId);
    expect(activity.completions[0]).toMatchObject({ completedOn: addDays(s.today, -7), version: 3 });
    expect(activity.completions[0]?.evidence).toHaveLength(2);
    expect(activity.open?.dueOn).toBe(addDays(s.today, 85));
    expect(await s.lastEvent()).toMatchObject({
      type: 'activity.completion-corrected',
      data: { completedOn: { from: s.today, to: addDays(s.today, -7) } },
    });
  });

  it('that changes nothing leaves no event, and a stale one is refused', async () => {
    const { occurrenceId } = await s.plan();
    await completeOccurrence(s.complete, { occurrenceId, version: 1, ...done, completedOn: s.today });
    const same = {
      occurrenceId,
      version: 2,
      completedOn: s.today,
      result: done.result,
      lateCause: '',
      evidenceIds: [],
    };
    await correctCompletion(s.complete, same);
    expect((await s.lastEvent())?.type).toBe('activity.completed');
    await expect(correctCompletion(s.complete, { ...same, version: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});
