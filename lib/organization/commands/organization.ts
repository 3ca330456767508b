import 'server-only';
import { v7 as newId } from 'uuid';
import { grantFor } from '@/lib/access/authorize';
import { type Grant, systemGrant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import type { SessionContext } from '@/lib/access/session';
import { tokenHash } from '@/lib/access/token';
import { commit, recordInstanceEvent, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { hashNewPassword } from '@/lib/person/new-password';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { SetUpInput } from '../model';

/**
 * Makes the organization and its first administrator; the one-time token is consumed in the same transaction.
 * Throws FORBIDDEN when the token is used or unknown, or somebody was set up already.
 */
export async function setUpInstance(
  input: SetUpInput,
  from?: string,
): Promise<{ organizationId: string; userId: string }> {
  const organizationId = newId();
  const userId = newId();
  const passwordHash = await hashNewPassword({
    password: input.password,
    field: 'password',
    about: [input.name, input.email, input.organizationName],
  });
  const grant = systemGrant('set-up', 'organization:manage', organizationId, {
    userId,
    name: input.name,
    from,
  });
  return commit(grant, async (tx) => {
    await consumeSetUpToken(tx, input.token);
    await tx.user.create({ data: { id: userId, email: input.email, name: input.name, passwordHash } });
    await insertOrganization(tx, {
      organizationId,
      userId,
      ...input,
      name: input.organizationName,
      isSample: false,
    });
    await recordInstanceEvent(
      {
        type: 'instance.set-up',
        actor: { id: userId, name: input.name, from },
        subject: { type: 'organization', id: organizationId },
      },
      tx,
    );
    return {
      result: { organizationId, userId },
      events: [
        {
          type: 'organization.created',
          subject: { type: 'organization', id: organizationId },
          data: { name: input.organizationName, timeZone: input.timeZone, country: input.country },
        },
        {
          type: 'member.added',
          subject: { type: 'member', id: userId },
          data: { name: input.name, email: input.email, role: 'ADMINISTRATOR' },
        },
      ],
    };
  });
}

async function consumeSetUpToken(tx: Transaction, token: string): Promise<void> {
  const used = await tx.setupToken.updateMany({
    where: { tokenHash: tokenHash(token), usedAt: null },
    data: { usedAt: new Date() },
  });
  if (used.count !== 1 || (await tx.user.count()) > 0) {
    throw new AppError(
      'FORBIDDEN',
      'This set-up address was used already, or a newer one was printed since.',
    );
  }
}

async function insertOrganization(
  tx: Transaction,
  row: {
    organizationId: string;
    userId: string;
    name: string;
    timeZone: string;
    country: string;
    isSample: boolean;
  },
): Promise<void> {
  await tx.organization.create({
    data: {
      id: row.organizationId,
      name: row.name,
      timeZone: row.timeZone,
      country: row.country,
      isSample: row.isSample,
    },
  });
  await tx.membership.create({
    data: { organizationId: row.organizationId, userId: row.userId, role: 'ADMINISTRATOR' },
  });
}

/** Changes name, time zone or country. Throws CONFLICT when somebody changed it since `version`. */
export async function changeOrganization(
  grant: Grant<'organization:manage'>,
  input: { name: string; timeZone: string; country: string; version: number },
): Promise<void> {
  await commit(grant, async (tx) => {
    const { version, ...fields } = input;
    const before = await tx.organization.findUniqueOrThrow({ where: { id: grant.organizationId } });
    const changed = await tx.organization.updateMany({
      where: { id: grant.organizationId, version },
      data: { ...fields, version: version + 1 },
    });
    if (changed.count !== 1) throw new AppError('CONFLICT');
    return {
      result: undefined,
      events: [
        {
          type: 'organization.changed',
          subject: { type: 'organization', id: grant.organizationId },
          data: changesBetween(before, fields, ['name', 'timeZone', 'country']),
        },
      ],
    };
  });
}

/**
 * Lets the person work in another organization of theirs, which stands in the log of that one: the one that they leave
 * learns nothing of it. Throws NOT_FOUND when they are not a member of it.
 */
export async function switchOrganization(session: SessionContext, organizationId: string): Promise<void> {
  const { userId, signOnOrganizationId } = session;
  const place = await unsafeTransaction({ organizationId: null, userId }, (tx) => placeIn(tx));
  if (!place) throw notFound();
  const grant = grantFor({ ...session, ...place, organizationId }, 'organization:read');
  await commit(grant, async (tx) => {
    if ((await placeIn(tx))?.role !== place.role) throw notFound();
    const moved = await tx.session.updateMany({
      where: {
        id: session.sessionId,
        userId,
        OR: [{ organizationId: null }, { organizationId: { not: organizationId } }],
      },
      data: { organizationId },
    });
    if (moved.count === 0) return unchanged(undefined);
    return {
      result: undefined,
      events: [{ type: 'member.entered', subject: { type: 'member', id: userId }, data: {} }],
    };
  });

  async function placeIn(tx: Transaction): Promise<{ role: Role; timeZone: string } | undefined> {
    const [reached] = await tx.$queryRaw<{ role: Role; timeZone: string }[]>`
      SELECT m."role", o."timeZone" FROM "Membership" m JOIN "Organization" o ON o."id" = m."organizationId"
       WHERE m."organizationId" = ${organizationId}::uuid AND o."isReady" AND m."userId" = ${userId}::uuid AND is_current(m."endedAt", m."accessUntil", o."timeZone")
         AND session_reaches(${signOnOrganizationId ?? null}::uuid, o."id", o."isSample", o."signOn", m."role", m."mayUsePassword")`;
    return reached;
  }
}
