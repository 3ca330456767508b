import 'server-only';
import { read } from '@/lib/access/read';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import type { ReceivedFile } from '../../model';
import { storeFailure } from '../../store/failures';
import { evidenceStore } from '../../store/store';
import { noteNameOf, readUploadNote, type UploadNote, writeUploadNote } from '../../store/upload-note';
import { keepingGrant, stillKept } from './files';

/** A file that waits becomes evidence or is given up, never both: each is decided under the lock of its place, in any process. */
async function lockPlaces(tx: Transaction, storageKeys: readonly string[]): Promise<void> {
  for (const storageKey of [...new Set(storageKeys)].sort()) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`evidence file ${storageKey}`}, 0))`;
  }
}

export const uploadGone = () => notFound('This upload is not there any more. Choose the file again.');

/** Before rows are written for files. Throws NOT_FOUND when an upload was given up meanwhile. */
export async function claimPlaces(tx: Transaction, files: readonly ReceivedFile[]): Promise<void> {
  await lockPlaces(
    tx,
    files.map((file) => file.storageKey),
  );
  const uploads = files.filter((file) => file.isUpload);
  const notes = await Promise.all(uploads.map((file) => readUploadNote(noteNameOf(file.storageKey))));
  if (notes.some((note) => !note?.whole || note.isGivenUp)) throw uploadGone();
}

/** Writes down where an upload stands. Throws NOT_FOUND when it was given up, or has become evidence, meanwhile. */
export async function keepNote(note: UploadNote): Promise<void> {
  await read(keepingGrant(note.organizationId), async (tx) => {
    await lockPlaces(tx, [note.storageKey]);
    const known = await readUploadNote(noteNameOf(note.storageKey));
    if (!known || known.isGivenUp) throw uploadGone();
    await writeUploadNote(note);
  });
}

/**
 * Gives an upload up: nothing of it stays, and true is answered. When it has become evidence meanwhile, only its note goes.
 * What is broken off is ended by the sweep.
 */
export async function discardUpload(note: UploadNote): Promise<boolean> {
  const store = evidenceStore();
  const { storageKey } = note;
  try {
    const isOurs = await giveUp(note);
    if (isOurs) {
      await (await store.resume(storageKey, () => 0))?.discard();
      await store.delete(storageKey);
    }
    await store.deleteNote(noteNameOf(storageKey));
    return isOurs;
  } catch (error) {
    throw storeFailure(error);
  }
}

function giveUp(note: UploadNote): Promise<boolean> {
  const { organizationId, storageKey } = note;
  return read(keepingGrant(organizationId), async (tx) => {
    await lockPlaces(tx, [storageKey]);
    const rows = await tx.evidenceFile.count({ where: { organizationId, storageKey, ...stillKept } });
    if (rows > 0) return false;
    // On a full disk no note can be written, only removed: that says the same to whoever wants to claim it.
    await writeUploadNote({ ...note, isGivenUp: true }).catch(() =>
      evidenceStore().deleteNote(noteNameOf(storageKey)),
    );
    return true;
  });
}

/**
 * Removes files whose rows could not be written, as far as anybody knows: a connection may have broken after the rows were.
 * Failure is logged, not thrown: the first error matters more, and the sweep comes by.
 */
export async function discardUnclaimed(storageKeys: readonly string[]): Promise<void> {
  for (const storageKey of storageKeys) {
    try {
      const note = await readUploadNote(noteNameOf(storageKey));
      if (note) await discardUpload(note);
    } catch (error) {
      log().warn({ storageKey, err: error }, 'an unused evidence file could not be removed');
    }
  }
}
