import 'server-only';
import { type SessionContext, sessionMaxAge } from '@/lib/access/session';
import { unsafePool } from '@/lib/platform/db';
import type { PasskeyView, SecondFactorView, SessionView } from './model';

/** The person's own running sessions, newest first; in one that a provider vouched for, those of that provider. */
export async function listSessions(session: SessionContext): Promise<SessionView[]> {
  const result = await unsafePool().query<{
    id: string;
    absoluteEnd: Date;
    lastSeenAt: Date;
    userAgent: string | null;
  }>(
    `SELECT "id", "absoluteEnd", "lastSeenAt", "userAgent" FROM "Session"
      WHERE "userId" = $1::uuid AND "revokedAt" IS NULL AND "absoluteEnd" > now() AND "lastSeenAt" > now() - interval '15 minutes'
        AND ($2::uuid IS NULL OR "signOnOrganizationId" = $2::uuid)
      ORDER BY "createdAt" DESC LIMIT 50`,
    [session.userId, session.signOnOrganizationId],
  );
  return result.rows.map((row) => ({
    id: row.id,
    // The row is as old as the last proof of who somebody is; the end was set at the sign-in and goes along.
    startedAt: new Date(row.absoluteEnd.getTime() - sessionMaxAge * 1000).toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    userAgent: row.userAgent ?? '',
    isCurrent: row.id === session.sessionId,
  }));
}

/** Whether the person gave the password, or the provider's word, in this very session within the last quarter of an hour. */
export async function signedInJustNow({ sessionId, userId }: SessionContext): Promise<boolean> {
  const found = await unsafePool().query(
    `SELECT 1 FROM "Session" WHERE "id" = $1::uuid AND "userId" = $2::uuid AND "createdAt" > now() - interval '15 minutes'`,
    [sessionId, userId],
  );
  return found.rowCount === 1;
}

/** How the account page shows the second factor; null for somebody who has neither app nor passkey. */
export async function getSecondFactor(session: SessionContext): Promise<SecondFactorView | null> {
  const found = await unsafePool().query<{ since: Date | null; passkeys: number; left: number }>(
    `SELECT (SELECT a."createdAt" FROM "Authenticator" a WHERE a."userId" = $1::uuid AND a."removedAt" IS NULL) AS since,
            (SELECT count(*)::int FROM "Passkey" k WHERE k."userId" = $1::uuid AND k."removedAt" IS NULL) AS passkeys,
            (SELECT count(*)::int FROM "RecoveryCode" r
              WHERE r."userId" = $1::uuid AND r."usedAt" IS NULL AND r."removedAt" IS NULL) AS left`,
    [session.userId],
  );
  const [row] = found.rows;
  if (!row || (row.since === null && row.passkeys === 0)) return null;
  return {
    appSince: row.since?.toISOString() ?? null,
    passkeys: row.passkeys,
    recoveryCodesLeft: row.left,
  };
}

/** The person's own passkeys, oldest first. */
export async function listPasskeys(session: SessionContext): Promise<PasskeyView[]> {
  const found = await unsafePool().query<{
    id: string;
    label: string;
    createdAt: Date;
    lastUsedAt: Date | null;
  }>(
    `SELECT "id", "label", "createdAt", "lastUsedAt" FROM "Passkey"
      WHERE "userId" = $1::uuid AND "removedAt" IS NULL ORDER BY "createdAt"`,
    [session.userId],
  );
  return found.rows.map((row) => ({
    passkeyId: row.id,
    label: row.label,
    addedAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}

/** Whether nobody has been set up yet: then /setup is the only way in. */
export async function isSetUp(): Promise<boolean> {
  const result = await unsafePool().query<{ found: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM "User") AS found',
  );
  return result.rows[0]?.found === true;
}
