import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { rowId } from '@/lib/platform/parse';
import { type Comparison, invalidFilter } from '../rules/filter';
import type { JsonObject } from '../rules/names';
import { groupResource, listResponse, type ScimPage } from '../rules/resource';
import { scimBase } from './users';

const groupFields = {
  id: true,
  displayName: true,
  externalId: true,
  role: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.ProvisionedGroupSelect;

const withMembers = {
  ...groupFields,
  members: { select: { membership: { select: { id: true, user: { select: { name: true } } } } } },
} satisfies Prisma.ProvisionedGroupSelect;

type GroupRow = Prisma.ProvisionedGroupGetPayload<{ select: typeof withMembers }>;

/** A group as a resource of SCIM. */
export function groupOf(row: Omit<GroupRow, 'members'> & Partial<Pick<GroupRow, 'members'>>): JsonObject {
  const members =
    row.members?.map(({ membership }) => ({ id: membership.id, name: membership.user.name })) ?? null;
  return groupResource({ ...row, members }, scimBase());
}

export function findGroup(tx: Transaction, organizationId: string, id: string): Promise<GroupRow | null> {
  return tx.provisionedGroup.findFirst({
    where: { organizationId, id, removedAt: null },
    select: withMembers,
  });
}

/** One group. Throws NOT_FOUND. */
export async function getGroup(
  grant: Grant<'member:manage'>,
  id: string,
  wantsMembers: boolean,
): Promise<JsonObject> {
  const row = await read(grant, (tx) => findGroup(tx, grant.organizationId, id));
  if (!row) throw notFound();
  const { members, ...group } = row;
  return groupOf(wantsMembers ? { ...group, members } : group);
}

/** Groups that fit all comparisons, by id. */
export async function listGroups(
  grant: Grant<'member:manage'>,
  comparisons: readonly Comparison[],
  page: ScimPage,
  wantsMembers: boolean,
): Promise<JsonObject> {
  const { organizationId } = grant;
  const where = { AND: [{ organizationId, removedAt: null }, ...comparisons.map(conditionOf)] };
  return read(grant, async (tx) => {
    const total = await tx.provisionedGroup.count({ where });
    const range = { where, orderBy: { id: 'asc' as const }, skip: page.startIndex - 1, take: page.count };
    const rows = wantsMembers
      ? await tx.provisionedGroup.findMany({ ...range, select: withMembers })
      : await tx.provisionedGroup.findMany({ ...range, select: groupFields });
    return listResponse(rows.map(groupOf), total, page);
  });
}

function conditionOf({ attribute, value }: Comparison): Prisma.ProvisionedGroupWhereInput {
  if (typeof value !== 'string') throw invalidFilter();
  const id = rowId.safeParse(value).data;
  switch (attribute) {
    case 'displayName':
      return { displayName: { equals: value.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } };
    case 'externalId':
      return { externalId: value };
    case 'id':
      return { id: { in: id ? [id] : [] } };
    case 'members':
    case 'members.value':
      return { members: { some: { membershipId: { in: id ? [id] : [] } } } };
    default:
      throw invalidFilter();
  }
}
