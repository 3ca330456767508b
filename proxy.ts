import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '@/lib/platform/content-security-policy';
import { env } from '@/lib/platform/env';

/**
 * Gives each page its nonce and its per-request headers. It never decides who may do what: pages, actions and routes do
 * that themselves (app/access.ts).
 */
export function proxy(request: NextRequest): NextResponse {
  const isSecure = env().NEXTAUTH_URL.startsWith('https://');
  const headers = new Headers(request.headers);
  // Where a sign-in leads back to. Set here always, so that nobody can send their own.
  headers.set('x-inplace-path', request.nextUrl.pathname + request.nextUrl.search);
  const policy = contentSecurityPolicy({
    nonce: randomBytes(16).toString('base64'),
    isDevelopment: env().NODE_ENV === 'development',
    isSecure,
  });
  // Next reads the nonce from the request's policy and puts it on its own scripts and styles.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'private, no-store');
  // Browsers keep it for the whole site, so that what is no page need not send it again.
  if (isSecure) response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  return response;
}

// Data goes past this file: it needs no nonce, a save would take half as long again, and of uploads Next would copy the
// body, without backpressure, and cut it after 10 MB. next.config.js has the headers of data.
export const config = {
  matcher: ['/((?!_next/static/|icon.svg|api/).*)'],
};
