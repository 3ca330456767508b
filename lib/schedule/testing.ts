import { randomUUID } from 'node:crypto';
import type { Grant } from '@/lib/access/grant';
import { addDays, dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import type { ActivityDetailView } from './model';
import { getActivity } from './queries/activity';

export type PlannedActivity = { activityId: string; occurrenceId: string };

type PlanOptions = {
  catalogueActivityId?: string;
  timeframe?: string;
  every?: number | null;
  unit?: string | null;
  dueOn?: string;
};

export type TestSchedule = {
  organization: TestOrganization;
  today: string;
  manage: Grant<'schedule:manage'>;
  complete: Grant<'activity:complete'>;
  reader: Grant<'schedule:read'>;
  /** An activity of the standard with one open occurrence, as planning makes it: an ASV scan unless said otherwise. */
  plan: (options?: PlanOptions) => Promise<PlannedActivity>;
  makeEvidence: (options?: { archived?: boolean }) => Promise<string>;
  view: (activityId: string) => Promise<ActivityDetailView>;
  lastEvent: () => Promise<{ type: string; data: Record<string, unknown> } | null>;
};

/** A new organization with the tools to arrange and look at its schedule. */
export async function makeSchedule(): Promise<TestSchedule> {
  const organization = await makeOrganization();
  const today = dayIn(organization.timeZone);
  const reader = organization.grant('schedule:read');
  return {
    organization,
    today,
    manage: organization.grant('schedule:manage'),
    complete: organization.grant('activity:complete'),
    reader,
    plan: (options = {}) => insertActivity(organization.organizationId, today, options),
    makeEvidence: (options = {}) => insertEvidence(organization.organizationId, options.archived ?? false),
    view: (activityId) => getActivity(reader, activityId),
    lastEvent: () => readLastEvent(organization.organizationId),
  };
}

async function insertActivity(
  organizationId: string,
  today: string,
  options: PlanOptions,
): Promise<PlannedActivity> {
  const activityId = randomUUID();
  const occurrenceId = randomUUID();
  const every = options.every === undefined ? 3 : options.every;
  await unsafeRows(
    `INSERT INTO "Activity" ("organizationId", "id", "catalogueActivityId", "title", "requirementNumbers", "timeframe", "cadenceEvery", "cadenceUnit")
     VALUES ($1, $2, $3, 'External scan', '{11.3.2}', $4, $5, $6)`,
    [
      organizationId,
      activityId,
      options.catalogueActivityId ?? 'sch-asv-scan',
      options.timeframe ?? 'every_three_months',
      every,
      options.unit === undefined ? 'month' : options.unit,
    ],
  );
  if (every !== null)
    await unsafeRows(
      `INSERT INTO "ActivityOccurrence" ("organizationId", "id", "activityId", "opensOn", "dueOn") VALUES ($1, $2, $3, $4::date - 30, $4)`,
      [organizationId, occurrenceId, activityId, options.dueOn ?? addDays(today, 10)],
    );
  return { activityId, occurrenceId };
}

async function insertEvidence(organizationId: string, archived: boolean): Promise<string> {
  const id = randomUUID();
  await unsafeRows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "receivedById", "receivedByName", "archivedAt")
     VALUES ($1, $2, 'NOTE', 'Scan report', gen_random_uuid(), 'Ada', $3)`,
    [organizationId, id, archived ? new Date() : null],
  );
  return id;
}

async function readLastEvent(organizationId: string) {
  const [row] = await unsafeRows<{ type: string; text: string }>(
    'SELECT "type", "text" FROM "AuditEvent" WHERE "organizationId" = $1 ORDER BY "sequence" DESC LIMIT 1',
    [organizationId],
  );
  return row ? { type: row.type, data: JSON.parse(row.text).data } : null;
}
