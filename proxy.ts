import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { isActionCall } from '@/lib/platform/action-call';
import { contentSecurityPolicy } from '@/lib/platform/content-security-policy';
import { env } from '@/lib/platform/env';

/** What Next reads of a form or an action; beyond it would answer 500 without a word. */
const MAX_ACTION_BYTES = 1024 * 1024;

/**
 * Gives each page its nonce and its per-request headers. It never decides who may do what: pages, actions and routes do
 * that themselves (app/access.ts).
 */
export function proxy(request: NextRequest): NextResponse | Promise<NextResponse> {
  // Reading is what nearly every request does: it needs no promise.
  if (request.method === 'GET' || request.method === 'HEAD') return respond(request, null);
  return refuse(request).then((refusal) => respond(request, refusal));
}

function respond(request: NextRequest, refusal: NextResponse | null): NextResponse {
  const { pathname, search } = request.nextUrl;
  const isSecure = env().NEXTAUTH_URL.startsWith('https://');
  const headers = new Headers(request.headers);
  // Where a sign-in leads back to. Set here always, so that nobody can send their own.
  headers.set('x-inplace-path', pathname + search);
  const policy = contentSecurityPolicy({
    nonce: randomBytes(16).toString('base64'),
    isDevelopment: env().NODE_ENV === 'development',
    isSecure,
  });
  // Next reads the nonce from the request's policy and puts it on its own scripts and styles.
  headers.set('content-security-policy', policy);
  const response =
    refusal ??
    // "%E0%A4%A" is no character: Next would not get as far as a page.
    (isReadable(pathname)
      ? NextResponse.next({ request: { headers } })
      : plain(404, 'There is nothing at this address: it cannot be read.'));
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'private, no-store');
  // Browsers keep it for the whole site, so that what is no page need not send it again.
  if (isSecure) response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  return response;
}

/** Requests that no page sends, and that Next would answer with a bare 500. */
async function refuse(request: NextRequest): Promise<NextResponse | null> {
  const size = request.headers.get('content-length');
  if (size === null && request.headers.has('transfer-encoding')) {
    return plain(411, 'Send the length of the request with it (Content-Length).');
  }
  if (Number(size ?? 0) > MAX_ACTION_BYTES) {
    return plain(
      413,
      'This is more than 1 MB of text, more than a form may hold. Shorten it and send it again.',
    );
  }
  const type = request.headers.get('content-type')?.toLowerCase() ?? '';
  const action = request.headers.get('next-action');
  const isAction = action !== null;
  if (isAction && type.startsWith('text/plain') && !isActionCall(await textOf(request), 'ALONE')) {
    await noteIncomplete(request);
    return plain(400, 'This request arrived incomplete. Load the page again.');
  }
  if (type.includes('multipart/') && !(await isWholeForm(request, isAction))) {
    await noteIncomplete(request);
    return plain(400, 'This form arrived incomplete. Send it again.');
  }
  if (isOfAnotherSite(request.headers, isAction || type.includes('multipart/'))) {
    // Only then: nothing else here asks the database.
    const { noteRefusedForm } = await import('@/app/same-origin');
    // The refusal stands, with a trace of it or, while there is no database, without.
    await noteRefusedForm(request.headers, `action at ${request.nextUrl.pathname}`).catch(unnoted);
    return plain(403, 'This request did not come from a page of Inplace. Open Inplace and try again.');
  }
  if (action !== null) {
    const { isCalledAtHome } = await import('@/app/action-page');
    if (!(await isCalledAtHome(request.nextUrl.pathname, action, request.headers))) return unknownAction();
  }
  return null;
}

async function noteIncomplete(request: NextRequest): Promise<void> {
  const { noteOddRequest } = await import('@/app/odd-request');
  await noteOddRequest(request.headers, request.nextUrl.pathname, 'a request was not what a page sends');
}

async function unnoted(error: unknown): Promise<void> {
  const { log } = await import('@/lib/platform/log');
  log().error({ err: error }, 'a refusal could not be noted');
}

/** The mark tells the browser's side of Next that the page is of another build, or not the one that was called. */
function unknownAction(): NextResponse {
  const response = plain(409, 'This page has no such action. Load the page again.');
  response.headers.set('x-nextjs-action-not-found', '1');
  return response;
}

/**
 * What Next itself refuses or lets through with a line in the log for each. The rest is for the actions (assertSameOrigin).
 * `needsOrigin`: no browser sends such a request without one.
 */
function isOfAnotherSite(headers: Headers, needsOrigin: boolean): boolean {
  const origin = headers.get('origin');
  if (origin === null) return needsOrigin;
  const host = headers.get('x-forwarded-host')?.split(',', 1)[0]?.trim() ?? headers.get('host');
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** What an action gets that takes no form: React sends its arguments as JSON. */
function textOf(request: NextRequest): Promise<string> {
  return request
    .clone()
    .text()
    .catch(() => '');
}

function isWholeForm(request: NextRequest, isAction: boolean): Promise<boolean> {
  return request
    .clone()
    .formData()
    .then(
      (form) => !isAction || !form.has('0') || isActionCall(String(form.get('0')), 'WITH_PARTS'),
      () => false,
    );
}

function isReadable(pathname: string): boolean {
  if (!pathname.includes('%')) return true;
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

function plain(status: number, text: string): NextResponse {
  return new NextResponse(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

// Data goes past this file: it needs no nonce, a save would take half as long again, and of uploads Next would copy the
// body, without backpressure, and cut it after 10 MB. next.config.js has the headers of data. Addresses of data with a
// percent sign do come here: none of ours has one, so they are unknown or unreadable. So do calls of actions: data has none,
// and Next would refuse them without a trace.
export const config = {
  matcher: [
    '/((?!_next/static/|icon\\.svg$|api/).*)',
    '/api/(.*%.*)',
    { source: '/api/(.*)', has: [{ type: 'header', key: 'next-action' }] },
  ],
};
