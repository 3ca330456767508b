/** Where sealed evidence lies: the same few moves for a disk and for an S3-compatible store. */

export type StoredFacts = { key: string; sizeBytes: number; at: Date };
export type ByteRange = { start: number; end: number };

/**
 * An object that is being written and that nobody else can see. What was written may be paused at any byte, and resumed
 * by another process.
 */
export type Writing = {
  /** Bytes that a resume would find. */
  readonly sizeBytes: number;
  write(parts: readonly Uint8Array[]): Promise<void>;
  /** Makes what was written safe, and lets go of it. */
  pause(): Promise<void>;
  /** Makes the object appear under its key, whole and on the disk. */
  finish(): Promise<void>;
  /** Removes every trace. Never throws. */
  discard(): Promise<void>;
};

export type ObjectStore = {
  /** Words for people: "the folder /data/evidence". */
  name(): string;
  begin(key: string): Promise<Writing>;
  /** How many bytes of an object lie there that is being written; null when it was never begun, or is finished. */
  pending(key: string): Promise<number | null>;
  /** Goes on with what was paused or cut off, after at most `keepBytes` of it; null when nothing is there. */
  resume(key: string, keepBytes: (found: number) => number): Promise<Writing | null>;
  /**
   * The bytes from `start` to `end`, both included; null when there is no such object. A piece is good until the next is
   * asked for: then its memory is used again.
   */
  read(key: string, range: ByteRange): Promise<AsyncIterable<Uint8Array> | null>;
  stat(key: string): Promise<StoredFacts | null>;
  delete(key: string): Promise<void>;
  /** Objects below a folder of the store ("" for all), never those that are being written. */
  list(prefix: string): AsyncIterable<StoredFacts>;
  /** Small texts beside the objects: what is known of uploads on their way. */
  readNote(name: string): Promise<string | null>;
  writeNote(name: string, text: string): Promise<void>;
  deleteNote(name: string): Promise<void>;
  listNotes(): AsyncIterable<{ name: string; at: Date }>;
  /** Removes what somebody began to write and nobody has touched since. Answers how many. */
  discardStale(before: Date): Promise<number>;
};

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const KEY = new RegExp(`^${ID}/${ID}$`);
const ORGANIZATION = new RegExp(`^${ID}$`);

/** Nothing that a client sends ever becomes part of a path: only keys that we made are one. */
export function assertKey(key: string): void {
  if (!KEY.test(key)) throw new Error('not a storage key');
}

export function assertOrganizationFolder(prefix: string): void {
  if (!ORGANIZATION.test(prefix)) throw new Error('not an organization');
}

export function isKey(key: string): boolean {
  return KEY.test(key);
}

/** What lies there of uploads: their notes, and what was written of them. All that is of one begins with the same id. */
export type Leftover = { name: string; at: Date };

const uploadOf = ({ name }: Leftover) => name.slice(0, 36);

/** What nobody has touched since, and no note either: bytes that arrive leave their mark on one or the other. */
export function staleAmong<L extends Leftover>(leftovers: readonly L[], before: Date): L[] {
  const inUse = new Set(leftovers.filter(({ at }) => at >= before).map(uploadOf));
  return leftovers.filter((one) => !inUse.has(uploadOf(one)));
}

/** Names of notes are the second half of a key. */
export function assertNoteName(name: string): void {
  if (!ORGANIZATION.test(name)) throw new Error('not the name of a note');
}
