import 'server-only';
import { type Confirmation, unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { verifyPassword } from '@/lib/access/password';
import { recordInstanceEvent } from '@/lib/audit-trail/commit';
import { unsafePool } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

export type UserRow = { id: string; name: string; passwordHash: string; deactivatedAt: Date | null };

/**
 * Asks for the password again before an act that binds the organization (signing). Counts towards the lockout like a
 * sign-in. Throws INVALID with a message at the field `password`.
 */
export async function confirmPassword(userId: string, password: string): Promise<Confirmation> {
  const result = await unsafePool().query<UserRow>(
    'SELECT "id", "name", "passwordHash", "deactivatedAt" FROM "User" WHERE "id" = $1::uuid',
    [userId],
  );
  const user = result.rows[0];
  const matches = await verifyPassword(user?.passwordHash ?? null, password.slice(0, 1000));
  if (!user || !(await countAttempt(user, matches))) {
    throw new AppError('INVALID', undefined, { password: ['This is not your password.'] });
  }
  return unsafeMakeConfirmation(user.id);
}

/** 8.3.4: ten failures lock the account for 30 minutes, in one atomic statement, across processes and addresses. */
export async function countAttempt(user: UserRow, matches: boolean): Promise<boolean> {
  const actor = { id: user.id, name: user.name };
  const subject = { type: 'account', id: user.id };
  if (matches) {
    const cleared = await unsafePool().query(
      'UPDATE "User" SET "failedAttempts" = 0, "lockedUntil" = NULL WHERE "id" = $1::uuid AND ("lockedUntil" IS NULL OR "lockedUntil" <= now())',
      [user.id],
    );
    if (cleared.rowCount === 1) return true;
    await recordInstanceEvent({ type: 'sign-in.failed', actor, subject, data: { reason: 'locked' } });
    return false;
  }
  const counted = await unsafePool().query<{ lockedNow: boolean }>(
    `UPDATE "User" SET
       "failedAttempts" = CASE WHEN "lockedUntil" <= now() THEN 1 ELSE "failedAttempts" + 1 END,
       "lockedUntil" = CASE WHEN "lockedUntil" > now() THEN "lockedUntil"
                            WHEN "lockedUntil" IS NULL AND "failedAttempts" + 1 >= 10 THEN now() + interval '30 minutes'
                            ELSE NULL END
     WHERE "id" = $1::uuid RETURNING ("failedAttempts" = 10 AND "lockedUntil" IS NOT NULL) AS "lockedNow"`,
    [user.id],
  );
  await recordInstanceEvent({
    type: counted.rows[0]?.lockedNow ? 'sign-in.locked' : 'sign-in.failed',
    actor,
    subject,
  });
  return false;
}
