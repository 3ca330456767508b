import 'server-only';
import { v7 as uuid } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import type { CatalogueActivity } from '@/lib/catalogue/model';
import { getQuestionnaire, listActivities } from '@/lib/catalogue/queries';
import { dayIn, fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { activitiesFor, askedNumbers, firstWindow, intervalFrom } from './rules';

type Proposal = {
  catalogueVersionId: string;
  questionnaireId: string;
  /** Integrations of the assessment, already checked to belong to the organization. */
  integrationIds: readonly string[];
  /** Last day of the assessment's period: the first performance is due by then. */
  periodTo: string;
};

/** Serializes planning per organization: two assessments made at once must not plan the same activity twice. */
export async function lockSchedule(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('schedule:' || ${organizationId}, 0))`;
}

/**
 * Plans the activities that the standard asks for with a questionnaire, inside the command that creates an assessment.
 * What is planned already (or was taken out of the schedule) stays, with the requirements that this questionnaire adds:
 * an activity of the organization is planned once, one of an integration once for each.
 */
export async function proposeActivities(
  tx: Transaction,
  grant: Grant,
  proposal: Proposal,
): Promise<DomainEvent[]> {
  const { organizationId } = grant;
  await lockSchedule(tx, organizationId);
  const planned = await tx.activity.findMany({
    where: { organizationId, catalogueActivityId: { not: null } },
    select: { id: true, catalogueActivityId: true, integrationId: true, requirementNumbers: true },
  });
  const known = new Map(
    planned.map((row) => [`${row.catalogueActivityId}/${row.integrationId ?? ''}`, row] as const),
  );
  const { requirementNumbers } = getQuestionnaire(proposal.catalogueVersionId, proposal.questionnaireId);
  const asked = activitiesFor(listActivities(proposal.catalogueVersionId), proposal.questionnaireId);
  const entries = asked.flatMap((activity) => {
    const places: readonly (string | null)[] =
      activity.level === 'ORGANIZATION' ? [null] : proposal.integrationIds;
    return places.map((integrationId) => ({
      activity,
      integrationId,
      numbers: askedNumbers(activity, requirementNumbers),
      row: known.get(`${activity.activityId}/${integrationId ?? ''}`),
    }));
  });
  const widened: DomainEvent[] = [];
  for (const { row, numbers } of entries) if (row) widened.push(...(await widen(tx, grant, row, numbers)));
  const missing = entries.filter(({ row }) => !row).map((entry) => ({ ...entry, id: uuid() }));
  if (missing.length === 0) return widened;

  await tx.activity.createMany({
    data: missing.map(({ id, activity, integrationId, numbers }) => ({
      organizationId,
      id,
      integrationId,
      ...plannedFields(activity, numbers),
    })),
  });
  const today = dayIn(grant.timeZone);
  await tx.activityOccurrence.createMany({
    data: missing.flatMap(({ id, activity }) => {
      const interval = intervalFrom(activity.cadence.every, activity.cadence.unit);
      if (!interval) return [];
      const window = firstWindow(interval, today, proposal.periodTo);
      return [
        {
          organizationId,
          activityId: id,
          opensOn: fromDay(window.opensOn),
          dueOn: fromDay(window.dueOn),
        },
      ];
    }),
  });
  return [
    ...widened,
    {
      type: 'activity.planned',
      subject: { type: 'schedule', id: organizationId },
      data: {
        questionnaireId: proposal.questionnaireId,
        count: missing.length,
        activities: missing.map(({ activity }) => titleOf(activity)),
        activityIds: missing.map(({ id }) => id),
      },
    },
  ];
}

/** A second questionnaire may ask more requirements of an activity than the first. */
async function widen(
  tx: Transaction,
  { organizationId }: Grant,
  { id, requirementNumbers: from }: { id: string; requirementNumbers: string[] },
  numbers: readonly string[],
): Promise<DomainEvent[]> {
  const to = [...from, ...numbers.filter((number) => !from.includes(number))];
  if (to.length === from.length) return [];
  await tx.activity.update({
    where: { organizationId_id: { organizationId, id } },
    data: { requirementNumbers: to, version: { increment: 1 } },
  });
  const data = { requirementNumbers: { from, to } };
  return [{ type: 'activity.changed', subject: { type: 'activity', id }, data }];
}

/** Who answers a questionnaire assesses itself: there is no report by an assessor to complete. */
function titleOf(activity: CatalogueActivity): string {
  return activity.title.replace('SAQ or ROC', 'SAQ');
}

function plannedFields(activity: CatalogueActivity, requirementNumbers: string[]) {
  return {
    catalogueActivityId: activity.activityId,
    title: titleOf(activity),
    requirementNumbers,
    timeframe: activity.timeframe,
    cadenceEvery: activity.cadence.every,
    cadenceUnit: activity.cadence.unit,
  };
}
