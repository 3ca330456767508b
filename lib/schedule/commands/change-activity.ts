import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { standardOf } from '../queries/standard';
import { cadenceRefusal, intervalFrom, windowAfterChange } from '../rules';
import type { ChangeActivityInput } from '../schema';
import { assertNotArchived, assertVersion, type LockedActivity, lockActivity, readProgress } from './lock';
import { findOwner } from './owner';

const fields = ['cadenceEvery', 'cadenceUnit', 'ownerId', 'ownerName', 'note'] as const;

/** Changes how often, who and the note. An activity of the standard can be done more often than asked, not less. */
export async function changeActivity(
  grant: Grant<'schedule:manage'>,
  input: ChangeActivityInput,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const activity = await lockActivity(tx, grant, input.activityId);
    assertNotArchived(activity);
    assertVersion(activity, input.version);
    const interval = intervalFrom(input.every, input.every === null ? null : input.unit);
    const refusal = cadenceRefusal(interval, standardOf(activity.catalogueActivityId), input.note);
    if (refusal) throw new AppError('INVALID', undefined, { every: [refusal] });

    const owner = await findOwner(tx, grant, input);
    const after = {
      cadenceEvery: interval?.every ?? null,
      cadenceUnit: interval?.unit ?? null,
      ...owner,
      note: input.note,
    };
    const changes = changesBetween(activity, after, fields);
    if (Object.keys(changes).length === 0) return unchanged(undefined);
    await tx.activity.update({
      where: { organizationId_id: { organizationId, id: activity.id } },
      data: { ...after, version: { increment: 1 } },
    });
    if ('cadenceEvery' in changes || 'cadenceUnit' in changes)
      await moveOpenOccurrence(tx, grant, activity, interval);
    return {
      result: undefined,
      events: [{ type: 'activity.changed', subject: { type: 'activity', id: activity.id }, data: changes }],
    };
  });
}

async function moveOpenOccurrence(
  tx: Transaction,
  grant: Grant,
  activity: LockedActivity,
  interval: LockedActivity['interval'],
): Promise<void> {
  const { organizationId } = grant;
  const { open, lastDoneOn } = await readProgress(tx, grant, activity.id);
  // Without a rhythm nothing is due: the open row stays, every list passes over it, a new rhythm takes it up again.
  if (interval === null) return;
  const window = windowAfterChange(
    interval,
    open && { opensOn: toDay(open.opensOn), dueOn: toDay(open.dueOn) },
    lastDoneOn,
    dayIn(grant.timeZone),
  );
  const days = { opensOn: fromDay(window.opensOn), dueOn: fromDay(window.dueOn) };
  if (open)
    await tx.activityOccurrence.update({
      where: { organizationId_id: { organizationId, id: open.id } },
      data: { ...days, version: { increment: 1 } },
    });
  else await tx.activityOccurrence.create({ data: { organizationId, activityId: activity.id, ...days } });
}
