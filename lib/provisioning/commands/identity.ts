import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { changesBetween } from '@/lib/audit-trail/model';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { ScimProblem, type ScimUser } from '../model';
import { identityOf, type MemberRow } from '../queries/member';

const fields = ['userName', 'externalId', 'givenName', 'familyName'] as const;

/** Keeps what the identity provider calls a member. `row` is how it was before; without one it is new. */
export async function saveIdentity(
  tx: Transaction,
  grant: Grant,
  membershipId: string,
  input: ScimUser,
  row?: MemberRow,
): Promise<DomainEvent[]> {
  const { organizationId } = grant;
  const { userName, externalId, givenName, familyName } = input;
  const after = { userName, externalId, givenName, familyName };
  const known = row && identityOf(row);
  const before = known ?? {
    userName: row?.user.email ?? '',
    externalId: null,
    givenName: '',
    familyName: '',
  };
  const changes = changesBetween(before, after, fields);
  if (known && Object.keys(changes).length === 0) return [];
  await assertFree(tx, organizationId, membershipId, userName);
  await tx.provisionedMember.upsert({
    where: { organizationId_membershipId: { organizationId, membershipId } },
    create: { organizationId, membershipId, ...after },
    update: { ...after, updatedAt: now(), removedAt: null },
  });
  if (!row || Object.keys(changes).length === 0) return [];
  return [
    { type: 'provisioning.member-changed', subject: { type: 'member', id: row.userId }, data: changes },
  ];
}

/** One userName, one member; the address of a member whom the identity provider never named counts too. */
async function assertFree(
  tx: Transaction,
  organizationId: string,
  membershipId: string,
  userName: string,
): Promise<void> {
  const [other] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
      LEFT JOIN "ProvisionedMember" p ON p."organizationId" = m."organizationId" AND p."membershipId" = m."id" AND p."removedAt" IS NULL
     WHERE m."organizationId" = ${organizationId}::uuid AND m."id" <> ${membershipId}::uuid
       AND (m."endedAt" IS NULL OR p."membershipId" IS NOT NULL)
       AND lower(coalesce(p."userName", u."email")) = lower(${userName}) LIMIT 1`;
  if (other) throw new ScimProblem('CONFLICT', 'Another member has this userName.', 'uniqueness');
}
