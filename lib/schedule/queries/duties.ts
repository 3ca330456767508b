import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, fromDay } from '@/lib/platform/clock';
import { type Page, type Paged, paged, pageQuery } from '@/lib/platform/page';
import type { DutyView } from '../model';
import { listNotApplicable } from './not-applicable';
import { activityFields, inSchedule, occurrenceFields, occurrenceView } from './schedule';

/** Due dates within a period, done or not, each with its activity. What does not apply or lost its rhythm is left out. */
export async function listDuties(
  grant: Grant<'schedule:read'>,
  { from, to, ...page }: { from: string; to: string } & Page,
): Promise<Paged<DutyView>> {
  const today = dayIn(grant.timeZone);
  const { organizationId } = grant;
  const { after, take } = { after: {}, take: page.limit + 1, ...pageQuery(page) };
  return read(grant, async (tx) => {
    const notApplicable = await listNotApplicable(tx, grant);
    const rows = await tx.activityOccurrence.findMany({
      where: {
        organizationId,
        dueOn: { gte: fromDay(from), lte: fromDay(to) },
        activity: { ...inSchedule(grant), id: { notIn: [...notApplicable] } },
        OR: [{ completedOn: { not: null } }, { activity: { cadenceUnit: { not: null } } }],
        ...after,
      },
      orderBy: { id: 'asc' },
      take,
      select: { ...occurrenceFields, activity: { select: activityFields } },
    });
    const duties = rows.map(({ activity, ...row }) => {
      const { version: _, ...occurrence } = occurrenceView(row, today);
      return {
        ...occurrence,
        activityId: activity.id,
        title: activity.title,
        requirementNumbers: activity.requirementNumbers.toSorted(compareRequirementNumbers),
        ownerName: activity.ownerName,
        integration: activity.integration,
      };
    });
    return paged(duties, page.limit, (duty) => duty.occurrenceId);
  });
}
