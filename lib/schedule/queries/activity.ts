import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { TimeframeId } from '@/lib/catalogue/model';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import type { ActivityDetailView, CompletionView } from '../model';
import { intervalFrom } from '../rules';
import { listNotApplicable } from './not-applicable';
import { activityFields, occurrenceFields, occurrenceView } from './schedule';
import { standardOf } from './standard';

const HISTORY = 60;

/** One activity with what is to be done next and its latest records. Throws NOT_FOUND. */
export async function getActivity(
  grant: Grant<'schedule:read'>,
  activityId: string,
): Promise<ActivityDetailView> {
  const { organizationId } = grant;
  const today = dayIn(grant.timeZone);
  const { activity, isNotApplicable, open, completions } = await read(grant, async (tx) => {
    const found = await tx.activity.findUnique({
      where: { organizationId_id: { organizationId, id: activityId } },
      select: detailFields,
    });
    if (!found) throw notFound();
    return {
      activity: found,
      isNotApplicable: (await listNotApplicable(tx, grant)).has(activityId),
      open: await tx.activityOccurrence.findFirst({
        where: { organizationId, activityId, completedOn: null },
        orderBy: { dueOn: 'asc' },
        select: occurrenceFields,
      }),
      completions: await tx.activityOccurrence.findMany({
        where: { organizationId, activityId, completedOn: { not: null } },
        orderBy: [{ completedOn: 'desc' }, { id: 'desc' }],
        take: HISTORY,
        select: completionFields,
      }),
    };
  });
  const interval = intervalFrom(activity.cadenceEvery, activity.cadenceUnit);
  const done = completions.map((row) => completionView(row, today));
  return {
    activityId: activity.id,
    catalogueActivityId: activity.catalogueActivityId,
    title: activity.title,
    requirementNumbers: [...activity.requirementNumbers].sort(compareRequirementNumbers),
    integration: activity.integration && {
      integrationId: activity.integration.id,
      name: activity.integration.name,
    },
    timeframe: activity.timeframe as TimeframeId,
    interval,
    ownerId: activity.ownerId,
    ownerName: activity.ownerName,
    note: activity.note,
    version: activity.version,
    archivedOn: activity.archivedAt && dayIn(grant.timeZone, activity.archivedAt),
    archiveReason: activity.archiveReason,
    standard: standardOf(activity.catalogueActivityId),
    isNotApplicable,
    open: open && interval ? occurrenceView(open, today) : null,
    lastDoneOn: done[0]?.completedOn ?? null,
    completions: done,
    today,
  };
}

const detailFields = {
  ...activityFields,
  catalogueActivityId: true,
  ownerId: true,
  note: true,
  version: true,
  archivedAt: true,
  archiveReason: true,
} satisfies Prisma.ActivitySelect;

const completionFields = {
  ...occurrenceFields,
  completedByName: true,
  result: true,
  lateCause: true,
  evidence: { select: { evidence: { select: { id: true, title: true } } } },
} satisfies Prisma.ActivityOccurrenceSelect;

function completionView(
  row: Prisma.ActivityOccurrenceGetPayload<{ select: typeof completionFields }>,
  today: string,
): CompletionView {
  const view = occurrenceView(row, today);
  return {
    ...view,
    completedOn: view.completedOn ?? today,
    completedByName: row.completedByName,
    result: row.result,
    lateCause: row.lateCause,
    evidence: row.evidence
      .map(({ evidence }) => ({ evidenceId: evidence.id, title: evidence.title }))
      .sort((left, right) => left.title.localeCompare(right.title)),
  };
}
