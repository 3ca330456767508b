import { diffComm, diffIndices } from 'node-diff3';
import type { ResponseField } from '../model';

/** A piece of a text that was put together from two versions of one text. */
export type MergedPart = {
  text: string;
  from: 'BOTH' | 'MINE' | 'THEIRS';
  /** Stood in the earlier text and was taken out by `from`. */
  isRemoved?: true;
  /** Both wrote something else here: their words come first, mine follow. */
  isClash?: true;
};

export type MergedText = { text: string; parts: MergedPart[]; clashes: number };

/** A sentence or line, without the white space after it, and that white space. */
type Token = { key: string; gap: string };
type Piece = Token & Omit<MergedPart, 'text'>;

/** Names, not sentences: two of them stand beside each other. */
const nameFields: readonly ResponseField[] = ['planOwner', 'notTestedAskedBy'];

/**
 * Three-way merge of one field, by sentences and lines: a smaller unit would make sentences that nobody wrote. What only
 * one of the two has changed is taken; only what both have changed stands twice. Without the earlier text (`base` is null)
 * all that the two do not share stands twice.
 */
export function mergeField(
  field: ResponseField,
  base: string | null,
  mine: string,
  theirs: string,
): MergedText {
  if (nameFields.includes(field)) return mergedNames(mine.trim(), theirs.trim());
  const [a, b] = [tokensOf(mine), tokensOf(theirs)];
  return put(base === null ? compared(a, b, true) : merged(tokensOf(base), a, b));
}

function mergedNames(mine: string, theirs: string): MergedText {
  if (mine === '' || theirs === '' || mine === theirs) {
    const from = mine === theirs ? 'BOTH' : mine ? 'MINE' : 'THEIRS';
    return { text: mine || theirs, parts: [{ text: mine || theirs, from }], clashes: 0 };
  }
  const parts: MergedPart[] = [
    { text: `${theirs}, `, from: 'THEIRS', isClash: true },
    { text: mine, from: 'MINE', isClash: true },
  ];
  return { text: `${theirs}, ${mine}`, parts, clashes: 1 };
}

/** Comparing takes the cube of it at worst; no answer that somebody wrote has so many sentences. */
const MOST_SENTENCES = 300;

function tokensOf(text: string): Token[] {
  const plain = text.replace(/\r\n?/g, '\n').normalize().trim();
  const sentences = plain.matchAll(/(\S.*?(?:[.!?…][)\]"'”’]*(?=\s)|(?=\n)|$))(\s*)/gs);
  const tokens = Array.from(sentences, ([, sentence = '', gap = '']) => ({ key: sentence.trimEnd(), gap }));
  return tokens.length > MOST_SENTENCES ? [{ key: plain, gap: '' }] : tokens;
}

const keysOf = (tokens: readonly Token[]) => tokens.map(({ key }) => key);
const isSame = (left: readonly Token[], right: readonly Token[]) =>
  left.length === right.length && left.every(({ key }, at) => key === right[at]?.key);

type Hunk = { start: number; end: number; grows: number; side: 'a' | 'b' };

function hunksOf(base: readonly Token[], changed: readonly Token[], side: Hunk['side']): Hunk[] {
  return diffIndices(keysOf(base), keysOf(changed)).map(({ buffer1: [start, length], buffer2 }) => ({
    start,
    end: start + length,
    grows: buffer2[1] - length,
    side,
  }));
}

function merged(base: Token[], a: Token[], b: Token[]): Piece[] {
  const hunks = [...hunksOf(base, a, 'a'), ...hunksOf(base, b, 'b')].sort(
    (left, right) => left.start - right.start || left.end - right.end,
  );
  const pieces: Piece[] = [];
  const at = { base: 0, a: 0, b: 0 };
  const stable = (end: number) => {
    for (; at.base < end; at.base += 1, at.a += 1, at.b += 1) {
      const [before, mine, theirs] = [base[at.base], a[at.a], b[at.b]];
      if (!before || !mine || !theirs) return;
      // White space of whoever has changed it.
      pieces.push({ ...before, gap: mine.gap === before.gap ? theirs.gap : mine.gap, from: 'BOTH' });
    }
  };
  for (let next = hunks.shift(); next; next = hunks.shift()) {
    const region = { start: next.start, end: next.end, a: 0, b: 0 };
    region[next.side] += next.grows;
    stable(region.start);
    // Changes that only touch are two changes; two insertions at one place, and what overlaps, are one.
    for (let other = hunks[0]; other && meets(region, other); other = hunks[0]) {
      region.end = Math.max(region.end, other.end);
      region[other.side] += other.grows;
      hunks.shift();
    }
    const length = region.end - region.start;
    const mine = a.slice(at.a, at.a + length + region.a);
    const theirs = b.slice(at.b, at.b + length + region.b);
    pieces.push(...settled(base.slice(region.start, region.end), mine, theirs, region.end === base.length));
    at.base = region.end;
    at.a += mine.length;
    at.b += theirs.length;
  }
  stable(base.length);
  return pieces;
}

function meets(region: { start: number; end: number }, { start, end }: Hunk): boolean {
  return start < region.end || (start === region.start && end === start);
}

/** One place: what one side alone has changed is as that side says. */
function settled(base: Token[], mine: Token[], theirs: Token[], isLast: boolean): Piece[] {
  if (isSame(mine, theirs)) return [...pieces(base, 'BOTH', 'isRemoved'), ...pieces(mine, 'BOTH')];
  if (isSame(base, theirs)) return [...pieces(base, 'MINE', 'isRemoved'), ...pieces(mine, 'MINE')];
  if (isSame(base, mine)) return [...pieces(base, 'THEIRS', 'isRemoved'), ...pieces(theirs, 'THEIRS')];
  return compared(mine, theirs, isLast);
}

/** What both share once, what differs twice. */
function compared(mine: Token[], theirs: Token[], isLast: boolean): Piece[] {
  const gaps = { a: [...mine], b: [...theirs] };
  const regions = diffComm(keysOf(mine), keysOf(theirs));
  return regions.flatMap((region, index): Piece[] => {
    if (region.common) {
      gaps.b.splice(0, region.common.length);
      return pieces(gaps.a.splice(0, region.common.length), 'BOTH');
    }
    const own = gaps.a.splice(0, region.buffer1.length);
    const other = gaps.b.splice(0, region.buffer2.length);
    const last = other.at(-1);
    if (last && own.length > 0) {
      const isEnd = isLast && index === regions.length - 1;
      other[other.length - 1] = { ...last, gap: isEnd ? '\n\n' : last.gap || ' ' };
    }
    return [...pieces(other, 'THEIRS', 'isClash'), ...pieces(own, 'MINE', 'isClash')];
  });
}

function pieces(tokens: readonly Token[], from: MergedPart['from'], mark?: 'isRemoved' | 'isClash'): Piece[] {
  return tokens.map((token) => ({ ...token, from, ...(mark && { [mark]: true as const }) }));
}

function put(all: readonly Piece[]): MergedText {
  const parts: MergedPart[] = [];
  const lastKept = all.findLastIndex(({ isRemoved }) => !isRemoved);
  let clashes = 0;
  for (const [index, { key, gap, ...mark }] of all.entries()) {
    const text = index === lastKept ? key : key + (gap || ' ');
    const before = parts.at(-1);
    if (
      before?.from === mark.from &&
      before.isRemoved === mark.isRemoved &&
      before.isClash === mark.isClash
    ) {
      before.text += text;
      continue;
    }
    if (mark.isClash && !(before?.isClash && before.from === 'THEIRS')) clashes += 1;
    parts.push({ text, ...mark });
  }
  const kept = parts.filter(({ isRemoved }) => !isRemoved);
  return { text: kept.map(({ text }) => text).join(''), parts, clashes };
}
