import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { addDays, dayIn, daysBetween, fromDay, toDay } from '@/lib/platform/clock';
import type { OwnActivity } from '../model';

/** How far ahead somebody sees their own duties, in days. */
const AHEAD_DAYS = 30;

/** Activities of the person who asks that are late or due within a month, nearest first. */
export async function listOwnActivities(grant: Grant<'schedule:read'>): Promise<OwnActivity[]> {
  const today = dayIn(grant.timeZone);
  const { organizationId, actor } = grant;
  if (!actor.userId) return [];
  const rows = await read(grant, (tx) =>
    tx.activityOccurrence.findMany({
      where: {
        organizationId,
        completedOn: null,
        dueOn: { lte: fromDay(addDays(today, AHEAD_DAYS)) },
        activity: { ownerId: actor.userId, archivedAt: null, cadenceUnit: { not: null } },
      },
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
      select: { dueOn: true, activity: { select: { id: true, title: true, requirementNumbers: true } } },
    }),
  );
  return rows.map(({ dueOn, activity }) => ({
    activityId: activity.id,
    title: activity.title,
    requirementNumbers: activity.requirementNumbers,
    dueOn: toDay(dueOn),
    days: daysBetween(today, toDay(dueOn)),
  }));
}
