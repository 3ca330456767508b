import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { isSecureSite, sessionCookieName, sessionMaxAge } from '@/lib/access/session';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { startSession } from './commands';

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
    },
    providers: [
      CredentialsProvider({
        id: 'credentials',
        name: 'Password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          if (typeof credentials?.email !== 'string' || typeof credentials.password !== 'string') return null;
          const userAgent: unknown = request.headers?.['user-agent'];
          try {
            const started = await startSession({
              email: credentials.email,
              password: credentials.password,
              userAgent: typeof userAgent === 'string' ? userAgent : '',
            });
            return started && { id: started.userId, sessionId: started.sessionId };
          } catch (error) {
            // next-auth puts the words of an error into an address: a stranger must not read ours.
            log().error({ err: error }, 'a sign-in could not be checked');
            throw new Error('unavailable');
          }
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
