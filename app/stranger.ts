import 'server-only';
import { headers } from 'next/headers';
import { networkOf, originOf } from '@/lib/access/origin';
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
