import 'server-only';
import { verifyPassword } from '@/lib/access/password';
import { type SessionContext, sessionMaxAge } from '@/lib/access/session';
import { recordInstanceEvent } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { emailAddress } from './model';
import { hashNewPassword, REMEMBERED_PASSWORDS } from './new-password';
import { confirmPassword, countAttempt, type UserRow } from './operations';

type Credentials = { email: string; password: string; userAgent: string };

/**
 * Checks e-mail and password and starts a session. Returns null for every kind of refusal (unknown, wrong, locked,
 * deactivated) after the same work, so that an answer tells nothing about the account.
 */
export async function startSession(
  input: Credentials,
): Promise<{ userId: string; sessionId: string } | null> {
  // What is no address belongs to nobody: refused and recorded like any other that is unknown.
  const email = emailAddress.safeParse(input.email);
  const user = email.success ? await findUser(email.data) : undefined;
  const matches = await verifyPassword(user?.passwordHash ?? null, input.password.slice(0, 1000));
  if (!user || user.deactivatedAt) {
    await recordInstanceEvent({
      type: 'sign-in.failed',
      actor: { id: null, name: 'unknown' },
      subject: { type: 'account', id: user?.id ?? 'unknown' },
    });
    return null;
  }
  if (!(await countAttempt(user, matches))) return null;
  const sessionId = await insertSession(user, input.userAgent);
  if (!sessionId) return null;
  await recordInstanceEvent({
    type: 'session.started',
    actor: { id: user.id, name: user.name },
    subject: { type: 'session', id: sessionId },
  });
  return { userId: user.id, sessionId };
}

async function findUser(email: string): Promise<UserRow | undefined> {
  const result = await unsafePool().query<UserRow>(
    'SELECT "id", "name", "passwordHash", "deactivatedAt" FROM "User" WHERE "email" = $1',
    [email],
  );
  return result.rows[0];
}

/**
 * The new session works where the person worked last, else in their first organization (a real one before the sample).
 * Null when the password that was just checked is no longer theirs: a change must leave no session of the old one.
 */
async function insertSession(user: UserRow, userAgent: string): Promise<string | null> {
  const userId = user.id;
  return unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    const current = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "User" WHERE "id" = ${userId}::uuid AND "passwordHash" = ${user.passwordHash}
         AND "deactivatedAt" IS NULL FOR SHARE`;
    if (current.length === 0) return null;
    const memberships = await tx.membership.findMany({
      where: { userId, endedAt: null },
      select: { organizationId: true, organization: { select: { isSample: true } } },
      orderBy: { createdAt: 'asc' },
    });
    const last = await tx.session.findFirst({
      where: { userId, organizationId: { in: memberships.map((membership) => membership.organizationId) } },
      orderBy: { createdAt: 'desc' },
      select: { organizationId: true },
    });
    const first = memberships.find((membership) => !membership.organization.isSample) ?? memberships[0];
    const session = await tx.session.create({
      data: {
        userId,
        organizationId: last?.organizationId ?? first?.organizationId ?? null,
        absoluteEnd: new Date(Date.now() + sessionMaxAge * 1000),
        userAgent: userAgent.slice(0, 300),
      },
      select: { id: true },
    });
    return session.id;
  });
}

/** Ends the person's own session row; the cookie is worthless from then on. */
export async function endSession(session: SessionContext): Promise<void> {
  await unsafePool().query(
    'UPDATE "Session" SET "revokedAt" = now() WHERE "id" = $1::uuid AND "userId" = $2::uuid AND "revokedAt" IS NULL',
    [session.sessionId, session.userId],
  );
  await recordInstanceEvent({
    type: 'session.ended',
    actor: { id: session.userId, name: session.userName },
    subject: { type: 'session', id: session.sessionId },
  });
}

/** Ends one of the person's other sessions, or all others when no id is given. Returns how many were ended. */
export async function revokeSessions(session: SessionContext, sessionId: string | null): Promise<number> {
  const ended = await unsafePool().query<{ id: string }>(
    `UPDATE "Session" SET "revokedAt" = now() WHERE "userId" = $1::uuid AND "revokedAt" IS NULL AND "id" <> $2::uuid
       AND ($3::uuid IS NULL OR "id" = $3::uuid) RETURNING "id"`,
    [session.userId, session.sessionId, sessionId],
  );
  if (sessionId !== null && ended.rows.length === 0)
    throw new AppError('NOT_FOUND', 'This session has ended already.');
  for (const row of ended.rows) {
    await recordInstanceEvent({
      type: 'session.revoked',
      actor: { id: session.userId, name: session.userName },
      subject: { type: 'session', id: row.id },
    });
  }
  return ended.rowCount ?? 0;
}

/** The current password's hash and those before it, newest first; as many as 8.3.7 asks to remember. */
async function formerHashes(userId: string): Promise<string[]> {
  const result = await unsafePool().query<{ passwordHash: string }>(
    `SELECT "passwordHash" FROM (
       SELECT "passwordHash", now() AS at FROM "User" WHERE "id" = $1::uuid
       UNION ALL SELECT "passwordHash", "replacedAt" FROM "FormerPassword" WHERE "userId" = $1::uuid) p
     ORDER BY at DESC LIMIT $2`,
    [userId, REMEMBERED_PASSWORDS],
  );
  return result.rows.map((row) => row.passwordHash);
}

/**
 * Changes the password after asking for the old one, and ends all other sessions. Throws INVALID at `newPassword` when
 * it is easy to guess or one of the last four.
 */
export async function changePassword(
  session: SessionContext,
  input: { currentPassword: string; newPassword: string },
): Promise<void> {
  try {
    await confirmPassword(session.userId, input.currentPassword);
  } catch (error) {
    if (error instanceof AppError && error.fieldErrors) {
      throw new AppError('INVALID', undefined, { currentPassword: ['This is not your current password.'] });
    }
    throw error;
  }
  const { userId } = session;
  const former = await formerHashes(userId);
  const passwordHash = await hashNewPassword({
    password: input.newPassword,
    field: 'newPassword',
    about: [session.userName, session.email, session.organizationName ?? ''],
    former,
  });
  await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    const [current] = former;
    const changed = await tx.user.updateMany({
      where: { id: userId, passwordHash: current ?? '' },
      data: { passwordHash },
    });
    if (!current || changed.count !== 1)
      throw new AppError('CONFLICT', 'Your password was changed elsewhere just now. Use the new one.');
    await tx.formerPassword.create({ data: { userId, passwordHash: current } });
    const ended = await tx.session.updateManyAndReturn({
      where: { userId, revokedAt: null, id: { not: session.sessionId } },
      data: { revokedAt: now() },
      select: { id: true },
    });
    const actor = { id: userId, name: session.userName };
    await recordInstanceEvent(
      { type: 'password.changed', actor, subject: { type: 'account', id: userId } },
      tx,
    );
    for (const { id } of ended) {
      await recordInstanceEvent({ type: 'session.revoked', actor, subject: { type: 'session', id } }, tx);
    }
  });
}
