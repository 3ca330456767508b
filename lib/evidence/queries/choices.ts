import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import type { Transaction } from '@/lib/platform/db';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import type { EvidenceChoices, EvidenceOwner } from '../model/fields';

/** So many of the newest tagged items tell which tags are in use. */
const TAGGED = 500;

/** Whom and what the forms and the filter of the library offer. */
export function listChoices(grant: Grant<'evidence:read'>): Promise<EvidenceChoices> {
  return read(grant, async (tx) => ({
    owners: await unsafeListOwners(tx, grant.organizationId),
    tags: await unsafeListTags(tx, grant.organizationId),
    ownId: grant.actor.userId,
  }));
}

/** Members who are there and may add evidence, by name. */
export async function unsafeListOwners(
  tx: Transaction,
  organizationId: string,
): Promise<{ userId: string; name: string }[]> {
  const rows = await tx.$queryRaw<{ userId: string; name: string; role: Role }[]>`
    SELECT u."id" AS "userId", u."name", m."role"
      FROM "Membership" m JOIN "User" u ON u."id" = m."userId" JOIN "Organization" o ON o."id" = m."organizationId"
     WHERE m."organizationId" = ${organizationId}::uuid AND is_current(m."endedAt", m."accessUntil", o."timeZone")
       AND u."kind" = 'PERSON' AND u."deactivatedAt" IS NULL
     ORDER BY lower(u."name"), u."id"`;
  return rows
    .filter(({ role }) => isAllowed(role, 'evidence:attach'))
    .map(({ userId, name }) => ({ userId, name }));
}

/** Tags of the newest items that have some and that the person sees, by name. */
export async function unsafeListTags(tx: Transaction, organizationId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ tag: string }[]>`
    SELECT t."tag" FROM (SELECT "tags" FROM "EvidenceItem" WHERE "organizationId" = ${organizationId}::uuid AND "archivedAt" IS NULL
       AND "tags" <> '{}' ORDER BY "organizationId", "receivedAt" DESC, "id" DESC LIMIT ${TAGGED}) e, unnest(e."tags") t("tag")
     GROUP BY t."tag" ORDER BY lower(t."tag"), t."tag"`;
  return rows.map(({ tag }) => tag);
}

export const ownerFields = {
  select: {
    userId: true,
    endedAt: true,
    accessUntil: true,
    role: true,
    user: { select: { name: true, deactivatedAt: true } },
  },
} satisfies Prisma.EvidenceItem$ownerArgs;

type OwnerRow = Prisma.MembershipGetPayload<typeof ownerFields>;

/** Who answers for an item, and whether they still can. */
export function ownerView(owner: OwnerRow | null, today: string): EvidenceOwner | null {
  if (!owner) return null;
  const { userId, endedAt, accessUntil, role, user } = owner;
  const isOver = accessUntil !== null && accessUntil.toISOString().slice(0, 10) < today;
  const hasLeft =
    endedAt !== null || isOver || user.deactivatedAt !== null || !isAllowed(role as Role, 'evidence:attach');
  return { userId, name: user.name, hasLeft };
}
