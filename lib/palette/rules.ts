/** How well something fits a word that was typed; the smaller the better. */
const IS_NUMBER = 0;
const BELOW_NUMBER = 1;
const BEGINS_NUMBER = 2;
const BEGINS_WORD = 3;
const IN_TITLE = 4;
const IN_TEXT = 5;

/** What can be found: a requirement by its number too, and anything by further text behind its title. */
export type Subject = { number?: string; title: string; text?: string };

/** More words than this narrow nothing down any further. */
const MOST_WORDS = 10;

const NUMBER = /^(?:\d{1,2}|a\d?)(?:\.\d{0,2}){0,5}$/;

export function wordsOf(query: string): string[] {
  return query.normalize().toLowerCase().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
}

/** Whether a word of wordsOf() may be the beginning of a requirement's number. */
export function isNumberLike(word: string): boolean {
  return NUMBER.test(word);
}

/** Every word has to fit, and the one that fits worst counts. Null: it does not fit, or nothing was asked. */
export function rankOf(words: readonly string[], subject: Subject): number | null {
  let worst: number | null = null;
  for (const word of words) {
    const rank = rankOfWord(word, subject);
    if (rank === null) return null;
    worst = Math.max(worst ?? IS_NUMBER, rank);
  }
  return worst;
}

function rankOfWord(word: string, { number, title, text = '' }: Subject): number | null {
  // "6.3." is on its way to "6.3.3".
  const typed = isNumberLike(word) ? word.replace(/\.$/, '') : word;
  if (number !== undefined && isNumberLike(word)) {
    const own = number.toLowerCase();
    if (own === typed) return IS_NUMBER;
    if (own.startsWith(`${typed}.`)) return BELOW_NUMBER;
    if (own.startsWith(word)) return BEGINS_NUMBER;
    // "6.3" in a text is another requirement's number; "90" may be days.
    if (word.includes('.')) return null;
  }
  const name = title.toLowerCase();
  if (name.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(typed))) return BEGINS_WORD;
  if (name.includes(typed)) return IN_TITLE;
  return text.toLowerCase().includes(typed) ? IN_TEXT : null;
}

/** The items that fit, best first; those that fit alike stay in the order that they came in. */
export function bestFirst<Item>(
  words: readonly string[],
  items: readonly Item[],
  subjectOf: (item: Item) => Subject,
): Item[] {
  return items
    .map((item) => ({ item, rank: rankOf(words, subjectOf(item)) }))
    .filter((one): one is { item: Item; rank: number } => one.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

export type Candidate = { assessmentId: string; requirementNumber: string; rank: number };

/**
 * The assessment that is open on the screen first, then what fits best; what fits alike stays as it came. Long texts count
 * only where no number and no title fits at all: nearly every word stands in some of them.
 */
export function orderCandidates(candidates: readonly Candidate[], current: string | null): Candidate[] {
  const isNamed = candidates.some(({ rank }) => rank < IN_TEXT);
  const place = ({ assessmentId }: Candidate) => (assessmentId === current ? 0 : 1);
  return candidates
    .filter(({ rank }) => !isNamed || rank < IN_TEXT)
    .sort((a, b) => place(a) - place(b) || a.rank - b.rank);
}
