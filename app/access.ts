import 'server-only';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { assertSameOrigin, authorize, currentSession, grantFor } from '@/lib/access/authorize';
import type { Grant } from '@/lib/access/grant';
import { isAllowed, type Permission } from '@/lib/access/permissions';
import { findSession, type SessionContext, sessionCookieName } from '@/lib/access/session';
import { AppError } from '@/lib/platform/errors';

/** For pages: without a session to the sign-in, without the right a plain "not found". */
export async function pageGrant<P extends Permission>(permission: P): Promise<Grant<P>> {
  const session = await pageSession();
  try {
    return grantFor(session, permission);
  } catch (error) {
    if (error instanceof AppError && error.code === 'FORBIDDEN') notFound();
    throw error;
  }
}

/** The person behind a page that needs a session but no right of its own. */
export async function pageSession(): Promise<SessionContext> {
  const session = await currentSession();
  if (session) return session;
  const path = (await headers()).get('x-inplace-path');
  redirect(path && path !== '/' ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in');
}

/** Whether the person behind a page may do something further: a page offers only what works. */
export function mayAlso(grant: Grant, permission: Permission): boolean {
  const { role } = grant.actor;
  return role !== 'SYSTEM' && isAllowed(role, permission);
}

/** For server actions: the request must come from our own page (Next lets a missing Origin through). */
export async function actionGrant<P extends Permission>(permission: P): Promise<Grant<P>> {
  assertSameOrigin(await headers());
  return authorize(permission);
}

/** For server actions on one's own account. */
export async function actionSession(): Promise<SessionContext> {
  assertSameOrigin(await headers());
  const session = await currentSession();
  if (!session) throw new AppError('UNAUTHENTICATED');
  return session;
}

/** For route handlers; everything but GET and HEAD must come from our own page. */
export async function routeGrant<P extends Permission>(request: Request, permission: P): Promise<Grant<P>> {
  if (request.method !== 'GET' && request.method !== 'HEAD') assertSameOrigin(request.headers);
  const cookie = cookieOf(request, sessionCookieName());
  const session = await findSession(cookie, request.headers.get('x-inplace-background') !== '1');
  if (!session) throw new AppError('UNAUTHENTICATED');
  return grantFor(session, permission);
}

/** Of several cookies with one name the last, as for pages: a page and its data must not be two people's. */
function cookieOf(request: Request, name: string): string | undefined {
  let found: string | undefined;
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
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

/** Runs a page's query and turns "not found" into the real 404 page. */
export async function found<R>(work: Promise<R>): Promise<R> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') notFound();
    throw error;
  }
}
