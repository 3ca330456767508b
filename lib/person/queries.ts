import 'server-only';
import type { SessionContext } from '@/lib/access/session';
import { unsafePool } from '@/lib/platform/db';
import type { SessionView } from './model';

/** The person's own running sessions, newest first. */
export async function listSessions(session: SessionContext): Promise<SessionView[]> {
  const result = await unsafePool().query<{
    id: string;
    createdAt: Date;
    lastSeenAt: Date;
    userAgent: string | null;
  }>(
    `SELECT "id", "createdAt", "lastSeenAt", "userAgent" FROM "Session"
      WHERE "userId" = $1::uuid AND "revokedAt" IS NULL AND "absoluteEnd" > now() AND "lastSeenAt" > now() - interval '15 minutes'
      ORDER BY "createdAt" DESC LIMIT 50`,
    [session.userId],
  );
  return result.rows.map((row) => ({
    id: row.id,
    startedAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    userAgent: row.userAgent ?? '',
    isCurrent: row.id === session.sessionId,
  }));
}

/** Whether nobody has been set up yet: then /setup is the only way in. */
export async function isSetUp(): Promise<boolean> {
  const result = await unsafePool().query<{ found: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM "User") AS found',
  );
  return result.rows[0]?.found === true;
}
