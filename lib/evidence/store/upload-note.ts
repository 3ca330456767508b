import 'server-only';
import { z } from 'zod';
import { log } from '@/lib/platform/log';
import { FRAME_BYTES, openFrame, sealFrame } from './frames';
import { openNote, sealNote, type WrappedKey } from './keys';
import { evidenceStore } from './store';

/**
 * What is known of a file between its first byte and its row. It lies beside the file, not in the database: the two come and
 * go together, also when an older database is restored. Sealed, for it says whose the file is and where it lies.
 */
const uploadNote = z.object({
  organizationId: z.uuid(),
  /** Who sends it; null for what arrived in one request. */
  userId: z.uuid().nullable(),
  /** The link that it came by, where whoever sends it has no account. */
  linkId: z.uuid().nullable().default(null),
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
  /** It becomes no evidence any more, and its bytes are to go. */
  isGivenUp: z.boolean().default(false),
});
export type UploadNote = z.infer<typeof uploadNote>;

/** "organization/file" → "file". */
export function noteNameOf(storageKey: string): string {
  return storageKey.slice(storageKey.indexOf('/') + 1);
}

/** The note of a file on its way; null when there is none, or none that we wrote for it. */
export async function readUploadNote(name: string): Promise<UploadNote | null> {
  return (await readSealedNote(name))?.note ?? null;
}

/** The keys that a note needs: the one that sealed it, and the one that wrapped its file's. */
export async function keyIdsOfNote(name: string): Promise<string[]> {
  const found = await readSealedNote(name);
  return found ? [found.keyId, found.note.keyId] : [];
}

async function readSealedNote(name: string): Promise<{ keyId: string; note: UploadNote } | null> {
  const sealed = await evidenceStore().readNote(name);
  if (sealed === null) return null;
  const opened = openNote(name, sealed);
  const note = opened && uploadNote.safeParse(asJson(opened.text)).data;
  if (!note || note.storageKey !== `${note.organizationId}/${name}`) {
    log().warn({ name }, 'the note of an upload is not one of ours');
    return null;
  }
  return { keyId: opened.keyId, note };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function writeUploadNote(note: UploadNote): Promise<void> {
  const name = noteNameOf(note.storageKey);
  return evidenceStore().writeNote(name, sealNote(name, JSON.stringify(note)));
}

/** Of a file that arrived in one request and waits for its row. */
export function noteStored(
  organizationId: string,
  stored: WrappedKey & { storageKey: string; sizeBytes: number; sha256: string; mediaType: string },
  fileName: string,
): Promise<void> {
  const { sha256, mediaType, ...rest } = stored;
  return writeUploadNote({ ...rest, ...fresh(organizationId, fileName), whole: { sha256, mediaType } });
}

/** Of bytes that a row gives up: when they cannot be removed now, they are later. */
export function noteGivenUp(
  organizationId: string,
  { storageKey, fileName, sizeBytes }: { storageKey: string; fileName: string; sizeBytes: bigint | number },
): Promise<void> {
  return writeUploadNote({
    ...fresh(organizationId, fileName),
    storageKey,
    sizeBytes: Number(sizeBytes),
    keyId: '',
    wrappedKey: '',
    isGivenUp: true,
  });
}

const fresh = (organizationId: string, fileName: string) => ({
  organizationId,
  userId: null,
  linkId: null,
  fileName,
  startedAt: new Date().toISOString(),
  frames: 0,
  tail: '',
  whole: null,
  isGivenUp: false,
});

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
