import 'server-only';
import { decode, encode } from 'next-auth/jwt';
import { unsafePool } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import type { Role } from './model';

/** Absolute length of a session in seconds; the idle limit of 15 minutes (8.2.8) stands in session_context(). */
export const sessionMaxAge = 12 * 60 * 60;

/** Who asks, from the session row and not from the cookie: ended sessions and changed roles act on the next request. */
export type SessionContext = {
  sessionId: string;
  userId: string;
  userName: string;
  email: string;
  organizationId: string | null;
  organizationName: string | null;
  isSample: boolean | null;
  timeZone: string | null;
  role: Role | null;
  /** Everything the person belongs to, for the switcher; read with the session to spare a round trip. */
  organizations: { id: string; name: string; isSample: boolean; role: Role }[];
};

/** On https the cookie carries the __Host- prefix: this host only, whole site, secure. */
export function isSecureSite(): boolean {
  return env().NEXTAUTH_URL.startsWith('https://');
}

export function sessionCookieName(): string {
  return isSecureSite() ? '__Host-inplace.session' : 'inplace.session';
}

/** The signed and encrypted cookie value of a session row; it holds two ids and nothing else. */
export function sessionCookieValue(session: { userId: string; sessionId: string }): Promise<string> {
  return encode({
    token: { sub: session.userId, sid: session.sessionId },
    secret: env().NEXTAUTH_SECRET,
    maxAge: sessionMaxAge,
  });
}

type NamedSession = { sessionId: string; userId: string; endsAt: number };

/** Cookie values that were opened lately. What they name is checked in the database at every request all the same. */
const opened = new Map<string, NamedSession>();
const OPENED_AT_MOST = 1_000;

/**
 * What a cookie value names, or null when it is not ours or too old. Opening one takes a turn through the thread pool,
 * which on a busy server is most of the time before a page's first query; the value never changes, so once will do.
 */
async function openCookie(cookie: string): Promise<NamedSession | null> {
  let named = opened.get(cookie);
  if (!named) {
    const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }).catch(() => null);
    if (!token?.sub || typeof token.sid !== 'string' || typeof token.exp !== 'number') return null;
    named = { sessionId: token.sid, userId: token.sub, endsAt: token.exp * 1000 };
    const [oldest] = opened.keys();
    if (opened.size >= OPENED_AT_MOST && oldest) opened.delete(oldest);
    opened.set(cookie, named);
  }
  return named.endsAt > Date.now() ? named : null;
}

/**
 * Reads the session behind a cookie value in one statement, or null. `touch` says that a person made the request:
 * background requests pass false and do not prolong the session.
 */
export async function findSession(
  cookie: string | undefined,
  touch: boolean,
): Promise<SessionContext | null> {
  const named = cookie && (await openCookie(cookie));
  if (!named) return null;
  const result = await unsafePool().query<SessionContext>({
    name: 'session-context',
    text: 'SELECT * FROM session_context($1::uuid, $2::uuid, $3)',
    values: [named.sessionId, named.userId, touch],
  });
  return result.rows[0] ?? null;
}
