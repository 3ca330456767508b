import 'server-only';
import { v7 as newId } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import { AppError, notFound } from '@/lib/platform/errors';
import { detectMediaType } from '@/lib/platform/media-type';
import { rowId } from '@/lib/platform/parse';
import { cleanFileName } from '../rules';
import { storeFailure } from '../store/failures';
import { bytesOfFrames, FRAME_BYTES, frameCount, MARK, wholeFrames } from '../store/frames';
import { newFileKey, unwrapFileKey } from '../store/keys';
import { emptyWords, tooLarge } from '../store/objects';
import { checkHashOf, DamagedFile } from '../store/sealed-reader';
import { SealedWriter } from '../store/sealed-writer';
import { evidenceStore } from '../store/store';
import {
  noteNameOf,
  openTail,
  readUploadNote,
  sealTail,
  type UploadNote,
  writeUploadNote,
} from '../store/upload-note';

type Attach = Grant<'evidence:attach'>;

/** An id for a new upload; its file is kept under it. */
export const newUploadId = () => newId();

/**
 * Begins to receive a file in as many requests as it takes. Throws INVALID for an unusable name or no bytes, TOO_LARGE, and
 * UNAVAILABLE (store).
 */
export async function beginUpload(
  grant: Attach,
  {
    uploadId,
    fileName,
    sizeBytes,
    maxBytes,
  }: { uploadId: string; fileName: string; sizeBytes: number; maxBytes: number },
): Promise<void> {
  if (!grant.actor.userId) throw new Error('an upload needs a person who sends it');
  const cleaned = cleanFileName(fileName);
  if (!cleaned.ok) throw new AppError('INVALID', cleaned.message);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes <= 0) throw new AppError('INVALID', emptyWords);
  if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
  const storageKey = `${grant.organizationId}/${uploadId}`;
  try {
    const writing = await evidenceStore().begin(storageKey);
    await writing.pause();
    await writeUploadNote({
      organizationId: grant.organizationId,
      userId: grant.actor.userId,
      storageKey,
      fileName: cleaned.name,
      sizeBytes,
      ...newFileKey(storageKey).wrapped,
      startedAt: new Date().toISOString(),
      frames: 0,
      tail: '',
      whole: null,
    });
  } catch (error) {
    throw storeFailure(error);
  }
}

/** The note of one's own upload. Throws NOT_FOUND for anybody else's, and when it is gone. */
export async function ownUpload(grant: Attach, uploadId: string): Promise<UploadNote> {
  const note = rowId.safeParse(uploadId).success ? await readUploadNote(uploadId) : null;
  const isOwn = note?.organizationId === grant.organizationId && note.userId === grant.actor.userId;
  if (!note || !isOwn) throw notFound('This upload is not there any more. Choose the file again.');
  return note;
}

type Standing = { key: Buffer; frames: number; tail: Buffer };

/** Where an upload stands: frames that are really there, and what was paused behind them. */
async function standing(note: UploadNote): Promise<Standing> {
  const key = unwrapFileKey(note.storageKey, note);
  const found = await evidenceStore().pending(note.storageKey);
  if (!key || found === null) throw notFound('This upload is not there any more. Choose the file again.');
  // The last frame is always written anew: only then is it known to be the last.
  const frames = Math.min(wholeFrames(found), frameCount(note.sizeBytes) - 1);
  const tail = frames === note.frames ? openTail(key, note) : Buffer.alloc(0);
  return { key, frames, tail };
}

/** How many bytes of an upload are safe. */
export async function uploadedBytes(note: UploadNote): Promise<number> {
  if (note.whole) return note.sizeBytes;
  const { frames, tail } = await standing(note);
  return frames * FRAME_BYTES + tail.byteLength;
}

/**
 * Takes the next bytes of an upload. What came before the connection broke stays. Answers how many bytes are there now; with
 * the last one the file is whole, hashed and in the store, and waits to become evidence. Throws CONFLICT, INVALID, and
 * UNAVAILABLE (store).
 */
export async function appendToUpload(
  note: UploadNote,
  offset: number,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const { storageKey, sizeBytes } = note;
  try {
    const { key, frames, tail } = await standing(note);
    if (frames * FRAME_BYTES + tail.byteLength !== offset) {
      throw new AppError('CONFLICT', 'This upload stands elsewhere by now. Ask where, and go on from there.');
    }
    const writing = await evidenceStore().resume(storageKey, (found) =>
      found < MARK.byteLength ? 0 : bytesOfFrames(frames),
    );
    if (!writing) throw notFound('This upload is not there any more. Choose the file again.');
    const writer = new SealedWriter({ key, storageKey, writing, from: { frames, tail } });
    let failure: unknown;
    try {
      // Read to its end even when the store fails, so that the sender hears the answer instead of a broken connection.
      for await (const chunk of source) {
        if (failure) continue;
        await writer.write(chunk.subarray(0, sizeBytes - writer.offset)).catch((error: unknown) => {
          failure = error;
        });
      }
    } catch (error) {
      failure ??= error;
    }
    if (failure || writer.offset < sizeBytes) {
      const paused = await writer.pause().catch(async (error: unknown) => {
        await writing.pause().catch(() => undefined);
        throw failure ?? error;
      });
      const sealed = sealTail(key, storageKey, paused.frames, paused.tail);
      await writeUploadNote({ ...note, frames: paused.frames, tail: sealed });
      if (failure) throw failure;
      return writer.offset;
    }
    const { sha256, head } = await writer.end();
    await writing.finish();
    // The hash of what arrived in several requests is known only when all of it is read back.
    const whole = offset === 0 ? { sha256, head } : await readBack(note);
    const mediaType = await detectMediaType(whole.head, note.fileName);
    await writeUploadNote({ ...note, tail: '', whole: { sha256: whole.sha256, mediaType } });
    return sizeBytes;
  } catch (error) {
    throw storeFailure(error);
  }
}

async function readBack(note: UploadNote): Promise<{ sha256: string; head: Buffer }> {
  try {
    return await checkHashOf(evidenceStore(), { ...note, sha256: '', wrapped: note });
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    await discardUpload(note);
    throw new AppError('INVALID', 'This file did not arrive whole, so it was not kept. Choose it again.');
  }
}

/** Gives an upload up: nothing of it stays. */
export async function discardUpload(note: UploadNote): Promise<void> {
  const store = evidenceStore();
  try {
    await (await store.resume(note.storageKey, () => 0))?.discard();
    await store.delete(note.storageKey);
    await store.deleteNote(noteNameOf(note.storageKey));
  } catch (error) {
    throw storeFailure(error);
  }
}
