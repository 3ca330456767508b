import 'server-only';
import { type InstanceActor, recordInstanceEvent } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { type Transaction, unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { unseal } from '@/lib/platform/seal';
import { stepOfCode } from '../authenticator';
import { readRecoveryCode, recoveryCodeHash } from '../recovery-code';
import { voidPasswordResets } from './password';
import { endSessions } from './session';

/** What the secrets of authenticator apps are sealed for. */
export const sealedSecrets = 'authenticator';

export type FactorUsed = 'AUTHENTICATOR_APP' | 'RECOVERY_CODE' | 'PASSKEY';

/** What somebody has as a second factor: an authenticator app, passkeys, or both. */
export type SecondFactors = { app: { id: string; sealedSecret: string } | null; passkeys: number };

/** The person's second factors, or null without any: then nobody asks them for one. */
export async function findSecondFactors(userId: string): Promise<SecondFactors | null> {
  const found = await unsafePool().query<{
    id: string | null;
    sealedSecret: string | null;
    passkeys: number;
  }>(
    `SELECT a."id", a."sealedSecret",
            (SELECT count(*)::int FROM "Passkey" k WHERE k."userId" = p."id" AND k."removedAt" IS NULL) AS passkeys
       FROM (SELECT $1::uuid AS "id") p LEFT JOIN "Authenticator" a ON a."userId" = p."id" AND a."removedAt" IS NULL`,
    [userId],
  );
  const [row] = found.rows;
  if (!row || (row.id === null && row.passkeys === 0)) return null;
  const { id, sealedSecret, passkeys } = row;
  return { app: id !== null && sealedSecret !== null ? { id, sealedSecret } : null, passkeys };
}

/** The same inside a transaction that has locked the person's row. */
export async function hasFactor(tx: Transaction, userId: string): Promise<boolean> {
  const where = { userId, removedAt: null };
  return (await tx.authenticator.count({ where })) > 0 || (await tx.passkey.count({ where })) > 0;
}

/**
 * Takes a six-digit code or a recovery code, once: one statement burns it, so that of two that come at the same moment
 * one is refused (8.5.1). Null when it does not fit or was used.
 */
export async function burnCode(
  user: { id: string; name: string; from?: string | undefined },
  { app }: SecondFactors,
  typed: string,
): Promise<FactorUsed | null> {
  const digits = typed.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) {
    if (!app) return null;
    const secret = unseal(sealedSecrets, user.id, app.sealedSecret);
    if (secret === null)
      throw new Error('an authenticator secret does not open: is DATA_KEY the one of then?');
    const step = stepOfCode(secret, digits, now());
    if (step === null) return null;
    const burned = await unsafePool().query(
      'UPDATE "Authenticator" SET "lastStep" = $2 WHERE "id" = $1::uuid AND "removedAt" IS NULL AND "lastStep" < $2',
      [app.id, step],
    );
    return burned.rowCount === 1 ? 'AUTHENTICATOR_APP' : null;
  }
  const code = readRecoveryCode(typed);
  if (code === null) return null;
  const isBurned = await unsafeTransaction({ organizationId: null, userId: user.id }, async (tx) => {
    const burned = await tx.recoveryCode.updateMany({
      where: {
        userId: user.id,
        codeHash: recoveryCodeHash(user.id, code),
        usedAt: null,
        removedAt: null,
      },
      data: { usedAt: now() },
    });
    if (burned.count !== 1) return false;
    const actor = { id: user.id, name: user.name, from: user.from };
    await recordInstanceEvent(
      { type: 'recovery-code.used', actor, subject: { type: 'account', id: user.id } },
      tx,
    );
    return true;
  });
  return isBurned ? 'RECOVERY_CODE' : null;
}

/**
 * Called where a factor was just taken away, with the person's row locked. Recovery codes stand for a factor: with the last
 * one they go. Throws WRONG_STATE when none is left and an organization of theirs asks for one.
 */
export async function assertFactorLeft(tx: Transaction, userId: string): Promise<void> {
  if (await hasFactor(tx, userId)) return;
  const asking = await tx.membership.findFirst({
    where: { userId, endedAt: null, organization: { secondFactorRequired: true, isSample: false } },
    select: { organization: { select: { name: true } } },
  });
  if (asking) {
    throw new AppError(
      'WRONG_STATE',
      `This is your only second factor, and ${asking.organization.name} asks for one. Add another passkey or an authenticator app first.`,
    );
  }
  await voidRecoveryCodes(tx, userId);
}

/** New recovery codes in place of the earlier ones; their hashes alone are kept. */
export async function replaceRecoveryCodes(
  tx: Transaction,
  userId: string,
  codes: readonly string[],
): Promise<void> {
  await voidRecoveryCodes(tx, userId);
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({
      userId,
      codeHash: recoveryCodeHash(userId, readRecoveryCode(code) ?? code),
    })),
  });
}

async function voidRecoveryCodes(tx: Transaction, userId: string): Promise<void> {
  await tx.recoveryCode.updateMany({
    where: { userId, usedAt: null, removedAt: null },
    data: { removedAt: now() },
  });
}

/**
 * Takes away a member's app, passkeys and codes and ends their sessions: for somebody who lost them. At the next sign-in
 * they set up a new factor. The caller decides who may.
 */
export async function removeSecondFactor(
  tx: Transaction,
  actor: InstanceActor,
  userId: string,
): Promise<{ had: boolean }> {
  await lockPerson(tx, userId);
  const removed = await tx.authenticator.updateMany({
    where: { userId, removedAt: null },
    data: { removedAt: now() },
  });
  await voidRecoveryCodes(tx, userId);
  const passkeys = await tx.passkey.updateMany({
    where: { userId, removedAt: null },
    data: { removedAt: now() },
  });
  await voidPasswordResets(tx, userId);
  await recordInstanceEvent(
    { type: 'second-factor.removed', actor, subject: { type: 'account', id: userId } },
    tx,
  );
  await endSessions(tx, actor, userId, null);
  return { had: removed.count + passkeys.count > 0 };
}

/** Two changes of one person's factors come one after the other. */
export async function lockPerson(tx: Transaction, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${userId}::uuid FOR UPDATE`;
}
