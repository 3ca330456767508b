import 'server-only';
import { assertSameOrigin, grantFor } from '@/lib/access/authorize';
import { networkOf, originOf } from '@/lib/access/origin';
import { cookieIn, findSession, sessionCookieName } from '@/lib/access/session';
import { recordForeignRequest } from '@/lib/audit-trail/operations/refusal';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { addressText } from '@/lib/platform/parse';
import { takeTurn } from '@/lib/platform/rate-limit';
import { shownAddress } from './shown-address';

/**
 * Refuses a changing request that another site may have caused, and leaves a trace of it: with somebody's session an event
 * in the log of their organization, else a line in the server's log. Neither can be filled with it. Throws FORBIDDEN.
 */
export async function assertOwnPage(head: Headers, address: string): Promise<void> {
  try {
    assertSameOrigin(head);
  } catch (error) {
    await recordRefusal(head, address);
    throw error;
  }
}

/**
 * The same trace for a form that the framework refuses before any action of ours runs, which it does when `origin` names
 * another host. Anything else leaves none.
 */
export async function noteRefusedForm(head: Headers, address: string): Promise<void> {
  await assertOwnPage(head, address).catch((error: unknown) => {
    if (!(error instanceof AppError && error.code === 'FORBIDDEN')) throw error;
  });
}

async function recordRefusal(head: Headers, address: string): Promise<void> {
  const from = originOf((name) => head.get(name));
  const site = head.get('origin') ?? head.get('sec-fetch-site') ?? '';
  // It may not be the person who sent it: their session does not live on through it.
  const session = await findSession(cookieIn(head.get('cookie'), sessionCookieName()), false, from);
  if (session?.organizationId && session.role) {
    await recordForeignRequest(grantFor(session, 'organization:read'), {
      site,
      address: shownAddress(address),
    });
  } else if (await takeTurn('access-denied', `stranger:${from ? networkOf(from) : 'unknown'}`)) {
    log().warn(
      { from, site: addressText(site, 200), address: shownAddress(address) },
      'a request from another site was refused',
    );
  }
}
