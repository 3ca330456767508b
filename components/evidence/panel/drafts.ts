export type DraftKind = 'LINK' | 'NOTE';
type Fields = Readonly<Record<string, string>>;

/**
 * Links and notes that are half written, by the address of their requirement's evidence. They live as long as the page
 * does, so that a look at the next requirement loses nothing.
 */
const drafts = new Map<string, Fields>();

const kinds: readonly DraftKind[] = ['NOTE', 'LINK'];
const keyOf = (address: string, kind: DraftKind) => `${kind} ${address}`;

export function keepDraft(address: string, kind: DraftKind, fields: Record<string, unknown>): void {
  const texts = Object.entries(fields).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  if (texts.every(([, text]) => text.trim() === '')) clearDraft(address, kind);
  else drafts.set(keyOf(address, kind), Object.fromEntries(texts));
}

export function draftOf(address: string, kind: DraftKind): Fields {
  return drafts.get(keyOf(address, kind)) ?? {};
}

/** Which form was left half written here. */
export function draftKind(address: string): DraftKind | null {
  return kinds.find((kind) => drafts.has(keyOf(address, kind))) ?? null;
}

export function clearDraft(address: string, kind: DraftKind): void {
  drafts.delete(keyOf(address, kind));
}
