import 'server-only';
import { v7 as newId } from 'uuid';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import { parseInput, rowId } from '@/lib/platform/parse';
import { type ScimGroup, ScimProblem, scimGroup } from '../model';
import { findGroup, groupOf } from '../queries/groups';
import { visibleMembers } from '../queries/member';
import type { JsonObject } from '../rules/names';
import { applyPatch, type PatchOperation } from '../rules/patch';
import { applyGroupRoles } from './life';
import { readSettings } from './user';

type Manage = Grant<'member:manage'>;
type GroupRow = NonNullable<Awaited<ReturnType<typeof findGroup>>>;

/** Makes a group. It stands for no role until an administrator here chooses one. */
export function createGroup(grant: Manage, input: ScimGroup): Promise<JsonObject> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    await lockGroups(tx, organizationId);
    const id = newId();
    const { displayName, externalId } = input;
    await assertFree(tx, organizationId, id, displayName);
    await tx.provisionedGroup.create({ data: { organizationId, id, displayName, externalId } });
    await changeMembers(tx, grant, id, [], input.members);
    const added: DomainEvent = {
      type: 'provisioning.group-added',
      subject: { type: 'group', id },
      data: { group: displayName, members: input.members.length },
    };
    return { result: groupOf(await getRow(tx, organizationId, id)), events: [added] };
  });
}

/** Replaces a group and its members (PUT). */
export function replaceGroup(grant: Manage, id: string, input: ScimGroup): Promise<JsonObject> {
  return changeGroup(grant, id, () => input);
}

/** Changes parts of a group, mostly its members (PATCH). */
export function patchGroup(
  grant: Manage,
  id: string,
  operations: readonly PatchOperation[],
): Promise<JsonObject> {
  return changeGroup(grant, id, (row) => parseInput(scimGroup, applyPatch(groupOf(row), operations)));
}

function changeGroup(grant: Manage, id: string, next: (row: GroupRow) => ScimGroup): Promise<JsonObject> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    await lockGroups(tx, organizationId);
    const row = await getRow(tx, organizationId, id);
    const input = next(row);
    const { displayName, externalId } = input;
    if (displayName !== row.displayName) await assertFree(tx, organizationId, id, displayName);
    const before = row.members.map(({ membership }) => membership.id);
    const { added, removed } = await changeMembers(tx, grant, id, before, input.members);
    const isRenamed = displayName !== row.displayName || externalId !== row.externalId;
    if (!isRenamed && added.length + removed.length === 0) return unchanged(groupOf(row));
    await tx.provisionedGroup.updateMany({
      where: { organizationId, id },
      data: { displayName, externalId, updatedAt: now() },
    });
    const { defaultRole } = await readSettings(tx, organizationId);
    const affected = row.role === null ? [] : [...added, ...removed];
    const roles = await applyGroupRoles(tx, grant, affected, defaultRole);
    const names = await namesOf(tx, organizationId, [...added, ...removed]);
    const changed: DomainEvent = {
      type: 'provisioning.group-changed',
      subject: { type: 'group', id },
      data: {
        group: displayName,
        added: added.map((member) => names.get(member) ?? ''),
        removed: removed.map((member) => names.get(member) ?? ''),
      },
    };
    return {
      result: groupOf(await getRow(tx, organizationId, id)),
      events: [changed, ...roles],
    };
  });
}

/** Removes a group (DELETE); what it stood for falls away at once. */
export function removeGroup(grant: Manage, id: string): Promise<void> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    await lockGroups(tx, organizationId);
    const row = await getRow(tx, organizationId, id);
    await tx.provisionedGroup.updateMany({ where: { organizationId, id }, data: { removedAt: now() } });
    await tx.provisionedGroupMember.deleteMany({ where: { organizationId, groupId: id } });
    const { defaultRole } = await readSettings(tx, organizationId);
    const members = row.members.map(({ membership }) => membership.id);
    const roles = await applyGroupRoles(tx, grant, row.role === null ? [] : members, defaultRole);
    const removed: DomainEvent = {
      type: 'provisioning.group-removed',
      subject: { type: 'group', id },
      data: { group: row.displayName },
    };
    return { result: undefined, events: [removed, ...roles] };
  });
}

/** Chooses which role a group stands for, by somebody who was just confirmed; its members get it at once. */
export function chooseGroupRole(
  grant: Manage,
  confirmation: Confirmation,
  input: { groupId: string; role: Role | null },
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    const { groupId: id, role } = input;
    await lockGroups(tx, organizationId);
    const row = await getRow(tx, organizationId, id);
    if (row.role === role) return unchanged(undefined);
    await tx.provisionedGroup.updateMany({ where: { organizationId, id }, data: { role } });
    const { defaultRole } = await readSettings(tx, organizationId);
    const members = row.members.map(({ membership }) => membership.id);
    const roles = await applyGroupRoles(tx, grant, members, defaultRole);
    const mapped: DomainEvent = {
      type: 'provisioning.group-mapped',
      subject: { type: 'group', id },
      data: { group: { from: row.displayName, to: row.displayName }, role: { from: row.role, to: role } },
    };
    return { result: undefined, events: eventList([mapped, ...roles]) };
  });
}

/** Groups change one after another, so that two requests do not count the same members. */
async function lockGroups(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`provision ${organizationId}`}, 0))`;
}

async function getRow(tx: Transaction, organizationId: string, id: string): Promise<GroupRow> {
  const row = await findGroup(tx, organizationId, id);
  if (!row) throw notFound();
  return row;
}

async function assertFree(
  tx: Transaction,
  organizationId: string,
  id: string,
  displayName: string,
): Promise<void> {
  const [other] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "ProvisionedGroup" WHERE "organizationId" = ${organizationId}::uuid AND "id" <> ${id}::uuid
       AND "removedAt" IS NULL AND lower("displayName") = lower(${displayName})`;
  if (other) throw new ScimProblem('CONFLICT', 'Another group has this displayName.', 'uniqueness');
}

/** Brings the rows in line with the members named. Throws invalidValue for ids that are no members of this organization. */
async function changeMembers(
  tx: Transaction,
  { organizationId }: Grant,
  groupId: string,
  before: readonly string[],
  after: readonly string[],
): Promise<{ added: string[]; removed: string[] }> {
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id));
  const ids = added.filter((id) => rowId.safeParse(id).success);
  const known = await tx.membership.findMany({
    where: { ...visibleMembers(organizationId), id: { in: ids } },
    select: { id: true },
  });
  if (known.length !== added.length) {
    throw new ScimProblem('INVALID', 'A group takes users of this organization only.', 'invalidValue');
  }
  await tx.provisionedGroupMember.createMany({
    data: added.map((membershipId) => ({ organizationId, groupId, membershipId })),
  });
  await tx.provisionedGroupMember.deleteMany({
    where: { organizationId, groupId, membershipId: { in: removed } },
  });
  return { added, removed };
}

async function namesOf(tx: Transaction, organizationId: string, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.membership.findMany({
    where: { organizationId, id: { in: ids } },
    select: { id: true, user: { select: { name: true } } },
  });
  return new Map(rows.map(({ id, user }) => [id, user.name]));
}
