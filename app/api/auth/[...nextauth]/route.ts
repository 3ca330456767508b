import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { answer } from '@/app/route-answer';
import { nextAuthOptions } from '@/lib/person/next-auth';
import { notFound } from '@/lib/platform/errors';

type Context = RouteContext<'/api/auth/[...nextauth]'>;

/** What the sign-in form uses. next-auth's own pages and its sign-out (which leaves the session row) are not for us. */
const served = new Set(['csrf', 'callback/credentials', 'session']);

// Built per request: the settings are read when the server runs, not when it is built.
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (!served.has(nextauth.join('/'))) return answer(() => Promise.reject(notFound()));
  return NextAuth(request as never, context as never, nextAuthOptions()) as Promise<Response>;
}

export { handler as GET, handler as POST };
