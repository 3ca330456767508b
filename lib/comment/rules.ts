import type { CommentPart, LabelledReader, Reader, StoredText } from './model';

/** Names that several people here have are told apart by the role, and by a number where that is the same too. */
export function labelReaders(readers: readonly Reader[]): LabelledReader[] {
  const taken = new Set<string>();
  return readers.map((reader) => {
    const isShared = readers.some(
      (other) => other.userId !== reader.userId && sameWords(other.name, reader.name),
    );
    const plain = isShared ? `${reader.name} (${reader.roleName})` : reader.name;
    let label = plain;
    for (let number = 2; taken.has(label.toLowerCase()); number += 1) label = `${plain} ${number}`;
    taken.add(label.toLowerCase());
    return { ...reader, label };
  });
}

/** What somebody types behind an @ just before the caret; null where no name is being typed. */
export function mentionAt(text: string, caret: number): { from: number; query: string } | null {
  const from = text.lastIndexOf('@', caret - 1);
  if (from < 0 || caret <= from) return null;
  const before = text[from - 1];
  if (before !== undefined && !/[\s([{"'“‘/,;:–-]/u.test(before)) return null;
  const query = text.slice(from + 1, caret);
  return query.length > 60 || /[\n@]|^\s/u.test(query) ? null : { from, query };
}

const AT_MOST = 8;

/** Who fits what is typed: the beginning of the name or of one of its words. A space behind a whole name ends the search. */
export function readersLike(readers: readonly LabelledReader[], query: string): LabelledReader[] {
  const words = query.toLowerCase();
  return readers.filter(({ label }) => ` ${label.toLowerCase()}`.includes(` ${words}`)).slice(0, AT_MOST);
}

type Labelled = { label: string; userId: string };

/** Typed text to what is kept: each @name of somebody known becomes a reference. */
export function toStored(typed: string, known: readonly Labelled[]): StoredText {
  const longestFirst = known.toSorted((left, right) => right.label.length - left.label.length);
  const mentionedIds: string[] = [];
  let text = '';
  for (let at = 0; at < typed.length; ) {
    const found = typed[at] === '@' ? longestFirst.find(({ label }) => standsAt(typed, at + 1, label)) : null;
    if (found) {
      if (!mentionedIds.includes(found.userId)) mentionedIds.push(found.userId);
      text += `@[${mentionedIds.indexOf(found.userId) + 1}]`;
      at += found.label.length + 1;
    } else {
      // Somebody's own "@[1]" is no reference.
      text += typed[at] === '@' && typed[at + 1] === '[' ? '@ ' : typed[at];
      at += 1;
    }
  }
  return { text, mentionedIds };
}

function standsAt(text: string, at: number, label: string): boolean {
  return text.startsWith(label, at) && !/^[\p{L}\p{N}]/u.test(text.slice(at + label.length));
}

const REFERENCE = /@\[(\d{1,3})\]/g;

/** The references of a text that lead to somebody, each once, in the order of the list. */
export function mentionedIn({ text, mentionedIds }: StoredText): string[] {
  const places = new Set([...text.matchAll(REFERENCE)].map(([, place]) => Number(place)));
  return [...new Set(mentionedIds.filter((_, index) => places.has(index + 1)))];
}

/** A kept text in pieces, ready to draw. What refers to nobody stays as it was written. */
export function partsOf(
  { text, mentionedIds }: StoredText,
  nameOf: (userId: string) => string | undefined,
): CommentPart[] {
  const parts: CommentPart[] = [];
  let last = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const userId = mentionedIds[Number(match[1]) - 1];
    if (userId === undefined) continue;
    if (match.index > last) parts.push({ text: text.slice(last, match.index), userId: null });
    parts.push({ text: nameOf(userId) ?? 'a former member', userId });
    last = match.index + match[0].length;
  }
  if (last < text.length) parts.push({ text: text.slice(last), userId: null });
  return parts;
}

/** As a person reads it, for the audit trail. */
export function plainWords(parts: readonly CommentPart[]): string {
  return parts.map(({ text, userId }) => (userId === null ? text : `@${text}`)).join('');
}

/** A comment that is to be edited: as it would have been typed, and whom its names stand for. */
export function toTyped(
  parts: readonly CommentPart[],
  readers: readonly Labelled[] = [],
): { typed: string; known: Labelled[] } {
  const known: Labelled[] = [];
  let typed = '';
  for (const { text, userId } of parts) {
    if (userId === null) {
      typed += text;
      continue;
    }
    const label = readers.find((reader) => reader.userId === userId)?.label ?? text;
    known.push({ label, userId });
    typed += `@${label}`;
  }
  return { typed, known };
}

function sameWords(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
