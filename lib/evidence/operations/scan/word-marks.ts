import 'server-only';
import { createHmac } from 'node:crypto';
import { keyToHand } from '@/lib/platform/seal';
import { wordsOf } from '../../rules/suggest';

/** So many different words of a file are marked; it is then found by them. */
const MAX_WORDS = 1_500;
/** Marks words with the organization's own key: equal words have equal marks, and without the key a mark says nothing. */
export function markerOf(organizationId: string): (word: string) => bigint {
  const key = Buffer.from(keyToHand('evidence-words', organizationId), 'base64');
  return (word) => createHmac('sha256', key).update(word, 'utf8').digest().readBigInt64BE(0);
}

/** Collects the marks of a file's words, so that it can be found by them; its text is never kept. */
export class WordMarks {
  private readonly words = new Set<string>();
  private readonly organizationId: string;

  constructor(organizationId: string) {
    this.organizationId = organizationId;
  }

  add(text: string): void {
    if (this.words.size >= MAX_WORDS) return;
    for (const word of wordsOf(text)) {
      this.words.add(word);
      if (this.words.size >= MAX_WORDS) return;
    }
  }

  marks(): bigint[] {
    return [...this.words].map(markerOf(this.organizationId));
  }
}
