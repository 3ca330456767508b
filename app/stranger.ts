import 'server-only';
import { headers } from 'next/headers';
import type { Grant } from '@/lib/access/grant';
import { networkOf, originOf } from '@/lib/access/origin';
import { linkHeader } from '@/lib/evidence-request/model';
import { getOpenLink, grantOfLink, type RequestLink } from '@/lib/evidence-request/queries/link';
import { consumeTurn } from '@/lib/platform/rate-limit';
import { assertOwnPage } from './same-origin';

/**
 * For server actions of people without a session: the request must come from our own page, and an address has so many of
 * them. Returns the address, where it is known. Throws RATE_LIMITED.
 */
export async function strangerAction(): Promise<string | undefined> {
  const head = await headers();
  await assertOwnPage(head, `action at ${(head.get('x-inplace-path') ?? '').split('?', 1)[0]}`);
  const from = originOf((name) => head.get(name));
  if (from) await consumeTurn('stranger', networkOf(from));
  return from;
}

/**
 * For routes of somebody who came by a link and has no session: the request comes from our own page and brings the token of an
 * open request, and both address and link have so many of them. Throws NOT_FOUND, WRONG_STATE and RATE_LIMITED.
 */
export async function linkGrant(
  request: Request,
): Promise<{ link: RequestLink; grant: Grant<'evidence:attach'>; from: string | undefined }> {
  await assertOwnPage(request.headers, `${request.method} ${new URL(request.url).pathname}`);
  const from = originOf((name) => request.headers.get(name));
  if (from) await consumeTurn('stranger', networkOf(from));
  const link = await getOpenLink(request.headers.get(linkHeader));
  await consumeTurn('link', link.id);
  return { link, grant: grantOfLink(link, from), from };
}
