import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { dayIn, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { accessReview } from '../model';
import { intervalFrom } from '../rules';

/** Locks an activity for this transaction and reads it. Somebody else's answers like one that never existed. */
export async function lockActivity(tx: Transaction, grant: Grant, activityId: string) {
  const { organizationId } = grant;
  await tx.$queryRaw`SELECT 1 FROM "Activity" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${activityId}::uuid FOR UPDATE`;
  const activity = await tx.activity.findUnique({
    where: { organizationId_id: { organizationId, id: activityId } },
  });
  if (!activity) throw notFound();
  return { ...activity, interval: intervalFrom(activity.cadenceEvery, activity.cadenceUnit) };
}

export type LockedActivity = Awaited<ReturnType<typeof lockActivity>>;

export function assertNotArchived(activity: LockedActivity): void {
  if (activity.archivedAt)
    throw new AppError('WRONG_STATE', 'This activity was taken out of the schedule. Restore it first.');
}

export function assertVersion(row: { version: number }, version: number): void {
  if (row.version !== version) throw new AppError('CONFLICT');
}

/** The occurrence of an activity that waits to be done, and the day on which the activity was last done. */
export async function readProgress(tx: Transaction, grant: Grant, activityId: string) {
  const { organizationId } = grant;
  const open = await tx.activityOccurrence.findFirst({
    where: { organizationId, activityId, completedOn: null },
    orderBy: { dueOn: 'asc' },
  });
  const last = await tx.activityOccurrence.findFirst({
    where: { organizationId, activityId, completedOn: { not: null } },
    orderBy: { completedOn: 'desc' },
    select: { completedOn: true },
  });
  return { open, lastDoneOn: last?.completedOn ? toDay(last.completedOn) : null };
}

/** The access review is done by confirming each member, and by nothing else (7.2.4). */
export function assertNoReview(activity: { catalogueActivityId: string | null }): void {
  if (activity.catalogueActivityId === accessReview.activityId)
    throw new AppError(
      'WRONG_STATE',
      'This review is done by confirming each member. Open it in the schedule.',
    );
}

/** A day of the past or today, in the organization's time zone. */
export function assertNotInFuture(grant: Grant, day: string): void {
  if (day > dayIn(grant.timeZone))
    throw new AppError('INVALID', undefined, {
      completedOn: ['This day has not come yet. Enter the day on which it was done.'],
    });
}
