import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { type Role, roles } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { tokenHash } from '@/lib/access/token';
import { idleDays, idleWarningDays } from '@/lib/person/model';
import { dayIn, now, toDay } from '@/lib/platform/clock';
import { type Transaction, unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { InvitationView, MemberView, OrganizationView, ReachView } from './model';

export async function getOrganization(grant: Grant<'organization:read'>): Promise<OrganizationView> {
  const { row, officers } = await read(grant, async (tx) => ({
    row: await tx.organization.findUnique({
      where: { id: grant.organizationId },
      select: {
        id: true,
        name: true,
        timeZone: true,
        country: true,
        isSample: true,
        secondFactorRequired: true,
        idleMinutes: true,
        sessionHours: true,
        separateSigner: true,
        asksPlan: true,
        evidenceKeepMonths: true,
        evidenceMaxMib: true,
        version: true,
      },
    }),
    officers: await countOfficers(tx, grant.organizationId),
  }));
  if (!row) throw notFound();
  const { id, ...view } = row;
  return { organizationId: id, ...view, officers };
}

/** People who prepare attestations today: a program is nobody's second pair of eyes. */
/** Whether the person who asks wants to be asked by mail to renew evidence, and in which organization. */
export function findRenewalMails(
  grant: Grant<'evidence:attach'>,
): Promise<{ renewalMails: boolean; organizationName: string } | null> {
  const { organizationId, actor } = grant;
  return read(grant, async (tx) => {
    const row = await tx.membership.findFirst({
      where: { organizationId, userId: actor.userId ?? '' },
      select: { renewalMails: true, organization: { select: { name: true } } },
    });
    return row && { renewalMails: row.renewalMails, organizationName: row.organization.name };
  });
}

export function countOfficers(tx: Transaction, organizationId: string): Promise<number> {
  const role = { in: roles.filter((one) => isAllowed(one, 'attestation:prepare')) };
  return tx.membership.count({ where: { organizationId, endedAt: null, role, user: { kind: 'PERSON' } } });
}

/** Members of today, in the order they joined. */
export function listMembers(grant: Grant<'member:read'>): Promise<MemberView[]> {
  return read(grant, (tx) => readMembers(tx, grant));
}

/** The same inside another transaction. */
export async function readMembers(tx: Transaction, grant: Grant<'member:read'>): Promise<MemberView[]> {
  const rows = await tx.membership.findMany({
    where: { organizationId: grant.organizationId, endedAt: null },
    select: {
      id: true,
      role: true,
      chosenOnly: true,
      accessUntil: true,
      integrations: {
        select: { integration: { select: { id: true, name: true } } },
        orderBy: { integration: { name: 'asc' } },
      },
      createdAt: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          kind: true,
          enabledAt: true,
          lockedUntil: true,
          authenticators: { where: { removedAt: null }, select: { id: true } },
          passkeys: { where: { removedAt: null }, select: { id: true }, take: 1 },
          sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } },
        },
      },
    },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map((row) => ({
    membershipId: row.id,
    userId: row.user.id,
    name: row.user.name,
    email: row.user.email,
    role: row.role as Role,
    reach: reachView(row, dayIn(grant.timeZone)),
    since: row.createdAt.toISOString(),
    lastSeenAt: row.user.sessions[0]?.lastSeenAt.toISOString() ?? null,
    idle: idleState(row.user, now()),
    lockedUntil:
      row.user.lockedUntil && row.user.lockedUntil > now() ? row.user.lockedUntil.toISOString() : null,
    isService: row.user.kind === 'SERVICE',
    isYou: row.user.id === grant.actor.userId,
    secondFactor: secondFactorOf(row.user),
  }));
}

function secondFactorOf(user: {
  authenticators: unknown[];
  passkeys: unknown[];
}): MemberView['secondFactor'] {
  const hasApp = user.authenticators.length > 0;
  if (user.passkeys.length > 0) return hasApp ? 'APP_AND_PASSKEY' : 'PASSKEY';
  return hasApp ? 'APP' : null;
}

/** 8.2.6, as last_used() in the database has it. */
function idleState(
  user: { enabledAt: Date; sessions: { lastSeenAt: Date }[] },
  instant: Date,
): MemberView['idle'] {
  const used = Math.max(user.enabledAt.getTime(), user.sessions[0]?.lastSeenAt.getTime() ?? 0);
  const days = (instant.getTime() - used) / 86_400_000;
  if (days > idleDays) return 'OFF';
  return days > idleDays - idleWarningDays ? 'SOON' : null;
}

function reachView(
  row: {
    chosenOnly: boolean;
    accessUntil: Date | null;
    integrations: { integration: { id: string; name: string } }[];
  },
  today: string,
): ReachView {
  const accessUntil = row.accessUntil && toDay(row.accessUntil);
  return {
    integrations: row.chosenOnly
      ? row.integrations.map(({ integration: { id, name } }) => ({ integrationId: id, name }))
      : null,
    accessUntil,
    hasEnded: accessUntil !== null && accessUntil < today,
  };
}

/** Integrations to choose from for an assessor, by name. */
export async function listReachable(
  grant: Grant<'member:manage'>,
): Promise<{ integrationId: string; name: string }[]> {
  const rows = await read(grant, (tx) =>
    tx.integration.findMany({
      where: { organizationId: grant.organizationId, archivedAt: null },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    }),
  );
  return rows.map(({ id, name }) => ({ integrationId: id, name }));
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
