import 'server-only';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { keyIn } from '@/lib/access/api-key';
import { currentSession, grantFor, grantForKey, witnessOf } from '@/lib/access/authorize';
import { spendExportPass } from '@/lib/access/export-pass';
import type { Grant } from '@/lib/access/grant';
import { isBackground, originOf } from '@/lib/access/origin';
import { isAllowedTo, type Permission } from '@/lib/access/permissions';
import { givesSecondFactorAnew } from '@/lib/access/rules';
import {
  cookieIn,
  findAnySession,
  findSession,
  isSecureSite,
  type SessionContext,
  sessionCookieName,
  sessionCookieValue,
  sessionMaxAge,
} from '@/lib/access/session';
import { recordDenied, spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import type { GivenAgain } from '@/lib/person/model';
import { type ConfirmedPerson, confirmPerson } from '@/lib/person/operations/confirm';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import type { Departure } from '@/lib/sign-on/commands/start';
import { roundTripSeconds } from '@/lib/sign-on/operations/round-trip';
import { currentProgram } from './program/current';
import { readProgramKey } from './program/key';
import { giveCookie } from './route-answer';
import { assertOwnPage } from './same-origin';

/** For pages: without a session to the sign-in, without the right a plain "not found". */
export async function pageGrant<P extends Permission>(permission: P): Promise<Grant<P>> {
  const session = await pageSession();
  try {
    return await grantOrRefusal(session, permission, await pathOfPage());
  } catch (error) {
    if (error instanceof AppError && error.code === 'FORBIDDEN') notFound();
    throw error;
  }
}

/** The grant, or a FORBIDDEN that has left its event in the organization's log (10.2.1.4). */
async function grantOrRefusal<P extends Permission>(
  session: SessionContext,
  permission: P,
  address: string,
): Promise<Grant<P>> {
  try {
    return grantFor(session, permission);
  } catch (error) {
    // Whoever belongs to no organization any more has no log that it could stand in.
    if (session.organizationId && session.role)
      await recordDenied(grantFor(session, 'organization:read'), { permission, address });
    throw error;
  }
}

/** The path alone: what stands behind "?" may be somebody's search. */
async function pathOfPage(): Promise<string> {
  return ((await headers()).get('x-inplace-path') ?? '').split('?', 1)[0] ?? '';
}

const actionAddress = async () => `action at ${await pathOfPage()}`;

/** The person behind a page that needs a session but no right of its own. */
export async function pageSession(): Promise<SessionContext> {
  const session = await currentSession();
  if (session) return session;
  const path = (await headers()).get('x-inplace-path');
  const back = path && path !== '/' ? `?next=${encodeURIComponent(path)}` : '';
  redirect(`${(await anySession()) ? '/second-factor' : '/sign-in'}${back}` as '/sign-in');
}

/** The session for setting up a second factor: also of somebody who gave no more than the password yet. */
export async function anySession() {
  const head = await headers();
  return findAnySession(
    (await cookies()).get(sessionCookieName())?.value,
    originOf((name) => head.get(name)),
  );
}

/** The same for its server actions. */
export async function actionAnySession() {
  await assertOwnPage(await headers(), await actionAddress());
  const session = await anySession();
  if (!session) throw new AppError('UNAUTHENTICATED');
  return session;
}

/** Minutes that a form may be filled in before the server asks for a code that the form did not show. */
const FILLING_MS = 5 * 60_000;

/**
 * Whether a form that binds shows the field for a code. Somebody without a second factor is never asked. After single
 * sign-on the field comes when the server says that a code is due: the factor may be the provider's.
 */
export function asksForCode({ secondFactorAt, signOnOrganizationId }: SessionContext): boolean {
  return (
    secondFactorAt !== null &&
    signOnOrganizationId === null &&
    givesSecondFactorAnew(secondFactorAt, now(), FILLING_MS)
  );
}

/** Who somebody is, asked once more: password, and second factor where it is due, or a passkey. The browser gets the new session id. */
export async function confirmed(session: SessionContext, input: GivenAgain): Promise<ConfirmedPerson> {
  const proof = await confirmPerson(session, input);
  if (proof.sessionId !== session.sessionId) await giveSessionCookie({ ...session, ...proof });
  return proof;
}

/** The same, for what somebody proves themselves with anywhere: no provider can stand in for the password there. */
export function confirmedByPassword(session: SessionContext, input: GivenAgain): Promise<ConfirmedPerson> {
  return confirmed({ ...session, signOnOrganizationId: null }, input);
}

/** Moves the browser to another session row; the row decides when it ends. */
export async function giveSessionCookie(session: { userId: string; sessionId: string }): Promise<void> {
  const cookie = [sessionCookieName(), await sessionCookieValue(session), sessionCookieOptions()] as const;
  if (!giveCookie(...cookie)) (await cookies()).set(...cookie);
}

export function sessionCookieOptions() {
  return {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isSecureSite(),
    maxAge: sessionMaxAge,
  } as const;
}

/** Gives the browser what it must bring back from the sign-on provider, and the address to go to. */
export async function leaveForProvider({ url, cookie }: Departure): Promise<{ url: string }> {
  (await cookies()).set(cookie.name, cookie.value, { ...sessionCookieOptions(), maxAge: roundTripSeconds });
  return { url };
}

/** Whether the person behind a page may do something further: a page offers only what works. */
export function mayAlso(grant: Grant, permission: Permission): boolean {
  const { role, seesAll = true } = grant.actor;
  return role !== 'SYSTEM' && isAllowedTo({ role, seesAll }, permission);
}

/** For server actions: the request must come from our own page (Next lets a missing Origin through). */
export async function actionGrant<P extends Permission>(permission: P): Promise<Grant<P>> {
  return grantOrRefusal(await actionSession(), permission, await actionAddress());
}

/** For server actions on one's own account. */
export async function actionSession(): Promise<SessionContext> {
  const session = await frameSession();
  assertPageOf(session, (await headers()).get('x-inplace-page-of'));
  return session;
}

/** For what the frame around every page offers: signing out and changing the organization work from any page. */
export async function frameSession(): Promise<SessionContext> {
  await assertOwnPage(await headers(), await actionAddress());
  const session = await currentSession();
  if (!session) throw new AppError('UNAUTHENTICATED');
  return session;
}

/** Throws WRONG_STATE when a page was drawn for somebody else, ELSEWHERE when for another organization, than this browser works in now. */
function assertPageOf({ userId, organizationId }: SessionContext, pageOf: string | null): void {
  if (pageOf === null) return;
  const [personId, pageOrganizationId] = pageOf.split('/');
  if (personId !== userId) {
    throw new AppError(
      'WRONG_STATE',
      'Somebody else has signed in in this browser since. Load the page again.',
    );
  }
  if (pageOrganizationId !== organizationId) {
    throw new AppError(
      'ELSEWHERE',
      'This page is of another organization than the one that you have changed to in another tab. Nothing was saved. Change back there, then try again here.',
    );
  }
}

/**
 * For route handlers. Under /api/v1 a request is its key's alone, whatever cookies come with it. Everywhere else it is a
 * person's, and everything but GET and HEAD must then come from our own page.
 */
export async function routeGrant<P extends Permission>(request: Request, permission: P): Promise<Grant<P>> {
  const program = currentProgram();
  if (!program) return grantOrRefusal(await routeSession(request), permission, addressOf(request));
  const key = await readProgramKey(program, request);
  try {
    return grantForKey(key, permission);
  } catch (error) {
    await recordDenied(witnessOf(key), { permission, address: addressOf(request) });
    throw error;
  }
}

/**
 * The same for a file that holds the log: it counts as an export, and a person was asked just now who they are, which the
 * pass in the address says. A key was made for this and asks nobody.
 */
export async function routeExportGrant<P extends Permission>(
  request: Request,
  permission: P,
): Promise<Grant<P>> {
  const grant = currentProgram()
    ? await routeGrant(request, permission)
    : await passGrant(request, permission);
  await spendRecordedTurn('export', grant);
  return grant;
}

/** One session for the right and for the pass: the organization may be another one a moment later. */
async function passGrant<P extends Permission>(request: Request, permission: P): Promise<Grant<P>> {
  const session = await routeSession(request);
  const grant = await grantOrRefusal(session, permission, addressOf(request));
  try {
    await spendExportPass(session, request.url);
  } catch (error) {
    await recordDenied(grantFor(session, 'organization:read'), {
      permission,
      address: `${addressOf(request)} without confirmation`,
    });
    throw error;
  }
  return grant;
}

const addressOf = (request: Request) => `${request.method} ${new URL(request.url).pathname}`;

/** The person behind a request to a route handler; a program is none, and its key counts under /api/v1 alone. */
export async function routeSession(request: Request): Promise<SessionContext> {
  if (currentProgram() || keyIn(request.headers.get('authorization')) !== null) {
    throw new AppError(
      'FORBIDDEN',
      'This takes a person who is signed in. A key does not allow it; what keys may do is under /api/v1.',
    );
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    await assertOwnPage(request.headers, addressOf(request));
  }
  const cookie = cookieIn(request.headers.get('cookie'), sessionCookieName());
  const session = await findSession(
    cookie,
    !isBackground((name) => request.headers.get(name)),
    originOf((name) => request.headers.get(name)),
  );
  if (!session) throw new AppError('UNAUTHENTICATED');
  const person = request.headers.get('x-inplace-person');
  // A page that is still open after another sign-in must not answer in the new person's name: it waits for its own.
  if (person !== null && person !== session.userId) {
    throw new AppError('UNAUTHENTICATED', 'Somebody else is signed in in this browser now.');
  }
  assertPageOf(session, request.headers.get('x-inplace-page-of'));
  return session;
}

/** Throws UNAUTHENTICATED when a session was ended, or its person shown out, since it was read. */
export async function assertStillOpen(session: SessionContext): Promise<void> {
  const fresh = await findSession(await sessionCookieValue(session), false);
  if (!fresh || fresh.role !== session.role || fresh.organizationId !== session.organizationId)
    throw new AppError('UNAUTHENTICATED');
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
