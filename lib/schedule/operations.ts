import 'server-only';
import { v7 as uuid } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import type { CatalogueActivity } from '@/lib/catalogue/model';
import { getQuestionnaire, listActivities } from '@/lib/catalogue/queries';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import { planAccessReview } from './commands/access-review';
import { lockActivity, readProgress } from './commands/lock';
import { activitiesFor, askedNumbers, firstWindow, intervalFrom, isLate, nextWindow } from './rules';

type Proposal = {
  catalogueVersionId: string;
  questionnaireId: string;
  /** Integrations of the assessment, already checked to belong to the organization. */
  integrationIds: readonly string[];
  /** The day by which what was never done must be done once, or null: then one interval from today. */
  attestBy: string | null;
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
  const review = await planAccessReview(tx, grant);
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
  if (missing.length === 0) return [...review, ...widened];

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
      const window = firstWindow(interval, today, proposal.attestBy);
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
    ...review,
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

/** The duty of every year that a signature fulfils. */
const attestationDuty = 'sch-validation';

/**
 * Records the yearly duty to complete the questionnaire and sign the attestation as done, inside the command that seals
 * an assessment. It is one duty of the organization: while another assessment is open that is to be attested by the
 * same day, it is not done. A signature before the next year's duty opens (a second assessment, a correction) is part
 * of the one that was done already and changes nothing.
 */
export async function completeAttestationDuty(
  tx: Transaction,
  grant: Grant,
  { assessmentId, signedOn }: { assessmentId: string; signedOn: string },
): Promise<DomainEvent[]> {
  const { organizationId, actor } = grant;
  const planned = await tx.activity.findFirst({
    where: {
      organizationId,
      catalogueActivityId: attestationDuty,
      integrationId: null,
      archivedAt: null,
    },
    select: { id: true },
  });
  if (!planned) return [];
  const assessment = await tx.assessment.findUnique({
    where: { organizationId_id: { organizationId, id: assessmentId } },
    select: { name: true, questionnaireId: true },
  });
  if (!assessment) throw notFound();
  const { interval, title, id: activityId } = await lockActivity(tx, grant, planned.id);
  const { open, lastDoneOn } = await readProgress(tx, grant, activityId);
  if (!interval || !open) return [];
  const isSameYear = lastDoneOn !== null && signedOn < toDay(open.opensOn);
  if (isSameYear || (await othersToAttest(tx, organizationId, assessmentId, open.dueOn)) > 0) return [];

  const window = { opensOn: toDay(open.opensOn), dueOn: toDay(open.dueOn) };
  const late = isLate(window, signedOn);
  const lateCause = late ? 'Recorded with the signature; the cause was not asked.' : '';
  const result = `Signed: ${assessment.name} (SAQ ${assessment.questionnaireId.replace(/^D-.*/, 'D')})`;
  await tx.activityOccurrence.update({
    where: { organizationId_id: { organizationId, id: open.id } },
    data: {
      completedOn: fromDay(signedOn),
      completedById: actor.userId,
      completedByName: actor.name,
      result,
      lateCause,
      version: { increment: 1 },
    },
  });
  const next = nextWindow(interval, signedOn);
  await tx.activityOccurrence.create({
    data: { organizationId, activityId, opensOn: fromDay(next.opensOn), dueOn: fromDay(next.dueOn) },
  });
  const { dueOn } = window;
  const done = { occurrenceId: open.id, dueOn, completedOn: signedOn, late, lateCause, result };
  return [
    {
      type: 'activity.completed',
      subject: { type: 'activity', id: activityId },
      data: { title, ...done, evidenceIds: [], count: 1, nextDueOn: next.dueOn },
    },
  ];
}

/** Assessments that are still to be attested by a day; where none is agreed, the end of their period counts. */
function othersToAttest(tx: Transaction, organizationId: string, assessmentId: string, until: Date) {
  return tx.assessment.count({
    where: {
      organizationId,
      id: { not: assessmentId },
      status: 'OPEN',
      archivedAt: null,
      // What a correction corrects is attested.
      revisionOfId: null,
      OR: [{ dueOn: { lte: until } }, { dueOn: null, periodTo: { lte: until } }],
    },
  });
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
