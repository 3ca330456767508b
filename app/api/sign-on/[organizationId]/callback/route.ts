import { type NextRequest, NextResponse } from 'next/server';
import { sessionCookieOptions } from '@/app/access';
import { networkOf, originOf } from '@/lib/access/origin';
import { deriveReturnPath } from '@/lib/access/rules';
import {
  cookieIn,
  findSession,
  sessionCookieName,
  sessionCookieValue,
  sessionIdOf,
} from '@/lib/access/session';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { parseRowId } from '@/lib/platform/parse';
import { giveTurnBack, takeTurn } from '@/lib/platform/rate-limit';
import { confirmByProvider } from '@/lib/sign-on/commands/confirm';
import { signInByProvider } from '@/lib/sign-on/commands/sign-in';
import {
  peekRoundTrip,
  type RoundTrip,
  roundTripCookieName,
  takeRoundTrip,
} from '@/lib/sign-on/operations/round-trip';

/** Longer than any provider's answer. */
const LONGEST_QUERY = 8000;

type Ending = { path: string; session?: { userId: string; sessionId: string } };

/**
 * The way back from an organization's provider. Whatever is wrong leads to the sign-in with one of two sentences, never
 * with a reason: that stands in the audit log.
 */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/sign-on/[organizationId]/callback'>,
): Promise<Response> {
  const query = request.nextUrl.searchParams;
  const state = query.get('state') ?? '';
  const cookieName = roundTripCookieName(state);
  let ending: Ending = { path: '/sign-in?sign-on=failed' };
  let isTest = false;
  try {
    const organizationId = parseRowId((await params).organizationId);
    const cookie = cookieIn(request.headers.get('cookie'), cookieName);
    const trip =
      query.toString().length <= LONGEST_QUERY ? peekRoundTrip(organizationId, state, cookie) : null;
    isTest = trip?.purpose === 'TEST';
    // The test is ended by the page that shows it: what it shows is kept nowhere.
    if (isTest) ending = { path: `/settings/sign-in/test?${query}` };
    else if (trip) ending = await finish(request, trip, state, query);
  } catch (error) {
    log().error({ err: error }, 'a sign-on could not be finished');
  }
  const answer = NextResponse.redirect(new URL(ending.path, env().NEXTAUTH_URL), 303);
  answer.headers.set('cache-control', 'no-store');
  if (!isTest) answer.cookies.set(cookieName, '', { ...sessionCookieOptions(), maxAge: 0 });
  if (ending.session) {
    answer.cookies.set(sessionCookieName(), await sessionCookieValue(ending.session), sessionCookieOptions());
  }
  return answer;
}

async function finish(
  request: NextRequest,
  { organizationId, purpose }: RoundTrip,
  state: string,
  query: URLSearchParams,
): Promise<Ending> {
  const header = (name: string) => request.headers.get(name);
  const from = originOf(header);
  if (from && !(await takeTurn('sign-in', networkOf(from)))) return { path: '/sign-in?sign-on=slow-down' };
  const trip = await takeRoundTrip(
    organizationId,
    state,
    cookieIn(header('cookie'), roundTripCookieName(state)),
  );
  if (!trip) return { path: '/sign-in?sign-on=failed' };
  const formerCookie = cookieIn(header('cookie'), sessionCookieName());
  if (purpose === 'CONFIRM') {
    const session = await findSession(formerCookie, true, from);
    const sessionId = session && (await confirmByProvider(session, trip, query));
    if (!session || !sessionId) return { path: '/confirmed?outcome=refused' };
    if (from) await giveTurnBack('sign-in', networkOf(from));
    return { path: '/confirmed?outcome=confirmed', session: { userId: session.userId, sessionId } };
  }
  const outcome = await signInByProvider(trip, query, {
    userAgent: header('user-agent') ?? '',
    formerSessionId: await sessionIdOf(formerCookie),
    from,
  });
  if (outcome === 'FAILED') return { path: '/sign-in?sign-on=failed' };
  if (outcome === 'REFUSED') return { path: '/sign-in?sign-on=refused' };
  if (from) await giveTurnBack('sign-in', networkOf(from));
  return { path: deriveReturnPath(trip.returnPath), session: outcome };
}
