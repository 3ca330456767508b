import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { env } from '@/lib/platform/env';
import { notFound } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { type Comparison, invalidFilter } from '../rules/filter';
import type { JsonObject } from '../rules/names';
import { listResponse, type ScimPage, userResource } from '../rules/resource';
import { findMember, identityOf, type MemberRow, memberFields, visibleMembers } from './member';

/** Where the resources of SCIM have their addresses. */
export function scimBase(): string {
  return `${new URL(env().NEXTAUTH_URL).origin}/api/scim/v2`;
}

/** A member as a User of SCIM. */
export function userOf(row: MemberRow): JsonObject {
  const identity = identityOf(row);
  return userResource(
    {
      id: row.id,
      userName: identity?.userName ?? row.user.email,
      externalId: identity?.externalId ?? null,
      name: row.user.name,
      givenName: identity?.givenName ?? '',
      familyName: identity?.familyName ?? '',
      email: row.user.email,
      isActive: row.endedAt === null,
      groups: row.groups.map(({ group }) => group),
      createdAt: row.createdAt,
      updatedAt: identity?.updatedAt ?? row.createdAt,
    },
    scimBase(),
  );
}

/** One user. Throws NOT_FOUND. */
export async function getUser(grant: Grant<'member:manage'>, id: string): Promise<JsonObject> {
  const row = await read(grant, (tx) => findMember(tx, grant.organizationId, id));
  if (!row) throw notFound();
  return userOf(row);
}

/** Users that fit all comparisons, by id. */
export async function listUsers(
  grant: Grant<'member:manage'>,
  comparisons: readonly Comparison[],
  page: ScimPage,
): Promise<JsonObject> {
  const where = { AND: [visibleMembers(grant.organizationId), ...comparisons.map(conditionOf)] };
  return read(grant, async (tx) => {
    const total = await tx.membership.count({ where });
    const rows = await tx.membership.findMany({
      where,
      orderBy: { id: 'asc' },
      skip: page.startIndex - 1,
      take: page.count,
      select: memberFields,
    });
    return listResponse(rows.map(userOf), total, page);
  });
}

function conditionOf({ attribute, value }: Comparison): Prisma.MembershipWhereInput {
  if (attribute === 'active' && typeof value === 'boolean') return { endedAt: value ? null : { not: null } };
  if (typeof value !== 'string') throw invalidFilter();
  const named = { provisioned: { removedAt: null } };
  const same = { equals: value.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const };
  switch (attribute) {
    case 'id':
      return UUID.test(value) ? { id: value } : { id: { in: [] } };
    case 'externalId':
      return { provisioned: { removedAt: null, externalId: value } };
    case 'userName':
      return {
        OR: [
          { provisioned: { removedAt: null, userName: same } },
          { NOT: named, user: { email: value.toLowerCase() } },
        ],
      };
    case 'emails':
    case 'emails.value':
      return { user: { email: value.toLowerCase() } };
    case 'displayName':
      return { user: { name: same } };
    default:
      throw invalidFilter();
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
