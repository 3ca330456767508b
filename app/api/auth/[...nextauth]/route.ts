import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { answer, boundedBody } from '@/app/route-answer';
import { assertOwnPage } from '@/app/same-origin';
import { networkOf, originOf } from '@/lib/access/origin';
import { nextAuthOptions } from '@/lib/person/next-auth';
import { AppError, notFound } from '@/lib/platform/errors';
import { assertNotLimited } from '@/lib/platform/rate-limit';

type Context = RouteContext<'/api/auth/[...nextauth]'>;

/** What the sign-in form uses. next-auth's own pages and its sign-out (which leaves the session row) are not for us. */
const served = new Set(['GET csrf', 'POST callback/credentials', 'POST callback/passkey', 'GET session']);

/** E-mail, password, code and token of one sign-in. */
const MAX_BYTES = 16 * 1024;

// Built per request: the settings are read when the server runs, not when it is built.
function handler(request: NextRequest, context: Context): Promise<Response> {
  return answer(async () => {
    const { nextauth } = await context.params;
    if (!served.has(`${request.method} ${nextauth.join('/')}`)) throw notFound();
    const from = request.method === 'POST' ? originOf((name) => request.headers.get(name)) : undefined;
    if (from) await assertNotLimited('sign-in', networkOf(from));
    const plain = await plainRequest(request);
    return (await NextAuth(plain as never, context as never, nextAuthOptions())) as Response;
  });
}

/**
 * The request with no more in it than a sign-in has. next-auth reads any body of any type into memory, whoever sends it,
 * and takes an address to return to from the query, which our form does not use.
 */
async function plainRequest(request: NextRequest): Promise<NextRequest> {
  const url = new URL(request.nextUrl.pathname, request.url);
  const { headers } = request;
  if (request.method === 'GET') return new NextRequest(url, { headers });
  await assertOwnPage(request.headers, `POST ${url.pathname}`);
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    throw new AppError('INVALID', 'Send the form as application/x-www-form-urlencoded.');
  }
  const body = await boundedBody(request, MAX_BYTES);
  return new NextRequest(url, { method: 'POST', headers, body: body.toString('utf8') });
}

export { handler as GET, handler as POST };
