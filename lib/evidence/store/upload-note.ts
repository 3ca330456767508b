import 'server-only';
import { z } from 'zod';
import { log } from '@/lib/platform/log';
import { FRAME_BYTES, openFrame, sealFrame } from './frames';
import type { WrappedKey } from './keys';
import { evidenceStore } from './store';

/**
 * What is known of a file between its first byte and its row. It lies beside the file, not in the database: the two come and
 * go together, also when an older database is restored.
 */
const uploadNote = z.object({
  organizationId: z.uuid(),
  /** Who sends it; null for what arrived in one request. */
  userId: z.uuid().nullable(),
  storageKey: z.string(),
  fileName: z.string(),
  sizeBytes: z.int().positive(),
  keyId: z.string(),
  wrappedKey: z.string(),
  startedAt: z.iso.datetime(),
  /** Frames that were safe when it was last paused, and the encrypted beginning of the next. */
  frames: z.int().min(0),
  tail: z.string(),
  /** What it turned out to be, once all of it is there. */
  whole: z.object({ sha256: z.string(), mediaType: z.string() }).nullable(),
});
export type UploadNote = z.infer<typeof uploadNote>;

/** "organization/file" → "file". */
export function noteNameOf(storageKey: string): string {
  return storageKey.slice(storageKey.indexOf('/') + 1);
}

/** The note of a file on its way; null when there is none, or none that can be read. */
export async function readUploadNote(name: string): Promise<UploadNote | null> {
  const text = await evidenceStore().readNote(name);
  if (text === null) return null;
  try {
    return uploadNote.parse(JSON.parse(text));
  } catch (error) {
    log().warn({ name, err: error }, 'the note of an upload cannot be read');
    return null;
  }
}

export function writeUploadNote(note: UploadNote): Promise<void> {
  return evidenceStore().writeNote(noteNameOf(note.storageKey), JSON.stringify(note));
}

/** Of a file that arrived in one request and waits for its row. */
export function noteStored(
  organizationId: string,
  stored: WrappedKey & { storageKey: string; sizeBytes: number; sha256: string; mediaType: string },
  fileName: string,
): Promise<void> {
  const { sha256, mediaType, ...rest } = stored;
  return writeUploadNote({
    ...rest,
    organizationId,
    userId: null,
    fileName,
    startedAt: new Date().toISOString(),
    frames: 0,
    tail: '',
    whole: { sha256, mediaType },
  });
}

const tailPlace = (storageKey: string, frames: number) => ({
  storageKey: `${storageKey} tail`,
  index: frames,
  isLast: false,
});

export function sealTail(key: Uint8Array, storageKey: string, frames: number, tail: Uint8Array): string {
  if (tail.byteLength === 0) return '';
  return Buffer.concat(sealFrame(key, tailPlace(storageKey, frames), tail)).toString('base64');
}

/** The beginning of the next frame; empty when it does not open, then the sender sends it again. */
export function openTail(key: Uint8Array, { storageKey, frames, tail }: UploadNote): Buffer {
  const bytes = tail && openFrame(key, tailPlace(storageKey, frames), Buffer.from(tail, 'base64'));
  return bytes && bytes.byteLength <= FRAME_BYTES ? bytes : Buffer.alloc(0);
}
