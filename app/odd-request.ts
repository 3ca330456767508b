import 'server-only';
import { networkOf, originOf } from '@/lib/access/origin';
import { log } from '@/lib/platform/log';
import { addressText } from '@/lib/platform/parse';
import { takeTurn } from '@/lib/platform/rate-limit';
import { shownAddress } from './shown-address';

/**
 * A line in the server's log for a request that no page of ours sends: one a minute and network, whatever it is. Without a
 * database nothing can be counted, which has its own line: the request gets its answer all the same.
 */
export async function noteOddRequest(head: Headers, page: string, words: string): Promise<void> {
  const from = originOf((name) => head.get(name));
  const key = `odd:${from ? networkOf(from) : 'unknown'}`;
  if (!(await takeTurn('access-denied', key).catch(() => false))) return;
  const action = addressText(head.get('next-action') ?? '', 100);
  log().warn({ from, page: shownAddress(page), ...(action && { action }) }, words);
}
