import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { type Role, roleNames } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { findRequirement } from '@/lib/catalogue/queries';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, toDay } from '@/lib/platform/clock';
import type { ChecklistItem } from '@/lib/response/model';
import { requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import { groupByPrincipal, isUnanswered } from '@/lib/response/rules/progress';
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

/** What is assigned to the person who asks, in open assessments: what came back, what is due first, then by number. */
export async function listOwnRequirements(grant: Grant<'assessment:read'>): Promise<OwnRequirement[]> {
  const { organizationId, actor } = grant;
  const rows = await read(
    grant,
    (tx) => tx.$queryRaw<
      {
        assessmentId: string;
        assessmentName: string;
        catalogueVersionId: string;
        requirementKey: string;
        dueOn: Date | null;
        isAnswered: boolean;
        returned: OwnRequirement['returned'];
      }[]
    >`
    SELECT s."assessmentId", a."name" AS "assessmentName", a."catalogueVersionId", s."requirementKey", s."dueOn",
           NOT EXISTS (SELECT 1 FROM "Response" r WHERE r."organizationId" = s."organizationId" AND r."assessmentId" = s."assessmentId"
             AND r."requirementKey" = s."requirementKey" AND r."finding" IS NULL) AND u."requirementKey" IS NULL AS "isAnswered",
           CASE WHEN v."state" = 'RETURNED' THEN jsonb_build_object('reason', v."reason", 'byName', v."byName") END AS "returned"
      FROM "Assignment" s JOIN "Assessment" a ON a."organizationId" = s."organizationId" AND a."id" = s."assessmentId"
      LEFT JOIN unconfirmed_answers(${organizationId}::uuid) u ON u."assessmentId" = s."assessmentId" AND u."requirementKey" = s."requirementKey"
      LEFT JOIN "RequirementReview" v ON v."organizationId" = s."organizationId" AND v."assessmentId" = s."assessmentId"
       AND v."requirementKey" = s."requirementKey"
     WHERE s."organizationId" = ${organizationId}::uuid AND s."userId" = ${actor.userId}::uuid AND s."removedAt" IS NULL
       AND a."status" = 'OPEN' AND a."archivedAt" IS NULL`,
  );
  return rows
    .map((row) => ({
      assessmentId: row.assessmentId,
      assessmentName: row.assessmentName,
      requirementNumber: requirementNumberOf(row.requirementKey),
      title: findRequirement(row.catalogueVersionId, requirementNumberOf(row.requirementKey))?.title ?? '',
      isAnswered: row.isAnswered,
      returned: row.returned,
      dueOn: row.dueOn && toDay(row.dueOn),
    }))
    .sort(
      (a, b) =>
        Number(b.returned !== null) - Number(a.returned !== null) ||
        (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
        a.assessmentName.localeCompare(b.assessmentName) ||
        compareRequirementNumbers(a.requirementNumber, b.requirementNumber),
    );
}
