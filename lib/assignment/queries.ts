import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { type Role, roleNames } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { findRequirement, getQuestionnaire } from '@/lib/catalogue/queries';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, daysBetween, toDay } from '@/lib/platform/clock';
import type { ChecklistItem, RowSummary } from '@/lib/response/model';
import { answerFormOf, requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import { needInList } from '@/lib/response/rules/frequency';
import { toDoInWords } from '@/lib/response/rules/needs';
import { groupByPrincipal, isUnanswered, standingFinding } from '@/lib/response/rules/progress';
import type { AssignedPerson, Assignee, AssignmentGroup, OwnersView, OwnRequirement } from './model';
import { whyNotAssignable } from './rules';

type ChecklistParts = {
  items: readonly ChecklistItem[];
  groups: readonly { requirementNumber: string; title: string }[];
};

/** A checklist with who answers what. */
export async function listAssignments(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  { items, groups }: ChecklistParts,
): Promise<AssignmentGroup[]> {
  const rows = await read(grant, (tx) =>
    tx.assignment.findMany({
      where: { organizationId: grant.organizationId, assessmentId, removedAt: null },
      select: {
        requirementKey: true,
        userId: true,
        dueOn: true,
        member: { select: { user: { select: { name: true } } } },
      },
      orderBy: { assignedAt: 'asc' },
    }),
  );
  const people = new Map<string, AssignedPerson[]>();
  for (const { requirementKey, userId, dueOn, member } of rows) {
    const number = requirementNumberOf(requirementKey);
    const person = { userId, name: member.user.name, dueOn: dueOn && toDay(dueOn) };
    people.set(number, [...(people.get(number) ?? []), person]);
  }
  return [...groupByPrincipal(items)].map(([principal, members]) => ({
    requirementNumber: principal,
    title: groups.find(({ requirementNumber }) => requirementNumber === principal)?.title ?? '',
    requirements: members.map((item) => ({
      requirementNumber: item.requirementNumber,
      title: item.title,
      isAnswered: !isUnanswered(item),
      people: people.get(item.requirementNumber) ?? [],
    })),
  }));
}

/** Who answers one requirement and by when, first given first; nobody for one that is not there. */
export async function findOwners(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementNumber: string,
): Promise<OwnersView> {
  const { organizationId, actor, timeZone } = grant;
  const requirementKey = requirementKeyOf(requirementNumber);
  const rows = await read(grant, (tx) =>
    tx.assignment.findMany({
      where: { organizationId, assessmentId, requirementKey, removedAt: null },
      select: { userId: true, dueOn: true, member: { select: { user: { select: { name: true } } } } },
      orderBy: { assignedAt: 'asc' },
    }),
  );
  const today = dayIn(timeZone);
  return {
    people: rows.map(({ userId, dueOn, member }) => {
      const day = dueOn && toDay(dueOn);
      return { userId, name: member.user.name, dueOn: day, isOver: day !== null && day < today };
    }),
    mayAssign: actor.role !== 'SYSTEM' && isAllowed(actor.role, 'assignment:manage'),
  };
}

/** Members who may be given something to answer, by name. */
export async function listAssignees(grant: Grant<'assignment:manage'>): Promise<Assignee[]> {
  const rows = await read(grant, (tx) =>
    tx.membership.findMany({
      where: { organizationId: grant.organizationId, endedAt: null, user: { kind: 'PERSON' } },
      select: { role: true, user: { select: { id: true, name: true } } },
      orderBy: { user: { name: 'asc' } },
    }),
  );
  return rows
    .filter(({ role }) => whyNotAssignable(role) === null)
    .map(({ role, user }) => ({ userId: user.id, name: user.name, roleName: roleNames[role as Role] }));
}

type OwnRow = {
  assessmentId: string;
  assessmentName: string;
  catalogueVersionId: string;
  questionnaireId: string;
  asksPlan: boolean;
  requirementKey: string;
  dueOn: Date | null;
  returned: OwnRequirement['returned'];
  rows: RowSummary[];
  evidence: number;
  tests: number;
  isUnconfirmed: boolean;
  unmetOn: Date | null;
  frequency: string | null;
  hasFailedEvidence: boolean;
};

/**
 * What is assigned to the person who asks, in open assessments: what came back, what is due first, then by number. Each
 * assessment's checklist is read once, so that it says here what it says there.
 */
export async function listOwnRequirements(grant: Grant<'assessment:read'>): Promise<OwnRequirement[]> {
  const { organizationId, actor, timeZone } = grant;
  const rows = await read(
    grant,
    (tx) => tx.$queryRaw<OwnRow[]>`
    WITH own AS MATERIALIZED (
      SELECT s."assessmentId", s."requirementKey", s."dueOn", a."name", a."catalogueVersionId", a."questionnaireId"
        FROM "Assignment" s JOIN "Assessment" a ON a."organizationId" = s."organizationId" AND a."id" = s."assessmentId"
       WHERE s."organizationId" = ${organizationId}::uuid AND s."userId" = ${actor.userId}::uuid AND s."removedAt" IS NULL
         AND a."status" = 'OPEN' AND a."archivedAt" IS NULL)
    SELECT s."assessmentId", s."name" AS "assessmentName", s."catalogueVersionId", s."questionnaireId", o."asksPlan", s."requirementKey", s."dueOn",
           CASE WHEN v."state" = 'RETURNED' THEN jsonb_build_object('reason', v."reason", 'byName', v."byName") END AS "returned",
           c."rows", c."evidence", c."tests", c."isUnconfirmed", c."unmetOn", c."frequency", c."hasFailedEvidence"
      FROM own s JOIN "Organization" o ON o."id" = ${organizationId}::uuid
      JOIN (
        SELECT k."assessmentId", r."requirementKey", max(r."evidence") AS "evidence", max(r."tests") AS "tests", bool_or(r."unconfirmed") AS "isUnconfirmed",
               max(r."unmetOn") AS "unmetOn", max(r."frequency") AS "frequency", bool_or(r."failed") AS "hasFailedEvidence",
               jsonb_agg(jsonb_build_object('finding', r."finding", 'version', r."version", 'facts', r."facts") ORDER BY r."row") AS "rows"
          FROM (SELECT DISTINCT "assessmentId" FROM own) k
          CROSS JOIN LATERAL checklist_rows(${organizationId}::uuid, ${actor.userId}::uuid, k."assessmentId") r
         GROUP BY 1, 2) c ON c."assessmentId" = s."assessmentId" AND c."requirementKey" = s."requirementKey"
      LEFT JOIN "RequirementReview" v ON v."organizationId" = ${organizationId}::uuid AND v."assessmentId" = s."assessmentId"
       AND v."requirementKey" = s."requirementKey"`,
  );
  const today = dayIn(timeZone);
  return rows
    .map((row) => ownRequirement(row, today))
    .sort(
      (a, b) =>
        Number(b.returned !== null) - Number(a.returned !== null) ||
        (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
        a.assessmentName.localeCompare(b.assessmentName) ||
        compareRequirementNumbers(a.requirementNumber, b.requirementNumber),
    );
}

function ownRequirement(row: OwnRow, today: string): OwnRequirement {
  const { assessmentId, assessmentName, catalogueVersionId, questionnaireId, returned } = row;
  const requirementNumber = requirementNumberOf(row.requirementKey);
  const form = answerFormOf(getQuestionnaire(catalogueVersionId, questionnaireId), row.asksPlan);
  const dueOn = row.dueOn && toDay(row.dueOn);
  return {
    assessmentId,
    assessmentName,
    requirementNumber,
    title: findRequirement(catalogueVersionId, requirementNumber)?.title ?? '',
    isAnswered: !isUnanswered(row),
    finding: standingFinding(row),
    needs: toDoInWords(
      {
        ...row,
        requirementNumber,
        unmetOn: row.unmetOn && toDay(row.unmetOn),
        frequencyNeed: needInList(requirementNumber, row.frequency),
      },
      form,
    ),
    returned,
    dueOn,
    days: dueOn === null ? null : daysBetween(today, dueOn),
  };
}
