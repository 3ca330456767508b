import 'server-only';
import { read } from '@/lib/access/read';
import { commit } from '@/lib/audit-trail/commit';
import { fromDay } from '@/lib/platform/clock';
import { completeOccurrence } from '@/lib/schedule/commands/complete';
import type { SampleGrants } from './sample';

type Day = (distance: number) => string;
type Open = { occurrenceId: string; activityId: string; version: number; title: string };

/** Half of the duties were done in time, two slipped: enough to see what the schedule and the overview say. */
export async function fillSchedule(grants: SampleGrants, day: Day): Promise<void> {
  const open = await listOpen(grants);
  const late = open.filter((_, index) => index % 9 === 2).slice(0, 2);
  const done = open.filter((occurrence, index) => index % 2 === 0 && !late.includes(occurrence)).slice(0, 10);
  for (const [index, occurrence] of done.entries()) {
    await completeOccurrence(grants('activity:complete'), {
      occurrenceId: occurrence.occurrenceId,
      version: occurrence.version,
      completedOn: day(-3 - index * 4),
      result: 'Done as planned, nothing to report.',
      lateCause: '',
      evidenceIds: [],
      wholeSeries: false,
    });
  }
  for (const [index, occurrence] of late.entries())
    await slip(grants, occurrence, day(index === 0 ? -12 : -4), day(-40));
}

async function listOpen(grants: SampleGrants): Promise<Open[]> {
  const grant = grants('schedule:read');
  const rows = await read(grant, (tx) =>
    tx.activityOccurrence.findMany({
      where: { organizationId: grant.organizationId, completedOn: null, activity: { archivedAt: null } },
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
      select: { id: true, version: true, activityId: true, activity: { select: { title: true } } },
    }),
  );
  return rows.map(({ id, version, activityId, activity }) => ({
    occurrenceId: id,
    version,
    activityId,
    title: activity.title,
  }));
}

async function slip(
  grants: SampleGrants,
  { occurrenceId, activityId }: Open,
  dueOn: string,
  opensOn: string,
): Promise<void> {
  const grant = grants('schedule:manage');
  await commit(grant, async (tx) => {
    await tx.activityOccurrence.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: occurrenceId } },
      data: { dueOn: fromDay(dueOn), opensOn: fromDay(opensOn) },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'activity.changed',
          subject: { type: 'activity', id: activityId },
          data: { dueOn: { from: null, to: dueOn } },
        },
      ],
    };
  });
}
