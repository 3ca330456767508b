import 'server-only';
import { v7 as uuid } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { allowsSeries, isLate, nextWindow, seriesOf, type Window } from '../rules';
import type { CompleteOccurrenceInput, RecordEventInput } from '../schema';
import { assertProof, linkEvidence } from './evidence';
import {
  assertNoReview,
  assertNotArchived,
  assertNotInFuture,
  assertVersion,
  lockActivity,
  readProgress,
} from './lock';

/**
 * Marks the open occurrence of an activity as done and opens the next one, counted from the day on which it was really
 * done. Late ones say why. One record may stand for a series of days or weeks.
 */
export async function completeOccurrence(
  grant: Grant<'activity:complete'>,
  input: CompleteOccurrenceInput,
): Promise<{ activityId: string; nextDueOn: string }> {
  assertNotInFuture(grant, input.completedOn);
  assertProof(input);
  return commit(grant, async (tx) => {
    const row = await tx.activityOccurrence.findUnique({
      where: { organizationId_id: { organizationId: grant.organizationId, id: input.occurrenceId } },
      select: { activity: { select: { catalogueActivityId: true } } },
    });
    if (row) assertNoReview(row.activity);
    return completeWithin(tx, grant, input);
  });
}

/** The same inside another command's transaction. */
export async function completeWithin(
  tx: Transaction,
  grant: Grant<'activity:complete'>,
  input: CompleteOccurrenceInput,
) {
  const { organizationId } = grant;
  const found = await tx.activityOccurrence.findUnique({
    where: { organizationId_id: { organizationId, id: input.occurrenceId } },
    select: { activityId: true },
  });
  if (!found) throw notFound();
  const activity = await lockActivity(tx, grant, found.activityId);
  assertNotArchived(activity);
  // Read again under the lock: somebody else may just have marked it.
  const row = await tx.activityOccurrence.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: input.occurrenceId } },
  });
  if (row.completedOn !== null)
    throw new AppError('CONFLICT', `This was marked as done by ${row.completedByName} meanwhile.`);
  assertVersion(row, input.version);
  const { interval } = activity;
  if (interval === null)
    throw new AppError('WRONG_STATE', 'This activity has no due dates any more. Record it as done instead.');

  const open = { opensOn: toDay(row.opensOn), dueOn: toDay(row.dueOn) };
  const series =
    input.wholeSeries && allowsSeries(interval)
      ? seriesOf(interval, open, input.completedOn)
      : [{ ...open, completedOn: input.completedOn }];
  const late = series.some((entry) => isLate(entry, entry.completedOn));
  if (late && input.lateCause.trim() === '')
    throw new AppError('INVALID', undefined, {
      lateCause: ['Say why it was late and what brings it back on schedule.'],
    });

  const rows = series.map((entry, index) => ({ ...entry, id: index === 0 ? row.id : uuid() }));
  await recordDone(tx, grant, activity.id, rows, { ...input, lateCause: late ? input.lateCause : '' });
  await linkEvidence(
    tx,
    grant,
    input.evidenceIds,
    rows.map((entry) => entry.id),
  );
  // An older performance recorded afterwards must not pull the next due day back.
  const { lastDoneOn } = await readProgress(tx, grant, activity.id);
  const next = nextWindow(interval, lastDoneOn ?? input.completedOn);
  await tx.activityOccurrence.create({
    data: {
      organizationId,
      activityId: activity.id,
      opensOn: fromDay(next.opensOn),
      dueOn: fromDay(next.dueOn),
    },
  });
  return {
    result: { activityId: activity.id, nextDueOn: next.dueOn },
    events: [
      {
        type: 'activity.completed',
        subject: { type: 'activity', id: activity.id },
        data: {
          title: activity.title,
          occurrenceId: row.id,
          dueOn: open.dueOn,
          completedOn: input.completedOn,
          late,
          lateCause: late ? input.lateCause : '',
          result: input.result,
          evidenceIds: input.evidenceIds,
          count: series.length,
          nextDueOn: next.dueOn,
        },
      } satisfies DomainEvent,
    ] as const,
  };
}

/** Records that an activity without a rhythm was done, for example after a significant change. */
export async function recordEvent(
  grant: Grant<'activity:complete'>,
  input: RecordEventInput,
): Promise<{ activityId: string }> {
  assertNotInFuture(grant, input.completedOn);
  assertProof(input);
  return commit(grant, async (tx) => {
    const activity = await lockActivity(tx, grant, input.activityId);
    assertNoReview(activity);
    assertNotArchived(activity);
    if (activity.interval !== null)
      throw new AppError('WRONG_STATE', 'This activity has due dates. Mark the one that is open as done.');
    const day = input.completedOn;
    const id = uuid();
    const { organizationId } = grant;
    await tx.activityOccurrence.create({
      data: {
        organizationId,
        id,
        activityId: activity.id,
        opensOn: fromDay(day),
        dueOn: fromDay(day),
        completedOn: fromDay(day),
        completedById: grant.actor.userId,
        completedByName: grant.actor.name,
        result: input.result,
      },
    });
    await linkEvidence(tx, grant, input.evidenceIds, [id]);
    return {
      result: { activityId: activity.id },
      events: [
        {
          type: 'activity.completed',
          subject: { type: 'activity', id: activity.id },
          data: {
            title: activity.title,
            occurrenceId: id,
            completedOn: day,
            result: input.result,
            evidenceIds: input.evidenceIds,
          },
        },
      ],
    };
  });
}

type DoneRow = Window & { id: string; completedOn: string };

async function recordDone(
  tx: Transaction,
  grant: Grant,
  activityId: string,
  rows: readonly DoneRow[],
  words: { result: string; lateCause: string },
): Promise<void> {
  const { organizationId, actor } = grant;
  const done = (entry: DoneRow) => ({
    opensOn: fromDay(entry.opensOn),
    dueOn: fromDay(entry.dueOn),
    completedOn: fromDay(entry.completedOn),
    completedById: actor.userId,
    completedByName: actor.name,
    result: words.result,
    lateCause: words.lateCause,
  });
  const [first, ...others] = rows;
  if (!first) return;
  await tx.activityOccurrence.update({
    where: { organizationId_id: { organizationId, id: first.id } },
    data: { ...done(first), version: { increment: 1 } },
  });
  if (others.length > 0)
    await tx.activityOccurrence.createMany({
      data: others.map((entry) => ({ organizationId, activityId, id: entry.id, ...done(entry) })),
    });
}
