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
  /** Whether the membership lets them see the whole organization, or only what is assigned or chosen. */
  seesAll: boolean | null;
  /** Everything the person belongs to, for the switcher; read with the session to spare a round trip. */
  organizations: { id: string; name: string; isSample: boolean; role: Role }[];
  /** When a second factor was last given in this session; null for somebody who has none. */
  secondFactorAt: Date | null;
  /** The organization whose sign-on provider vouched for the person; null after a password or a passkey. */
  signOnOrganizationId: string | null;
  /** The address that this request came from, where it is known. */
  from?: string | undefined;
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

/** Of several cookies with one name the last, as for pages: a page and its data must not be two people's. */
export function cookieIn(header: unknown, name: string): string | undefined {
  let found: string | undefined;
  for (const part of (typeof header === 'string' ? header : '').split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) found = decoded(part.slice(at + 1).trim());
  }
  return found;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined; // not a value that we have set: as good as no cookie
  }
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
 * background requests pass false and do not prolong the session. A session that still lacks a second factor is none.
 */
export async function findSession(
  cookie: string | undefined,
  touch: boolean,
  from?: string,
): Promise<SessionContext | null> {
  const row = await readSession(cookie, touch);
  return row && !row.needsSecondFactor ? { ...row, from } : null;
}

/** For setting up a second factor alone: also the session of somebody who gave no more than the password. */
export async function findAnySession(
  cookie: string | undefined,
  from?: string,
): Promise<(SessionContext & { needsSecondFactor: boolean }) | null> {
  const row = await readSession(cookie, true);
  return row && { ...row, from };
}

/** The id in a cookie value, for ending the session that a browser had before. */
export async function sessionIdOf(cookie: string | undefined): Promise<string | null> {
  return (cookie && (await openCookie(cookie))?.sessionId) || null;
}

async function readSession(cookie: string | undefined, touch: boolean) {
  const named = cookie && (await openCookie(cookie));
  if (!named) return null;
  const result = await unsafePool().query<SessionContext & { needsSecondFactor: boolean }>({
    name: 'session-context',
    text: 'SELECT * FROM session_context($1::uuid, $2::uuid, $3)',
    values: [named.sessionId, named.userId, touch],
  });
  return result.rows[0] ?? null;
}
