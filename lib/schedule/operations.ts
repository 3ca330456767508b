import 'server-only';
import { v7 as uuid } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import type { CatalogueActivity } from '@/lib/catalogue/model';
import { listActivities } from '@/lib/catalogue/queries';
import { dayIn, fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { activitiesFor, firstWindow, intervalFrom } from './rules';

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
 * What is planned already (or was taken out of the schedule) stays as it is: an activity of the organization is planned
 * once, one of an integration once for each.
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
    select: { catalogueActivityId: true, integrationId: true },
  });
  const known = new Set(planned.map((row) => `${row.catalogueActivityId}/${row.integrationId ?? ''}`));
  const asked = activitiesFor(listActivities(proposal.catalogueVersionId), proposal.questionnaireId);
  const missing = asked
    .flatMap((activity) => {
      const places: readonly (string | null)[] =
        activity.level === 'ORGANIZATION' ? [null] : proposal.integrationIds;
      return places.map((integrationId) => ({ activity, integrationId }));
    })
    .filter(({ activity, integrationId }) => !known.has(`${activity.activityId}/${integrationId ?? ''}`))
    .map((entry) => ({ ...entry, id: uuid() }));
  if (missing.length === 0) return [];

  await tx.activity.createMany({
    data: missing.map(({ id, activity, integrationId }) => ({
      organizationId,
      id,
      integrationId,
      ...plannedFields(activity),
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
    {
      type: 'activity.planned',
      subject: { type: 'schedule', id: organizationId },
      data: {
        questionnaireId: proposal.questionnaireId,
        count: missing.length,
        activities: missing.map(({ activity }) => activity.title),
        activityIds: missing.map(({ id }) => id),
      },
    },
  ];
}

function plannedFields(activity: CatalogueActivity) {
  return {
    catalogueActivityId: activity.activityId,
    title: activity.title,
    requirementNumbers: [...activity.requirementNumbers],
    timeframe: activity.timeframe,
    cadenceEvery: activity.cadence.every,
    cadenceUnit: activity.cadence.unit,
  };
}
