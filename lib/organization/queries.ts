import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { read } from '@/lib/access/read';
import { tokenHash } from '@/lib/access/token';
import { unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { InvitationView, MemberView, OrganizationView } from './model';

export async function getOrganization(grant: Grant<'organization:read'>): Promise<OrganizationView> {
  const row = await read(grant, (tx) =>
    tx.organization.findUnique({
      where: { id: grant.organizationId },
      select: { id: true, name: true, timeZone: true, country: true, isSample: true, version: true },
    }),
  );
  if (!row) throw notFound();
  const { id, ...view } = row;
  return { organizationId: id, ...view };
}

/** Members of today, in the order they joined. */
export async function listMembers(grant: Grant<'member:read'>): Promise<MemberView[]> {
  const rows = await read(grant, (tx) =>
    tx.membership.findMany({
      where: { organizationId: grant.organizationId, endedAt: null },
      select: {
        id: true,
        role: true,
        createdAt: true,
        user: { select: { id: true, name: true, email: true } },
      },
      orderBy: { createdAt: 'asc' },
    }),
  );
  return rows.map((row) => ({
    membershipId: row.id,
    userId: row.user.id,
    name: row.user.name,
    email: row.user.email,
    role: row.role as Role,
    since: row.createdAt.toISOString(),
    isYou: row.user.id === grant.actor.userId,
  }));
}

/** Invitations that still wait for an answer. */
export async function listInvitations(grant: Grant<'member:manage'>): Promise<InvitationView[]> {
  const rows = await read(grant, (tx) =>
    tx.invitation.findMany({
      where: {
        organizationId: grant.organizationId,
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: new Date() },
      },
      select: { id: true, name: true, email: true, role: true, expiresAt: true },
      orderBy: { createdAt: 'desc' },
    }),
  );
  return rows.map(({ id, role, expiresAt, ...row }) => ({
    invitationId: id,
    ...row,
    role: role as Role,
    expiresAt: expiresAt.toISOString(),
  }));
}

/** What the holder of an invitation link may see before accepting; null for a used, withdrawn or expired one. */
export async function findInvitation(token: string): Promise<{
  organizationName: string;
  name: string;
  email: string;
  role: Role;
  hasAccount: boolean;
} | null> {
  return unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.invitation', ${tokenHash(token)}, true)`;
    const invitation = await tx.invitation.findUnique({
      where: {
        tokenHash: tokenHash(token),
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: new Date() },
      },
      select: { organizationId: true, name: true, email: true, role: true },
    });
    if (!invitation) return null;
    await tx.$executeRaw`SELECT set_config('app.organization_id', ${invitation.organizationId}, true)`;
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: invitation.organizationId },
      select: { name: true },
    });
    const account = await tx.user.findUnique({ where: { email: invitation.email }, select: { id: true } });
    return {
      organizationName: organization.name,
      name: invitation.name,
      email: invitation.email,
      role: invitation.role as Role,
      hasAccount: account !== null,
    };
  });
}

/** Whether this set-up token opens /setup: known, unused, and nobody set up yet. */
export async function isSetUpTokenValid(token: string): Promise<boolean> {
  const result = await unsafePool().query<{ valid: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM "SetupToken" WHERE "tokenHash" = $1 AND "usedAt" IS NULL)
        AND NOT EXISTS (SELECT 1 FROM "User") AS valid`,
    [tokenHash(token)],
  );
  return result.rows[0]?.valid === true;
}
