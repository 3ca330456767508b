import 'server-only';
import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

/**
 * The form of an encrypted file (docs/decisions/0024): a mark of 16 bytes, then frames of 256 KiB, each encrypted and
 * authenticated by itself, so that any part can be read alone. A frame is bound to the file, to its place, and to whether
 * it is the last: left out, exchanged, cut off or added ones do not open.
 */
export const MARK = Buffer.from('inplace:sealed:1', 'ascii');
export const FRAME_BYTES = 256 * 1024;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const EXTRA_BYTES = NONCE_BYTES + TAG_BYTES;
export const SEALED_FRAME_BYTES = FRAME_BYTES + EXTRA_BYTES;

/** How many frames a file of so many bytes has. */
export function frameCount(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / FRAME_BYTES));
}

/** How large a file of so many bytes lies in the store. */
export function sealedSize(sizeBytes: number): number {
  return MARK.byteLength + sizeBytes + frameCount(sizeBytes) * EXTRA_BYTES;
}

/** Where a frame lies in the store. */
export function sealedRange(index: number, sizeBytes: number): { start: number; end: number } {
  const start = MARK.byteLength + index * SEALED_FRAME_BYTES;
  return { start, end: Math.min(start + SEALED_FRAME_BYTES, sealedSize(sizeBytes)) - 1 };
}

/** How many whole frames lie in the first bytes of an object. */
export function wholeFrames(storedBytes: number): number {
  return Math.max(0, Math.floor((storedBytes - MARK.byteLength) / SEALED_FRAME_BYTES));
}

/** The first bytes of an object that make up so many whole frames. */
export function bytesOfFrames(frames: number): number {
  return MARK.byteLength + frames * SEALED_FRAME_BYTES;
}

export type Place = { storageKey: string; index: number; isLast: boolean };

function placeText({ storageKey, index, isLast }: Place): Buffer {
  return Buffer.from(
    `${MARK.toString('ascii')}\n${storageKey}\n${index}\n${isLast ? 'last' : 'more'}`,
    'utf8',
  );
}

let pool = Buffer.alloc(0);

/** A random nonce; the bytes come from the system in larger helpings. */
function freshNonce(): Buffer {
  if (pool.byteLength < NONCE_BYTES) pool = randomFillSync(Buffer.allocUnsafe(NONCE_BYTES * 64));
  const nonce = pool.subarray(0, NONCE_BYTES);
  pool = pool.subarray(NONCE_BYTES);
  return nonce;
}

/**
 * Encrypts one frame. Its nonce is random, not counted: an upload that was cut off encrypts the frame it was cut off in a
 * second time, and under one key no nonce may serve two texts.
 */
export function sealFrame(key: Uint8Array, place: Place, bytes: Uint8Array): Uint8Array[] {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(placeText(place));
  const sealed = cipher.update(bytes);
  cipher.final();
  return [nonce, sealed, cipher.getAuthTag()];
}

/** The bytes of a frame, or null when it is not the one that was written at this place of this file. */
export function openFrame(key: Uint8Array, place: Place, sealed: Uint8Array): Buffer | null {
  if (sealed.byteLength < EXTRA_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(placeText(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const bytes = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    decipher.final();
    return bytes;
  } catch {
    return null;
  }
}
