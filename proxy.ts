import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '@/lib/platform/content-security-policy';
import { env } from '@/lib/platform/env';

/**
 * Gives each request its nonce and each response its per-request headers. It never decides who may do what: pages,
 * actions and routes do that themselves (app/access.ts).
 */
export function proxy(request: NextRequest): NextResponse {
  const isSecure = env().NEXTAUTH_URL.startsWith('https://');
  const isPage = !request.nextUrl.pathname.startsWith('/api/');
  const headers = new Headers(request.headers);
  // Where a sign-in leads back to. Set here always, so that nobody can send their own.
  headers.set('x-inplace-path', isPage ? request.nextUrl.pathname + request.nextUrl.search : '');
  const policy = contentSecurityPolicy({
    nonce: randomBytes(16).toString('base64'),
    isDevelopment: env().NODE_ENV === 'development',
    isSecure,
  });
  // Next reads the nonce from the request's policy and puts it on its own scripts and styles.
  if (isPage) headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  // An answer that is no page shows nothing and stands in no frame, not even the "not found" of an unknown address.
  response.headers.set(
    'content-security-policy',
    isPage ? policy : "default-src 'none'; frame-ancestors 'none'",
  );
  if (isPage) response.headers.set('cache-control', 'private, no-store');
  if (isSecure) response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  return response;
}

// Uploads go past this file: Next copies a request's body for it, without backpressure, and cuts it after 10 MB.
export const config = {
  matcher: ['/((?!_next/static/|icon.svg|api/evidence|api/assessments/[^/]+/signed-document).*)'],
};
