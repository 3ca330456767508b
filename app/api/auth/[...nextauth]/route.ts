import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { nextAuthOptions } from '@/lib/person/next-auth';

type Context = RouteContext<'/api/auth/[...nextauth]'>;

// Built per request: the settings are read when the server runs, not when it is built.
async function handler(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request as never, context as never, nextAuthOptions()) as Promise<Response>;
}

export { handler as GET, handler as POST };
