import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { type Role, roleNames } from '@/lib/access/model';
import { revokeKeysOf } from '@/lib/api-key/operations';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { withdrawInvitations, writeReach } from '@/lib/organization/operations';
import { reachOfGivenRole } from '@/lib/organization/policy';
import { endSessions } from '@/lib/person/operations/session';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { ScimProblem } from '../model';
import type { MemberRow } from '../queries/member';
import { roleFrom } from '../rules/person';
import { assertOursAlone, belongsElsewhere } from './elsewhere';

/** Ends a running membership: nothing of this organization opens with the next request, and keys are revoked. */
export async function endMember(tx: Transaction, grant: Grant, row: MemberRow): Promise<DomainEvent[]> {
  const { organizationId, actor } = grant;
  const { id, userId, user } = row;
  if (row.role === 'ADMINISTRATOR') await assertWayIn(tx, organizationId, id);
  const keys = await revokeKeysOf(tx, grant, { membershipId: id, name: user.name });
  await tx.membership.updateMany({
    where: { organizationId, id },
    data: { endedAt: now(), mayUsePassword: false },
  });
  if (row.role === 'ADMINISTRATOR') await assertAdministrated(tx, organizationId);
  // Whoever works nowhere else has nothing left to be signed in for.
  if (!(await belongsElsewhere(tx, grant, userId))) {
    await endSessions(tx, { id: null, name: actor.name, from: actor.from }, userId, null);
  }
  return [
    { type: 'member.ended', subject: { type: 'member', id: userId }, data: { role: row.role } },
    ...keys,
    ...(await withdrawInvitations(tx, grant, user.email)),
  ];
}

/** Makes somebody a member again who was switched off. Throws 409 for whoever has joined another organization meanwhile. */
export async function startAgain(
  tx: Transaction,
  grant: Grant,
  { id, userId, user }: MemberRow,
  role: Role,
): Promise<DomainEvent[]> {
  const { organizationId } = grant;
  await assertOursAlone(tx, grant, userId);
  await tx.membership.updateMany({
    where: { organizationId, id },
    data: { endedAt: null, role, mayUsePassword: false },
  });
  await writeReach(tx, organizationId, userId, reachOfGivenRole(role));
  return [
    {
      type: 'member.added',
      subject: { type: 'member', id: userId },
      data: { name: user.name, email: user.email, role: roleNames[role] },
    },
    ...(await withdrawInvitations(tx, grant, user.email)),
  ];
}

/** Gives members the roles that their groups stand for, at once. The last administrator stays one. */
export async function applyGroupRoles(
  tx: Transaction,
  grant: Grant,
  membershipIds: readonly string[],
  defaultRole: Role,
): Promise<DomainEvent[]> {
  if (membershipIds.length === 0) return [];
  const { organizationId } = grant;
  await tx.$executeRaw`SELECT 1 FROM "Membership" WHERE "organizationId" = ${organizationId}::uuid AND ("role" = 'ADMINISTRATOR' OR "id" = ANY(${[...membershipIds]}::uuid[])) ORDER BY "id" FOR UPDATE`;
  const rows = await tx.membership.findMany({
    where: { organizationId, id: { in: [...membershipIds] }, endedAt: null },
    select: {
      id: true,
      role: true,
      userId: true,
      user: { select: { email: true } },
      groups: { where: { group: { removedAt: null } }, select: { group: { select: { role: true } } } },
    },
  });
  const events: DomainEvent[] = [];
  for (const row of rows) {
    const role = roleFrom(
      row.groups.map(({ group }) => group.role),
      defaultRole,
    );
    if (role === row.role) continue;
    if (row.role === 'ADMINISTRATOR') await assertWayIn(tx, organizationId, row.id);
    await tx.membership.updateMany({
      where: { organizationId, id: row.id },
      data: { role, ...(role !== 'ADMINISTRATOR' && { mayUsePassword: false }) },
    });
    await writeReach(tx, organizationId, row.userId, reachOfGivenRole(role));
    events.push(
      {
        type: 'member.role-changed',
        subject: { type: 'member', id: row.userId },
        data: { role: { from: row.role, to: role } },
      },
      ...(await withdrawInvitations(tx, grant, row.user.email)),
    );
  }
  if (rows.some(({ role }) => role === 'ADMINISTRATOR')) await assertAdministrated(tx, organizationId);
  return events;
}

async function assertAdministrated(tx: Transaction, organizationId: string): Promise<void> {
  const left = await tx.membership.count({ where: { organizationId, role: 'ADMINISTRATOR', endedAt: null } });
  if (left > 0) return;
  throw new ScimProblem(
    'INVALID',
    'An organization needs an administrator. Make somebody else one first.',
    'mutability',
  );
}

/** As the database demands: where single sign-on is required, somebody else remains who can come in without it. */
async function assertWayIn(tx: Transaction, organizationId: string, leaving: string): Promise<void> {
  const { signOn } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { signOn: true },
  });
  if (signOn !== 'REQUIRED') return;
  const others = await tx.membership.count({
    where: {
      organizationId,
      role: 'ADMINISTRATOR',
      endedAt: null,
      mayUsePassword: true,
      id: { not: leaving },
    },
  });
  if (others > 0) return;
  throw new ScimProblem(
    'INVALID',
    'Only this administrator can sign in when the sign-on provider is down. Name another one under Sign-in first.',
    'mutability',
  );
}
