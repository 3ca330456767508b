import 'server-only';
import { type Confirmation, unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { verifyPassword } from '@/lib/access/password';
import { givesSecondFactorAnew, providerProof } from '@/lib/access/rules';
import type { SessionContext } from '@/lib/access/session';
import { type InstanceEvent, instanceEventText, recordInstanceEvent } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { type Transaction, unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { tellOwner } from './notice';
import { checkSignature, ownerOf, spendSignature } from './passkey';
import { burnCode, findSecondFactors, lockPerson } from './second-factor';
import { replaceSession } from './session';

export type UserRow = { id: string; name: string; passwordHash: string; deactivatedAt: Date | null };

async function readUser(userId: string): Promise<UserRow | undefined> {
  const result = await unsafePool().query<UserRow>(
    'SELECT "id", "name", "passwordHash", "deactivatedAt" FROM "User" WHERE "id" = $1::uuid',
    [userId],
  );
  return result.rows[0];
}

export type ConfirmedPerson = {
  confirmation: Confirmation;
  /** The session goes on under this id. */
  sessionId: string;
  /** The password's hash at that moment: a change replaces this one and no other. */
  passwordHash: string;
};

/**
 * Asks again who somebody is before an act that binds the organization: the password, and the second factor unless it
 * was given in this session within the last quarter of an hour. Counts towards the lockout like a sign-in. A code moves
 * the session to a new id (`sessionId`), which the browser must get. In a session of single sign-on the provider's word
 * stands for the password, where it was asked just now. What a passkey has signed for this stands for all of them. Throws
 * INVALID with messages at `password` and `code`, where nothing says which of the two was wrong (8.5.1), or at `passkey`.
 */
export async function confirmPerson(
  session: SessionContext,
  input: { password: string; code: string; passkey?: string | undefined },
): Promise<ConfirmedPerson> {
  if (input.passkey) return confirmByPasskey(session, input.passkey);
  const user = await readUser(session.userId);
  const factor = user && (await findSecondFactors(user.id));
  const isByProvider = session.signOnOrganizationId !== null && input.password === providerProof;
  // A code that somebody typed is looked at, also while an earlier one still counts.
  const isAsked =
    Boolean(factor) && (givesSecondFactorAnew(session.secondFactorAt, now()) || input.code.trim() !== '');
  if (isAsked && input.code.trim() === '') {
    const words = factor?.app
      ? 'Enter the code of your authenticator app.'
      : 'Confirm with your passkey, or enter a recovery code.';
    throw new AppError('INVALID', undefined, { code: [words] });
  }
  if (isByProvider) await spendProviderProof(session);
  let matches =
    isByProvider || (await verifyPassword(user?.passwordHash ?? null, input.password.slice(0, 1000)));
  if (user && factor && isAsked && matches) {
    matches =
      !(await isLocked(user.id)) &&
      (await burnCode({ ...user, from: session.from }, factor, input.code)) !== null;
  }
  const isComplete = isAsked || !isByProvider;
  if (!user || (isComplete && !(await countAttempt(user, matches, session.from, 'WHOLE', 'ASKED_AGAIN')))) {
    const words = isAsked ? 'Password and code do not fit. A code works once.' : 'This is not your password.';
    throw new AppError('INVALID', undefined, { password: [words], ...(isAsked && { code: [words] }) });
  }
  const confirmation = unsafeMakeConfirmation(user.id);
  const { passwordHash } = user;
  const sessionId = await unsafeTransaction({ organizationId: null, userId: user.id }, (tx) =>
    replaceSession(tx, session, 'OWN', isAsked ? 'FACTOR' : 'PASSWORD'),
  );
  return { confirmation, passwordHash, sessionId };
}

/**
 * A challenge counts for this session, once, for five minutes. Refused signatures count towards the lockout, but a valid one
 * is taken while the password rests, as at the sign-in: who holds the passkey has confirmed who they are (8.3.4), and
 * otherwise a stranger's guesses would keep somebody from every act that asks for it.
 */
async function confirmByPasskey(session: SessionContext, proof: string): Promise<ConfirmedPerson> {
  const { userId, from } = session;
  const user = await readUser(userId);
  const signed = user && (await checkSignature('passkey step-up', ownerOf(session), proof));
  const sessionId =
    signed?.key.userId === userId
      ? await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
          await lockPerson(tx, userId);
          if (!(await spendSignature(tx, signed))) return null;
          await clearFailures(tx, userId);
          return replaceSession(tx, session, 'OWN', 'PASSKEY');
        })
      : null;
  if (!user || sessionId === null) {
    if (user) await countAttempt(user, false, from, 'WHOLE', 'ASKED_AGAIN');
    throw new AppError('INVALID', undefined, {
      passkey: ['The passkey was not accepted. A confirmation counts once, for five minutes: confirm again.'],
    });
  }
  return { confirmation: unsafeMakeConfirmation(userId), passwordHash: user.passwordHash, sessionId };
}

/** For five minutes the provider's word counts, for one act. Throws INVALID when there is none. */
async function spendProviderProof(session: SessionContext): Promise<void> {
  const spent = await unsafePool().query(
    `UPDATE "Session" SET "signOnConfirmedAt" = NULL
      WHERE "id" = $1::uuid AND "userId" = $2::uuid AND "revokedAt" IS NULL AND "signOnConfirmedAt" > now() - interval '5 minutes'`,
    [session.sessionId, session.userId],
  );
  if (spent.rowCount === 1) return;
  throw new AppError('INVALID', undefined, {
    password: ['Confirm with your company’s sign-on. It counts for five minutes and for one act.'],
  });
}

/**
 * The password alone, for somebody who has no session here: joining another organization with an account of this site.
 * Counts towards the lockout. Throws INVALID with a message at the field `password`.
 */
export async function confirmPassword(
  userId: string,
  password: string,
  from?: string,
): Promise<Confirmation> {
  const user = await readUser(userId);
  const matches = await verifyPassword(user?.passwordHash ?? null, password.slice(0, 1000));
  if (!user || !(await countAttempt(user, matches, from, 'PART'))) {
    throw new AppError('INVALID', undefined, { password: ['This is not your password.'] });
  }
  return unsafeMakeConfirmation(user.id);
}

/** A code must not burn while the account rests: the right one would be lost for when it opens again. */
export async function isLocked(userId: string): Promise<boolean> {
  const found = await unsafePool().query(
    'SELECT 1 FROM "User" WHERE "id" = $1::uuid AND "lockedUntil" > now()',
    [userId],
  );
  return found.rowCount === 1;
}

/** A whole proof wipes out the failures before it. False while the account rests, and it goes on to rest. */
export async function clearFailures(tx: Transaction, userId: string): Promise<boolean> {
  const cleared = await tx.$executeRaw`
    UPDATE "User" SET "failedAttempts" = 0, "lockedUntil" = NULL
     WHERE "id" = ${userId}::uuid AND ("lockedUntil" IS NULL OR "lockedUntil" <= now())`;
  return cleared === 1;
}

/** 8.3.4: ten failures lock the account for 30 minutes, in one atomic statement, across processes and addresses. */
export async function countAttempt(
  user: Pick<UserRow, 'id' | 'name'>,
  matches: boolean,
  from: string | undefined,
  proof: 'WHOLE' | 'PART' = 'WHOLE',
  occasion: 'SIGN_IN' | 'ASKED_AGAIN' = 'SIGN_IN',
): Promise<boolean> {
  const actor = { id: user.id, name: user.name, from };
  const subject = { type: 'account', id: user.id };
  if (matches && proof === 'PART') {
    // The password alone must not wipe out what wrong codes have counted up.
    if (!(await isLocked(user.id))) return true;
    await recordInstanceEvent({ type: 'sign-in.failed', actor, subject, data: { reason: 'locked' } });
    return false;
  }
  if (matches) {
    const whose = { organizationId: null, userId: user.id };
    if (await unsafeTransaction(whose, (tx) => clearFailures(tx, user.id))) return true;
    await recordInstanceEvent({ type: 'sign-in.failed', actor, subject, data: { reason: 'locked' } });
    return false;
  }
  const failed: InstanceEvent = {
    type: 'sign-in.failed',
    actor,
    subject,
    ...(occasion === 'ASKED_AGAIN' && { data: { reason: 'asked again in an open session' } }),
  };
  const locked: InstanceEvent = { type: 'sign-in.locked', actor, subject };
  // One statement and one flush to the disk, as for an address that nobody has: the time tells them apart otherwise.
  const counted = await unsafePool().query<{ lockedNow: boolean }>(
    `WITH counted AS (
       UPDATE "User" SET
         "failedAttempts" = CASE WHEN "lockedUntil" <= now() THEN 1 ELSE "failedAttempts" + 1 END,
         "lockedUntil" = CASE WHEN "lockedUntil" > now() THEN "lockedUntil"
                              WHEN "lockedUntil" IS NULL AND "failedAttempts" + 1 >= 10 THEN now() + interval '30 minutes'
                              ELSE NULL END
       WHERE "id" = $1::uuid RETURNING ("failedAttempts" = 10 AND "lockedUntil" IS NOT NULL) AS "lockedNow")
     SELECT "lockedNow", append_instance_event(CASE WHEN "lockedNow" THEN $2 ELSE $3 END, $1::uuid, $4, 'account', ($1::uuid)::text,
              CASE WHEN "lockedNow" THEN $5 ELSE $6 END) FROM counted`,
    [user.id, locked.type, failed.type, user.name, instanceEventText(locked), instanceEventText(failed)],
  );
  if (counted.rows[0]?.lockedNow) tellOwner(user.id, 'sign-in.locked', from);
  return false;
}
