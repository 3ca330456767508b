import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { type Role, roleNames } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { requirementKeyOf } from '@/lib/response/queries';
import type { Reader } from '../model';
import { whyNotMentioned } from '../policy';

export type Mailbox = Reader & { email: string };

/**
 * Members who see a requirement of an assessment, by name: what need_to_know decides for each of them, asked for all at once
 * (a test holds the two against each other).
 */
export async function unsafeReaders(
  tx: Transaction,
  organizationId: string,
  { assessmentId, requirementNumber }: RequirementTarget,
): Promise<Mailbox[]> {
  const rows = await tx.$queryRaw<{ userId: string; name: string; email: string; role: string }[]>`
    SELECT u."id" AS "userId", u."name", u."email", m."role"
      FROM "Membership" m JOIN "User" u ON u."id" = m."userId" JOIN "Organization" o ON o."id" = m."organizationId"
     WHERE m."organizationId" = ${organizationId}::uuid AND is_current(m."endedAt", m."accessUntil", o."timeZone")
       AND u."kind" = 'PERSON' AND u."deactivatedAt" IS NULL AND CASE m."role"
         WHEN 'CONTROL_OWNER' THEN EXISTS (SELECT 1 FROM "Assignment" s WHERE s."organizationId" = m."organizationId"
           AND s."assessmentId" = ${assessmentId}::uuid AND s."requirementKey" = ${requirementKeyOf(requirementNumber)}
           AND s."userId" = m."userId" AND s."removedAt" IS NULL)
         WHEN 'ASSESSOR' THEN NOT m."chosenOnly" OR (SELECT coalesce(bool_and(EXISTS (SELECT 1 FROM "MembershipIntegration" c
             WHERE c."organizationId" = m."organizationId" AND c."userId" = m."userId" AND c."integrationId" = i."integrationId")), false)
           FROM "AssessmentIntegration" i WHERE i."organizationId" = m."organizationId" AND i."assessmentId" = ${assessmentId}::uuid)
         ELSE true END
     ORDER BY lower(u."name"), u."id"`;
  return rows.map(({ role, ...person }) => ({ ...person, roleName: roleNames[role as Role] ?? role }));
}

/** Who of these is to be told, in the order of the list. Throws INVALID, in words, for whoever cannot see the requirement. */
export async function readersAmong(
  tx: Transaction,
  grant: Grant<'comment:write'>,
  target: RequirementTarget,
  userIds: readonly string[],
): Promise<Mailbox[]> {
  if (userIds.length === 0) return [];
  const readers = await unsafeReaders(tx, grant.organizationId, target);
  const found = readers.filter(({ userId }) => userIds.includes(userId));
  const outsiderId = userIds.find((userId) => !found.some((reader) => reader.userId === userId));
  if (outsiderId === undefined) return found;
  const outsider = await tx.membership.findFirst({
    where: { organizationId: grant.organizationId, userId: outsiderId },
    select: { role: true, endedAt: true, user: { select: { name: true } } },
  });
  const known = outsider && !outsider.endedAt ? { name: outsider.user.name, role: outsider.role } : null;
  const { role } = grant.actor;
  const mayKnow = role !== 'SYSTEM' && isAllowed(role, 'member:read');
  throw new AppError('INVALID', undefined, {
    text: [whyNotMentioned(target.requirementNumber, known, mayKnow)],
  });
}

/** Today's names of members, also of former ones. */
export async function namesOf(
  tx: Transaction,
  organizationId: string,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx.membership.findMany({
    where: { organizationId, userId: { in: [...new Set(userIds)] } },
    select: { userId: true, user: { select: { name: true } } },
  });
  return new Map(rows.map(({ userId, user }) => [userId, user.name]));
}
