import 'server-only';
import { createHash } from 'node:crypto';
import { FRAME_BYTES, frameCount, openFrame, sealedRange } from './frames';
import { unwrapFileKey, type WrappedKey } from './keys';
import type { ByteRange, ObjectStore } from './model';
import { HEAD_BYTES } from './sealed-writer';

/** A file as its row describes it. Without a wrapped key it lies there as it came. */
export type FileInStore = {
  storageKey: string;
  sizeBytes: number;
  sha256: string;
  wrapped: WrappedKey | null;
};

export type Damage = 'missing' | 'size' | 'sha256' | 'frame' | 'key';

/** What is in the store is not what was received. */
export class DamagedFile extends Error {
  readonly damage: Damage;
  constructor(damage: Damage) {
    super(`evidence in the store is damaged: ${damage}`);
    this.name = 'DamagedFile';
    this.damage = damage;
  }
}

/**
 * The bytes of a part of an encrypted file. Only the frames that hold them are read, each is checked before a byte of it
 * leaves. Throws DamagedFile.
 */
export async function* readSealed(
  store: ObjectStore,
  file: FileInStore,
  range: ByteRange,
): AsyncGenerator<Buffer> {
  const { storageKey, sizeBytes, wrapped } = file;
  const key = wrapped && unwrapFileKey(storageKey, wrapped);
  if (!key) throw new DamagedFile('key');
  const first = Math.floor(range.start / FRAME_BYTES);
  const last = Math.floor(range.end / FRAME_BYTES);
  const lastOfFile = frameCount(sizeBytes) - 1;
  const source = await store.read(storageKey, {
    start: sealedRange(first, sizeBytes).start,
    end: sealedRange(last, sizeBytes).end,
  });
  if (!source) throw new DamagedFile('missing');
  let index = first;
  for await (const sealed of frames(source, (at) => frameLength(at, sizeBytes), first, last)) {
    const bytes = openFrame(key, { storageKey, index, isLast: index === lastOfFile }, sealed);
    if (!bytes) throw new DamagedFile('frame');
    const start = index * FRAME_BYTES;
    yield bytes.subarray(Math.max(0, range.start - start), Math.min(bytes.byteLength, range.end + 1 - start));
    index += 1;
  }
  if (index <= last) throw new DamagedFile('size');
}

function frameLength(index: number, sizeBytes: number): number {
  const { start, end } = sealedRange(index, sizeBytes);
  return end - start + 1;
}

/** Cuts a stream into frames. What is left over at its end is no whole frame, and left out. */
async function* frames(
  source: AsyncIterable<Uint8Array>,
  lengthOf: (index: number) => number,
  first: number,
  last: number,
): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = Buffer.alloc(0);
  let index = first;
  for await (const chunk of source) {
    let rest = begun.byteLength > 0 ? Buffer.concat([begun, chunk]) : chunk;
    while (index <= last && rest.byteLength >= lengthOf(index)) {
      yield rest.subarray(0, lengthOf(index));
      rest = rest.subarray(lengthOf(index));
      index += 1;
    }
    // The piece itself is gone by the next turn.
    begun = Buffer.from(rest);
  }
}

/** The bytes of a part of a file that lies there as it came. They prove nothing by themselves. */
export async function* readPlain(
  store: ObjectStore,
  file: FileInStore,
  range: ByteRange,
): AsyncGenerator<Uint8Array> {
  const source = await store.read(file.storageKey, range);
  if (!source) throw new DamagedFile('missing');
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    yield Buffer.from(chunk);
  }
  if (bytes !== range.end - range.start + 1) throw new DamagedFile('size');
}

/**
 * The whole file, hashed on its way; the last piece is held back until the hash fits, so that no wrong file is ever whole.
 * Throws DamagedFile.
 */
export async function* readWhole(store: ObjectStore, file: FileInStore): AsyncGenerator<Uint8Array> {
  const read = file.wrapped ? readSealed : readPlain;
  const hash = createHash('sha256');
  let held: Uint8Array | undefined;
  for await (const chunk of read(store, file, { start: 0, end: file.sizeBytes - 1 })) {
    if (held) yield held;
    hash.update(chunk);
    held = chunk;
  }
  if (hash.digest('hex') !== file.sha256) throw new DamagedFile('sha256');
  if (held) yield held;
}

/** The hash and the beginning of an encrypted file that has no hash yet. Throws DamagedFile. */
export async function checkHashOf(
  store: ObjectStore,
  file: FileInStore,
): Promise<{ sha256: string; head: Buffer }> {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let headBytes = 0;
  for await (const chunk of readSealed(store, file, { start: 0, end: file.sizeBytes - 1 })) {
    hash.update(chunk);
    if (headBytes < HEAD_BYTES) head.push(Buffer.from(chunk.subarray(0, HEAD_BYTES - headBytes)));
    headBytes += chunk.byteLength;
  }
  return { sha256: hash.digest('hex'), head: Buffer.concat(head) };
}

/** Reads a whole file and keeps nothing of it. Throws DamagedFile. */
export async function checkFile(store: ObjectStore, file: FileInStore): Promise<void> {
  for await (const _chunk of readWhole(store, file));
}
