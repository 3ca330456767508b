import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { TimeframeId } from '@/lib/catalogue/model';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import type {
  ActivityView,
  ArchivedActivityView,
  OccurrenceView,
  PossibleOwner,
  ScheduleView,
} from '../model';
import { deriveState, intervalFrom, mayOwn } from '../rules';
import { listNotApplicable } from './not-applicable';

export type ScheduleFilter = {
  /** First and last day of the drawn period; what waits to be done is listed whatever its day. */
  from: string;
  to: string;
  integrationId?: string | null;
  ownerName?: string | null;
};

/** The schedule: every activity with what waits to be done and what was done in the period. */
export async function getSchedule(
  grant: Grant<'schedule:read'>,
  filter: ScheduleFilter,
): Promise<ScheduleView> {
  const today = dayIn(grant.timeZone);
  return read(grant, async (tx) => {
    const [rows, choices] = [await activityRows(tx, grant, filter), await filterChoices(tx, grant)];
    const notApplicable = await listNotApplicable(tx, grant);
    const activities = rows.map((row) => activityView(row, today, notApplicable.has(row.id)));
    return { today, activities, ...choices };
  });
}

/** How many activities are late today; for the navigation. */
export async function countLateActivities(grant: Grant<'schedule:read'>): Promise<number> {
  const today = fromDay(dayIn(grant.timeZone));
  return read(grant, async (tx) => {
    const late = await tx.activity.findMany({
      where: {
        ...inSchedule(grant),
        cadenceUnit: { not: null },
        occurrences: { some: { completedOn: null, dueOn: { lt: today } } },
      },
      select: { id: true },
    });
    if (late.length === 0) return 0;
    const notApplicable = await listNotApplicable(tx, grant);
    return late.filter(({ id }) => !notApplicable.has(id)).length;
  });
}

/** Members who may own an activity, by name. */
export async function listPossibleOwners(grant: Grant<'schedule:manage'>): Promise<PossibleOwner[]> {
  const rows = await read(grant, (tx) =>
    tx.membership.findMany({
      where: { organizationId: grant.organizationId, endedAt: null, user: { kind: 'PERSON' } },
      select: { role: true, user: { select: { id: true, name: true } } },
      orderBy: { user: { name: 'asc' } },
    }),
  );
  return rows.filter(({ role }) => mayOwn(role)).map(({ user }) => ({ userId: user.id, name: user.name }));
}

/** Integrations for which an activity can be planned. */
export async function listPlannableIntegrations(
  grant: Grant<'schedule:read'>,
): Promise<{ integrationId: string; name: string }[]> {
  const rows = await read(grant, (tx) =>
    tx.integration.findMany({
      where: { organizationId: grant.organizationId, archivedAt: null },
      orderBy: { name: 'asc' },
      select: { id: true, name: true },
    }),
  );
  return rows.map((row) => ({ integrationId: row.id, name: row.name }));
}

/** Activities that were taken out of the schedule, newest first. */
export async function listArchivedActivities(grant: Grant<'schedule:read'>): Promise<ArchivedActivityView[]> {
  const rows = await read(grant, (tx) =>
    tx.activity.findMany({
      where: { organizationId: grant.organizationId, archivedAt: { not: null } },
      orderBy: { archivedAt: 'desc' },
      select: {
        id: true,
        title: true,
        archiveReason: true,
        archivedAt: true,
        integration: { select: { name: true } },
      },
    }),
  );
  return rows.map((row) => ({
    activityId: row.id,
    title: row.title,
    integrationName: row.integration?.name ?? null,
    reason: row.archiveReason,
    archivedOn: row.archivedAt ? dayIn(grant.timeZone, row.archivedAt) : '',
  }));
}

/** Access: activities of one's own organization that are in force; those of an archived integration are not. */
export function inSchedule(grant: Grant): Prisma.ActivityWhereInput {
  return {
    organizationId: grant.organizationId,
    archivedAt: null,
    OR: [{ integrationId: null }, { integration: { archivedAt: null } }],
  };
}

function activityRows(tx: Transaction, grant: Grant, filter: ScheduleFilter) {
  const period = { gte: fromDay(filter.from), lte: fromDay(filter.to) };
  return tx.activity.findMany({
    where: {
      ...inSchedule(grant),
      ...(filter.integrationId && { integrationId: filter.integrationId }),
      ...(filter.ownerName && { ownerName: filter.ownerName }),
    },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
    select: {
      ...activityFields,
      occurrences: {
        where: { OR: [{ completedOn: null }, { completedOn: period }] },
        orderBy: { dueOn: 'asc' },
        select: occurrenceFields,
      },
    },
  });
}

async function filterChoices(tx: Transaction, grant: Grant) {
  const rows = await tx.activity.findMany({
    where: inSchedule(grant),
    select: { ownerName: true, integration: { select: { id: true, name: true } } },
  });
  const integrations = new Map(
    rows.flatMap(({ integration }) => (integration ? [[integration.id, integration.name] as const] : [])),
  );
  return {
    owners: [...new Set(rows.map((row) => row.ownerName).filter((name) => name !== ''))].sort(),
    integrations: [...integrations]
      .map(([integrationId, name]) => ({ integrationId, name }))
      .sort((left, right) => left.name.localeCompare(right.name)),
  };
}

export const activityFields = {
  id: true,
  title: true,
  requirementNumbers: true,
  timeframe: true,
  cadenceEvery: true,
  cadenceUnit: true,
  ownerName: true,
  integration: { select: { id: true, name: true } },
} satisfies Prisma.ActivitySelect;

export const occurrenceFields = {
  id: true,
  opensOn: true,
  dueOn: true,
  completedOn: true,
  version: true,
} satisfies Prisma.ActivityOccurrenceSelect;

type OccurrenceRow = Prisma.ActivityOccurrenceGetPayload<{ select: typeof occurrenceFields }>;
type ActivityRow = Prisma.ActivityGetPayload<{ select: typeof activityFields }> & {
  occurrences: OccurrenceRow[];
};

export function occurrenceView(row: OccurrenceRow, today: string): OccurrenceView {
  const days = {
    opensOn: toDay(row.opensOn),
    dueOn: toDay(row.dueOn),
    completedOn: row.completedOn && toDay(row.completedOn),
  };
  return { occurrenceId: row.id, ...days, state: deriveState(days, today), version: row.version };
}

function activityView(row: ActivityRow, today: string, isNotApplicable: boolean): ActivityView {
  const interval = intervalFrom(row.cadenceEvery, row.cadenceUnit);
  // An activity that lost its rhythm or does not apply may still have an open row; nothing is due on it.
  const isDue = interval !== null && !isNotApplicable;
  const occurrences = row.occurrences.filter((entry) => entry.completedOn !== null || isDue);
  return {
    activityId: row.id,
    title: row.title,
    requirementNumbers: [...row.requirementNumbers].sort(compareRequirementNumbers),
    integration: row.integration && { integrationId: row.integration.id, name: row.integration.name },
    timeframe: row.timeframe as TimeframeId,
    interval,
    ownerName: row.ownerName,
    isNotApplicable,
    occurrences: occurrences.map((entry) => occurrenceView(entry, today)),
  };
}
