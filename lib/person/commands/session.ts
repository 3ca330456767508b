import 'server-only';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import { verifyPassword } from '@/lib/access/password';
import type { SessionContext } from '@/lib/access/session';
import { recordInstanceEvent } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { emailAddress } from '../model';
import { recordBypass } from '../operations/break-glass';
import { countAttempt, isLocked, type UserRow } from '../operations/confirm';
import { tellOfNewBrowser } from '../operations/notice';
import { anybody, checkSignature, type Signed, spendSignature } from '../operations/passkey';
import {
  burnCode,
  type FactorUsed,
  findSecondFactors,
  type SecondFactors,
} from '../operations/second-factor';
import { openSession } from '../operations/session';

type Credentials = {
  email: string;
  password: string;
  /** Of the authenticator app, or a recovery code; empty for somebody who has neither yet. */
  code: string;
  /** What a passkey has signed, in place of a code. */
  passkey?: string | undefined;
  userAgent: string;
  /** The session that this browser had, if any: it ends with the new one. */
  formerSessionId: string | null;
  /** The address of the request, where it is known. */
  from?: string | undefined;
};

/**
 * Checks e-mail, password and second factor together and starts a session. Returns null for every kind of refusal
 * (unknown, wrong, locked, deactivated) after the same work, so that an answer tells nothing about the account and not
 * which factor was wrong (8.5.1). Whoever has no second factor yet gets a session that can only set one up, where an
 * organization of theirs asks for one.
 */
export async function startSession(
  input: Credentials,
): Promise<{ userId: string; sessionId: string } | null> {
  // What is no address belongs to nobody: refused and recorded like any other that is unknown.
  const email = emailAddress.safeParse(input.email);
  const user = email.success ? await findUser(email.data) : undefined;
  const factors = user ? await findSecondFactors(user.id) : null;
  const signed = input.passkey ? await checkSignature('passkey sign-in', anybody, input.passkey) : null;
  let matches = await verifyPassword(user?.passwordHash ?? null, input.password.slice(0, 1000));
  // Where only the organization's provider opens anything, the right password is as good as a wrong one.
  if (user?.needsSignOn) matches = false;
  if (!user || user.deactivatedAt) {
    await recordInstanceEvent({
      type: 'sign-in.failed',
      actor: { id: null, name: 'unknown', from: input.from },
      subject: { type: 'account', id: user?.id ?? 'unknown' },
    });
    return null;
  }
  let used: FactorUsed | null = null;
  if (factors && matches && !(await isLocked(user.id))) {
    if (!input.passkey) used = await burnCode({ ...user, from: input.from }, factors, input.code);
    else if (signed?.key.userId === user.id) used = 'PASSKEY';
  }
  if (factors && used === null) matches = false;
  if (!(await countAttempt(user, matches, input.from))) return null;
  const proof = { factors, used, signed: used === 'PASSKEY' ? signed : null };
  const sessionId = await insertSession(user, proof, input);
  if (!sessionId) {
    // A signature that was spent already is a failure like any other.
    if (proof.signed) await countAttempt(user, false, input.from);
    return null;
  }
  await recordBypass({ id: user.id, name: user.name, from: input.from });
  tellOfNewBrowser(user.id, sessionId, input.from);
  return { userId: user.id, sessionId };
}

async function findUser(email: string): Promise<(UserRow & { needsSignOn: boolean }) | undefined> {
  const result = await unsafePool().query<UserRow & { needsSignOn: boolean }>(
    'SELECT * FROM sign_in_account($1)',
    [email],
  );
  return result.rows[0];
}

/**
 * Null when the password or the second factors that were just checked are no longer theirs: a change must leave no session
 * of the old ones, and a new factor none without it. Null, too, for a signature that was spent already.
 */
async function insertSession(
  user: UserRow,
  proof: { factors: SecondFactors | null; used: FactorUsed | null; signed: Signed | null },
  browser: Pick<Credentials, 'userAgent' | 'formerSessionId' | 'from'>,
): Promise<string | null> {
  const userId = user.id;
  return unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    const current = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "User" WHERE "id" = ${userId}::uuid AND "passwordHash" = ${user.passwordHash}
         AND "deactivatedAt" IS NULL FOR SHARE`;
    const factor = await tx.authenticator.findFirst({
      where: { userId, removedAt: null },
      select: { id: true },
    });
    const passkeys = await tx.passkey.count({ where: { userId, removedAt: null } });
    const { factors, used, signed } = proof;
    if (current.length === 0 || factor?.id !== factors?.app?.id || passkeys !== (factors?.passkeys ?? 0))
      return null;
    if (signed && !(await spendSignature(tx, signed))) return null;
    const sessionId = await openSession(tx, userId, browser, factors !== null);
    await recordInstanceEvent(
      {
        type: 'session.started',
        actor: { id: userId, name: user.name, from: browser.from },
        subject: { type: 'session', id: sessionId },
        data: { secondFactor: used },
      },
      tx,
    );
    return sessionId;
  });
}

/** Ends the person's own session row; the cookie is worthless from then on. */
export async function endSession(session: SessionContext): Promise<void> {
  const { sessionId, userId, userName, from } = session;
  await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    const ended = await tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { revokedAt: now() },
    });
    if (ended.count === 0) return;
    const actor = { id: userId, name: userName, from };
    await recordInstanceEvent(
      { type: 'session.ended', actor, subject: { type: 'session', id: sessionId } },
      tx,
    );
  });
}

/**
 * Ends one of the person's other sessions, or all others when no id is given. A provider speaks for one organization, so a
 * session that it vouched for ends none but its own kind. Returns how many were ended.
 */
export async function revokeSessions(
  session: SessionContext,
  confirmation: Confirmation,
  sessionId: string | null,
): Promise<number> {
  const { userId, userName, from, signOnOrganizationId } = session;
  assertConfirmed(confirmation, userId);
  return unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    const ended = await tx.session.updateManyAndReturn({
      where: {
        userId,
        revokedAt: null,
        AND: [{ id: { not: session.sessionId } }, ...(sessionId === null ? [] : [{ id: sessionId }])],
        ...(signOnOrganizationId !== null && { signOnOrganizationId }),
      },
      data: { revokedAt: now() },
      select: { id: true },
    });
    if (sessionId !== null && ended.length === 0) {
      throw new AppError('NOT_FOUND', 'This session has ended already.');
    }
    const actor = { id: userId, name: userName, from };
    for (const { id } of ended) {
      await recordInstanceEvent({ type: 'session.revoked', actor, subject: { type: 'session', id } }, tx);
    }
    return ended.length;
  });
}
