import 'server-only';
import { now } from '@/lib/platform/clock';
import { type Transaction, unsafePool } from '@/lib/platform/db';
import { REMEMBERED_PASSWORDS } from '../new-password';

/** The current password's hash and those before it, newest first; as many as 8.3.7 asks to remember. */
export async function formerHashes(userId: string): Promise<string[]> {
  const result = await unsafePool().query<{ passwordHash: string }>(
    `SELECT "passwordHash" FROM (
       SELECT "passwordHash", now() AS at FROM "User" WHERE "id" = $1::uuid
       UNION ALL SELECT "passwordHash", "replacedAt" FROM "FormerPassword" WHERE "userId" = $1::uuid) p
     ORDER BY at DESC LIMIT $2`,
    [userId, REMEMBERED_PASSWORDS],
  );
  return result.rows.map((row) => row.passwordHash);
}

/** Links for a new password are void once any credential of the person has changed. */
export async function voidPasswordResets(tx: Transaction, userId: string): Promise<void> {
  await tx.passwordReset.updateMany({ where: { userId, endedAt: null }, data: { endedAt: now() } });
}
