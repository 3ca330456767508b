import 'server-only';
import { markerOf } from '../../queries/marker';
import { wordsOf } from '../../rules/suggest';

/** So many different words of a file are marked; it is then found by them. */
const MAX_WORDS = 1_500;

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
