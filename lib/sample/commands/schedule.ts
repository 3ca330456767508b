import 'server-only';
import { read } from '@/lib/access/read';
import { commit } from '@/lib/audit-trail/commit';
import { fromDay } from '@/lib/platform/clock';
import { completeOccurrence } from '@/lib/schedule/commands/complete';
import { lastDone, slipped } from '../model/schedule';
import type { SampleEvidence } from './evidence';
import type { SampleRegister } from './register';
import type { SampleGrants } from './sample';

type Day = (distance: number) => string;
type Open = {
  occurrenceId: string;
  activityId: string;
  version: number;
  catalogueActivityId: string;
  integrationId: string | null;
};

/** Each duty was done some time this year and is due again in its turn; two slipped. */
export async function fillSchedule(
  grants: SampleGrants,
  { integrations }: SampleRegister,
  evidence: SampleEvidence,
  day: Day,
): Promise<void> {
  const late = new Map<string, number>(Object.entries(slipped));
  const times = new Map<string, number>();
  for (const occurrence of await listOpen(grants)) {
    const { catalogueActivityId } = occurrence;
    const daysLate = late.get(catalogueActivityId);
    if (daysLate !== undefined) {
      late.delete(catalogueActivityId);
      await slip(grants, occurrence, day(-daysLate), day(-40));
      continue;
    }
    const key = integrations.find(({ integrationId }) => integrationId === occurrence.integrationId)?.key;
    const scan = catalogueActivityId === 'sch-asv-scan' && key ? evidence.scans.get(key) : undefined;
    const review =
      catalogueActivityId === 'sch-user-access-review' && key ? evidence.reviews.get(key) : undefined;
    const proof = scan ?? review;
    const done = scan
      ? { daysAgo: 0, result: 'Passing report; handed to the acquirer.' }
      : lastDone[catalogueActivityId];
    if (!done) continue;
    const time = times.get(catalogueActivityId) ?? 0;
    times.set(catalogueActivityId, time + 1);
    // What comes every week is done everywhere on one day.
    const earlier = done.daysAgo < 10 ? 0 : time * 2;
    await completeOccurrence(grants('activity:complete'), {
      occurrenceId: occurrence.occurrenceId,
      version: occurrence.version,
      completedOn: proof?.collectedOn ?? day(-done.daysAgo - earlier),
      result: done.result,
      lateCause: '',
      evidenceIds: proof ? [proof.evidenceId] : [],
      wholeSeries: false,
    });
  }
}

async function listOpen(grants: SampleGrants): Promise<Open[]> {
  const grant = grants('schedule:read');
  const rows = await read(grant, (tx) =>
    tx.activityOccurrence.findMany({
      where: { organizationId: grant.organizationId, completedOn: null, activity: { archivedAt: null } },
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
      select: {
        id: true,
        version: true,
        activityId: true,
        activity: { select: { catalogueActivityId: true, integrationId: true } },
      },
    }),
  );
  return rows.map(({ id, version, activityId, activity }) => ({
    occurrenceId: id,
    version,
    activityId,
    catalogueActivityId: activity.catalogueActivityId ?? '',
    integrationId: activity.integrationId,
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
