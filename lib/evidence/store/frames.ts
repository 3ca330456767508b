import 'server-only';
import { openBytes, SEAL_BYTES, sealBytes } from '@/lib/platform/aead';

/**
 * The form of an encrypted file (docs/decisions/0024): a mark of 16 bytes, then frames of 256 KiB, each encrypted and
 * authenticated by itself, so that any part can be read alone. A frame is bound to the file, to its place, and to whether
 * it is the last: left out, exchanged, cut off or added ones do not open.
 */
export const MARK = Buffer.from('inplace:sealed:1', 'ascii');
export const FRAME_BYTES = 256 * 1024;
export const SEALED_FRAME_BYTES = FRAME_BYTES + SEAL_BYTES;

/** How many frames a file of so many bytes has. */
export function frameCount(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / FRAME_BYTES));
}

/** How large a file of so many bytes lies in the store. */
export function sealedSize(sizeBytes: number): number {
  return MARK.byteLength + sizeBytes + frameCount(sizeBytes) * SEAL_BYTES;
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

function placeText({ storageKey, index, isLast }: Place): string {
  return `${MARK.toString('ascii')}\n${storageKey}\n${index}\n${isLast ? 'last' : 'more'}`;
}

/**
 * Encrypts one frame. Its nonce is random, not counted: an upload that was cut off encrypts the frame it was cut off in a
 * second time, and under one key no nonce may serve two texts.
 */
export function sealFrame(key: Uint8Array, place: Place, bytes: Uint8Array): Uint8Array[] {
  return sealBytes(key, placeText(place), bytes);
}

/** The bytes of a frame, or null when it is not the one that was written at this place of this file. */
export function openFrame(key: Uint8Array, place: Place, sealed: Uint8Array): Buffer | null {
  return openBytes(key, placeText(place), sealed);
}
