import 'server-only';
import { randomUUID } from 'node:crypto';
import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { networkOf, originOf } from '@/lib/access/origin';
import { cookieIn, isSecureSite, sessionCookieName, sessionIdOf, sessionMaxAge } from '@/lib/access/session';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { giveTurnBack, takeSlowedTurn } from '@/lib/platform/rate-limit';
import { startPasskeySession } from './commands/passkey-sign-in';
import { startSession } from './commands/session';

/**
 * next-auth with the credentials provider keeps its session in a cookie only. Ours holds the id of a Session row, and
 * every request checks that row (lib/access/session.ts): a session can be ended from the database.
 */
export function nextAuthOptions(): NextAuthOptions {
  const secure = isSecureSite();
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: sessionMaxAge },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
      // Our form names the page to return to itself. Under a name of this request alone nobody can send one: next-auth
      // answers 500 for a value that it does not like.
      callbackUrl: {
        name: `${secure ? '__Secure-' : ''}inplace.return.${randomUUID()}`,
        options: { httpOnly: true, sameSite: 'lax', path: '/api/auth', secure, maxAge: 0 },
      },
    },
    // Its own logger prints what strangers send as it is.
    logger: {
      error: (code) => log().error({ code }, 'next-auth refused a request'),
      warn: (code) => log().warn({ code }, 'next-auth warns'),
      debug: () => undefined,
    },
    providers: [
      CredentialsProvider({
        id: 'credentials',
        name: 'Password',
        credentials: {
          email: { type: 'email' },
          password: { type: 'password' },
          code: { type: 'text' },
          passkey: { type: 'text' },
        },
        async authorize(given, request) {
          if (typeof given?.email !== 'string' || typeof given.password !== 'string') return null;
          const { email, password } = given;
          const code = typeof given.code === 'string' ? given.code.slice(0, 64) : '';
          const passkey =
            typeof given.passkey === 'string' && given.passkey.length <= 16_000 ? given.passkey : '';
          return begin(request, (browser) => startSession({ email, password, code, passkey, ...browser }));
        },
      }),
      CredentialsProvider({
        id: 'passkey',
        name: 'Passkey',
        credentials: { offer: { type: 'text' }, response: { type: 'text' } },
        async authorize(given, request) {
          if (typeof given?.offer !== 'string' || typeof given.response !== 'string') return null;
          const { offer, response } = given;
          return begin(request, (browser) => startPasskeySession({ offer, response, ...browser }));
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user
          ? { sub: user.id, sid: (user as { sessionId?: string }).sessionId }
          : { sub: token.sub, sid: token.sid },
      // Only a path of this site may follow a sign-in.
      redirect: ({ url, baseUrl }) => (url.startsWith(`${baseUrl}/`) ? url : baseUrl),
      // The browser learns nothing from /api/auth/session; pages read the session row themselves.
      session: ({ session }) => ({ expires: session.expires }),
    },
  };
}

type Browser = { userAgent: string; formerSessionId: string | null; from: string | undefined };
type Started = { userId: string; sessionId: string } | null;

/** Starts a session for the browser that asks, in the words of next-auth. */
async function begin(
  request: { headers?: Record<string, unknown> | undefined },
  start: (browser: Browser) => Promise<Started>,
): Promise<{ id: string; sessionId: string } | null> {
  const header = (name: string) => headerText(request.headers?.[name]);
  const from = originOf(header);
  try {
    if (from && !(await takeSlowedTurn('sign-in', networkOf(from)))) return null;
    const started = await start({
      userAgent: header('user-agent') ?? '',
      from,
      formerSessionId: await sessionIdOf(cookieIn(header('cookie'), sessionCookieName())),
    });
    if (started && from) await giveTurnBack('sign-in', networkOf(from));
    return started && { id: started.userId, sessionId: started.sessionId };
  } catch (error) {
    // Said to somebody who has proven who they are; the client has the words.
    if (error instanceof AppError && error.code === 'WRONG_STATE') throw new Error('off');
    // next-auth puts the words of an error into an address: a stranger must not read ours.
    log().error({ err: error }, 'a sign-in could not be checked');
    throw new Error('unavailable');
  }
}

function headerText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
