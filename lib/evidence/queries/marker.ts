import 'server-only';
import { createHmac } from 'node:crypto';
import { keyToHand } from '@/lib/platform/seal';

/** Marks words with the organization's own key: equal words have equal marks, and without the key a mark says nothing. */
export function markerOf(organizationId: string): (word: string) => bigint {
  const key = Buffer.from(keyToHand('evidence-words', organizationId), 'base64');
  return (word) => createHmac('sha256', key).update(word, 'utf8').digest().readBigInt64BE(0);
}
