import 'server-only';
import { type SessionContext, sessionMaxAge } from '@/lib/access/session';
import { type InstanceActor, recordInstanceEvent } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { idleDays } from '../model';

/** Ends a person's running sessions, all or all but one, with an event for each. */
export async function endSessions(
  tx: Transaction,
  actor: InstanceActor,
  userId: string,
  exceptId: string | null,
): Promise<void> {
  const ended = await tx.session.updateManyAndReturn({
    where: { userId, revokedAt: null, ...(exceptId !== null && { id: { not: exceptId } }) },
    data: { revokedAt: now() },
    select: { id: true },
  });
  for (const { id } of ended) {
    await recordInstanceEvent({ type: 'session.revoked', actor, subject: { type: 'session', id } }, tx);
  }
}

/** How somebody proved who they are: with a second factor of ours, the password alone, or at their organization's provider. */
export type Proof = 'FACTOR' | 'PASSKEY' | 'PASSWORD' | 'PROVIDER' | 'PROVIDER_WITH_FACTOR';

const confirmedBy = {
  FACTOR: 'person.confirmed',
  PASSKEY: 'person.confirmed-by-passkey',
  PASSWORD: 'person.confirmed-by-password',
  PROVIDER: 'person.confirmed-by-provider',
  PROVIDER_WITH_FACTOR: 'person.confirmed-by-provider',
} as const;

/**
 * Goes on under a new id, as after every proof of who somebody is: whoever had the old id has nothing. With `ALL` the
 * person's other sessions end too. The end of the session stays where it was.
 */
export async function replaceSession(
  tx: Transaction,
  session: SessionContext,
  ending: 'OWN' | 'ALL',
  proof: Proof = 'FACTOR',
): Promise<string> {
  const { userId, sessionId } = session;
  const [own] = await tx.session.updateManyAndReturn({
    where: { userId, revokedAt: null, id: sessionId },
    data: { revokedAt: now() },
  });
  if (!own) throw new AppError('UNAUTHENTICATED');
  const actor = { id: userId, name: session.userName, from: session.from };
  if (ending === 'ALL') await endSessions(tx, actor, userId, null);
  const next = await tx.session.create({
    data: {
      userId,
      organizationId: own.organizationId,
      absoluteEnd: own.absoluteEnd,
      userAgent: own.userAgent,
      signOnOrganizationId: own.signOnOrganizationId,
      secondFactorAt: proof === 'PROVIDER' || proof === 'PASSWORD' ? own.secondFactorAt : now(),
      signOnConfirmedAt: proof === 'PROVIDER' || proof === 'PROVIDER_WITH_FACTOR' ? now() : null,
    },
    select: { id: true },
  });
  const type = confirmedBy[proof];
  await recordInstanceEvent({ type, actor, subject: { type: 'session', id: next.id } }, tx);
  return next.id;
}

/**
 * The person's name. Throws WRONG_STATE for an account that nobody used for 90 days (8.2.6); its owner has just proven who
 * they are.
 */
async function assertInUse(tx: Transaction, userId: string, from: string | undefined): Promise<string> {
  const [user] = await tx.$queryRaw<{ name: string; isIdle: boolean }[]>`
    SELECT "name", last_used("id") < now() - make_interval(days => ${idleDays}::int) AS "isIdle" FROM "User" WHERE "id" = ${userId}::uuid`;
  if (!user?.isIdle) return user?.name ?? '';
  // Beside this transaction, which ends here.
  await recordInstanceEvent({
    type: 'sign-in.failed',
    actor: { id: userId, name: user.name, from },
    subject: { type: 'account', id: userId },
    data: { reason: 'not used for 90 days' },
  });
  throw new AppError('WRONG_STATE', 'This account was not used for 90 days.');
}

type Browser = { userAgent: string; formerSessionId: string | null; from?: string | undefined };

/**
 * A session for somebody who has just proven who they are. It works where the person worked last, else in their first
 * organization (a real one before the sample); after a provider's word in that provider's organization. The session that
 * their browser had before ends. Throws WRONG_STATE for an account that is off because nobody used it.
 */
export async function openSession(
  tx: Transaction,
  userId: string,
  { userAgent, formerSessionId, from }: Browser,
  hasSecondFactor: boolean,
  signOnOrganizationId: string | null = null,
): Promise<string> {
  const name = await assertInUse(tx, userId, from);
  const organizationId = signOnOrganizationId ?? (await chooseOrganization(tx, userId));
  if (formerSessionId) {
    const former = await tx.session.updateMany({
      where: { id: formerSessionId, userId, revokedAt: null },
      data: { revokedAt: now() },
    });
    if (former.count > 0) {
      const subject = { type: 'session', id: formerSessionId };
      await recordInstanceEvent(
        {
          type: 'session.ended',
          actor: { id: userId, name, from },
          subject,
          data: { reason: 'signed in again' },
        },
        tx,
      );
    }
  }
  const session = await tx.session.create({
    data: {
      userId,
      organizationId,
      signOnOrganizationId,
      absoluteEnd: new Date(now().getTime() + sessionMaxAge * 1000),
      userAgent: userAgent.slice(0, 300),
      secondFactorAt: hasSecondFactor ? now() : null,
    },
    select: { id: true },
  });
  return session.id;
}

async function chooseOrganization(tx: Transaction, userId: string): Promise<string | null> {
  const reached = await tx.$queryRaw<{ organizationId: string; isSample: boolean }[]>`
    SELECT m."organizationId", o."isSample" FROM "Membership" m JOIN "Organization" o ON o."id" = m."organizationId"
     WHERE m."userId" = ${userId}::uuid AND m."endedAt" IS NULL AND o."isReady"
       AND session_reaches(NULL, o."id", o."isSample", o."signOn", m."role", m."mayUsePassword")
     ORDER BY m."createdAt"`;
  const last = await tx.session.findFirst({
    where: { userId, organizationId: { in: reached.map((membership) => membership.organizationId) } },
    orderBy: { createdAt: 'desc' },
    select: { organizationId: true },
  });
  const first = reached.find((membership) => !membership.isSample) ?? reached[0];
  return last?.organizationId ?? first?.organizationId ?? null;
}

/** Whether password and passkey open nothing of what this person belongs to. The transaction must be theirs. */
export async function needsSignOn(tx: Transaction, userId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ needed: boolean }[]>`SELECT needs_sign_on(${userId}::uuid) AS needed`;
  return row?.needed === true;
}

/** Ends the running sessions that an organization's provider vouched for: everybody's, or one person's. */
export async function endSignOnSessions(
  tx: Transaction,
  actor: InstanceActor,
  organizationId: string,
  userId?: string,
): Promise<void> {
  const ended = await tx.session.updateManyAndReturn({
    where: { signOnOrganizationId: organizationId, revokedAt: null, ...(userId && { userId }) },
    data: { revokedAt: now() },
    select: { id: true },
  });
  for (const { id } of ended) {
    await recordInstanceEvent({ type: 'session.revoked', actor, subject: { type: 'session', id } }, tx);
  }
}
