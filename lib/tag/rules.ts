import { maxTags } from './model';

/** "  Network   team " → "Network team". */
export function tidyTag(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Two tags are the same when they differ in capitals alone. */
export function isSameTag(left: string, right: string): boolean {
  return left.toLocaleLowerCase('en') === right.toLocaleLowerCase('en');
}

/** Typed text as tags: commas part them. */
export function splitTags(text: string): string[] {
  return distinctTags(text.split(',').map(tidyTag));
}

/** Each tag once, as it was written first; nothing empty. */
export function distinctTags(tags: readonly string[]): string[] {
  return tags.filter((tag, at) => tag !== '' && tags.findIndex((other) => isSameTag(other, tag)) === at);
}

/** A tag that is in use elsewhere is written as there. */
export function spelledAsKnown(tags: readonly string[], known: readonly string[]): string[] {
  return tags.map((tag) => known.find((other) => isSameTag(other, tag)) ?? tag);
}

/** The tags after some were taken off and others put on; null when they would be more than ten. */
export function tagsAfter(
  before: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): string[] | null {
  const kept = before.filter((tag) => !remove.some((other) => isSameTag(other, tag)));
  const after = distinctTags([...kept, ...add]);
  return after.length > maxTags ? null : after;
}

export function isSameTags(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((tag, at) => tag === right[at]);
}
