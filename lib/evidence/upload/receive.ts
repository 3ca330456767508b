import 'server-only';
import { v7 as newId } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { detectMediaType } from '@/lib/platform/media-type';
import { rowId } from '@/lib/platform/parse';
import { discardUpload, keepNote, uploadGone } from '../operations/keep/places';
import { cleanFileName } from '../rules';
import { storeFailure } from '../store/failures';
import { bytesOfFrames, FRAME_BYTES, frameCount, MARK, sealedSize, wholeFrames } from '../store/frames';
import { newFileKey, unwrapFileKey } from '../store/keys';
import { emptyWords, tooLarge } from '../store/objects';
import { checkHashOf, DamagedFile } from '../store/sealed-reader';
import { SealedWriter } from '../store/sealed-writer';
import { evidenceStore } from '../store/store';
import { openTail, readUploadNote, sealTail, type UploadNote, writeUploadNote } from '../store/upload-note';

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
  const { userId, linkId = null } = grant.actor;
  if (!userId && !linkId) throw new Error('an upload needs a person who sends it');
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
      userId,
      linkId,
      storageKey,
      fileName: cleaned.name,
      sizeBytes,
      ...newFileKey(storageKey).wrapped,
      startedAt: new Date().toISOString(),
      frames: 0,
      tail: '',
      whole: null,
      isGivenUp: false,
    });
  } catch (error) {
    throw storeFailure(error);
  }
}

/** The note of one's own upload, or of the link's that one came by. Throws NOT_FOUND for any other, and when it is gone. */
export async function ownUpload(grant: Attach, uploadId: string): Promise<UploadNote> {
  const note = rowId.safeParse(uploadId).success ? await readUploadNote(uploadId) : null;
  const { userId, linkId = null } = grant.actor;
  const isOwn =
    note?.organizationId === grant.organizationId && note.userId === userId && note.linkId === linkId;
  if (!note || !isOwn || note.isGivenUp) throw uploadGone();
  return note;
}

type Standing = { key: Buffer; frames: number; tail: Buffer };

/** Where an upload stands: frames that are really there, and what was paused behind them; null when it is whole. */
async function standing(note: UploadNote): Promise<Standing | null> {
  if (note.whole) return null;
  const key = unwrapFileKey(note.storageKey, note);
  const found = await evidenceStore().pending(note.storageKey);
  if (found === null && (await isFinished(note))) return null;
  if (!key || found === null) throw uploadGone();
  // The last frame is always written anew: only then is it known to be the last.
  const frames = Math.min(wholeFrames(found), frameCount(note.sizeBytes) - 1);
  const tail = frames === note.frames ? openTail(key, note) : Buffer.alloc(0);
  return { key, frames, tail };
}

/** Whether it came whole into the store in a process that ended before its note said so. Then it says so now. */
async function isFinished(note: UploadNote): Promise<boolean> {
  const facts = await evidenceStore().stat(note.storageKey);
  if (facts?.sizeBytes !== sealedSize(note.sizeBytes)) return false;
  await becomeWhole(note, await readBack(note));
  return true;
}

async function becomeWhole(note: UploadNote, { sha256, head }: { sha256: string; head: Buffer }) {
  const mediaType = await detectMediaType(head, note.fileName);
  try {
    await keepNote({ ...note, tail: '', whole: { sha256, mediaType } });
  } catch (error) {
    // Given up in another process, which may not have seen what was finished here.
    if (error instanceof AppError && error.code === 'NOT_FOUND') await discardUpload(note);
    throw error;
  }
}

/** How many bytes of an upload are safe. */
export async function uploadedBytes(note: UploadNote): Promise<number> {
  const found = await standing(note);
  return found ? found.frames * FRAME_BYTES + found.tail.byteLength : note.sizeBytes;
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
    const found = await standing(note);
    if (offset !== (found ? found.frames * FRAME_BYTES + found.tail.byteLength : sizeBytes)) {
      throw new AppError('CONFLICT', 'This upload stands elsewhere by now. Ask where, and go on from there.');
    }
    if (!found) return sizeBytes;
    const { key, frames, tail } = found;
    const writing = await evidenceStore().resume(storageKey, (bytes) =>
      bytes < MARK.byteLength ? 0 : bytesOfFrames(frames),
    );
    if (!writing) throw uploadGone();
    const writer = new SealedWriter({ key, storageKey, writing, from: { frames, tail } });
    const failure = await takeAll(note, writer, source);
    if (failure || writer.offset < sizeBytes) {
      const paused = await writer.pause().catch(async (error: unknown) => {
        await writing.pause().catch(() => undefined);
        throw failure ?? error;
      });
      const sealed = sealTail(key, storageKey, paused.frames, paused.tail);
      await keepNote({ ...note, frames: paused.frames, tail: sealed }).catch((error: unknown) => {
        throw failure ?? error;
      });
      if (failure) throw failure;
      return writer.offset;
    }
    const { sha256, head } = await writer.end();
    await writing.finish();
    // The hash of what arrived in several requests is known only when all of it is read back.
    await becomeWhole(note, offset === 0 ? { sha256, head } : await readBack(note));
    return sizeBytes;
  } catch (error) {
    throw storeFailure(error);
  }
}

/** So often the note of an upload is written anew while its bytes arrive: by its age an upload is known to be left. */
const KEEP_MS = 10 * 60 * 1000;

/** Reads to the end even when the store fails, so that the sender hears the answer instead of a broken connection. */
async function takeAll(
  note: UploadNote,
  writer: SealedWriter,
  source: AsyncIterable<Uint8Array>,
): Promise<unknown> {
  let failure: unknown;
  let keptAt = now().getTime();
  try {
    for await (const chunk of source) {
      if (failure) continue;
      await writer.write(chunk.subarray(0, note.sizeBytes - writer.offset)).catch((error: unknown) => {
        failure = error;
      });
      if (now().getTime() - keptAt < KEEP_MS) continue;
      keptAt = now().getTime();
      await keepNote(note).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'NOT_FOUND') failure ??= error;
        else log().warn({ storageKey: note.storageKey, err: error }, 'the note of an upload was not renewed');
      });
    }
  } catch (error) {
    failure ??= error;
  }
  return failure;
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
