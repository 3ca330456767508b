import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { AppError } from '@/lib/platform/errors';
import { maxFilesPerItem, type ReceivedFile } from '../model';
import { scanReceived } from '../operations/scan/scan';
import { settleObjects } from '../store/objects';
import { noteNameOf, type UploadNote } from '../store/upload-note';
import { ownUpload } from './receive';

/**
 * Lets `work` write the rows of files that arrived before. When it fails they stay and wait: a form with a wrong field is
 * corrected without sending them again. Asked twice it answers the same. Throws NOT_FOUND and WRONG_STATE (not whole yet).
 */
export async function withUploadedFiles(
  grant: Grant<'evidence:attach'>,
  uploadIds: readonly string[],
  work: (files: ReceivedFile[]) => Promise<{ evidenceId: string }>,
): Promise<{ evidenceId: string }> {
  const keys = placesOf(grant, uploadIds);
  const before = await itemOf(grant, keys);
  if (before) return before;
  return claimUploads(grant, uploadIds, (files) =>
    work(files).catch(async (error: unknown) => {
      // Two of the same at once: the other one has written the rows.
      const others = await itemOf(grant, keys);
      if (others) return others;
      throw error;
    }),
  );
}

/** The same without an answer for what is evidence already: of that, somebody from outside learns nothing. */
export async function claimUploads<R>(
  grant: Grant<'evidence:attach'>,
  uploadIds: readonly string[],
  work: (files: ReceivedFile[]) => Promise<R>,
): Promise<R> {
  const keys = placesOf(grant, uploadIds);
  const notes = await Promise.all(uploadIds.map((uploadId) => ownUpload(grant, uploadId)));
  const added = await work(notes.map(receivedFile));
  await settleObjects(keys);
  await scanReceived(grant.organizationId, keys);
  return added;
}

function placesOf(grant: Grant<'evidence:attach'>, uploadIds: readonly string[]): string[] {
  if (uploadIds.length > maxFilesPerItem) {
    throw new AppError('INVALID', undefined, { file: [`One item takes at most ${maxFilesPerItem} files.`] });
  }
  return uploadIds.map((uploadId) => `${grant.organizationId}/${uploadId}`);
}

function receivedFile(note: UploadNote): ReceivedFile {
  const { storageKey, fileName, sizeBytes, keyId, wrappedKey, whole } = note;
  if (!whole) {
    throw new AppError('WRONG_STATE', `${fileName} has not arrived whole yet (${noteNameOf(storageKey)}).`);
  }
  return { storageKey, fileName, sizeBytes, keyId, wrappedKey, ...whole, isUpload: true };
}

/** The item that all these files belong to already; null when one of them has no row. */
async function itemOf(
  grant: Grant<'evidence:attach'>,
  storageKeys: readonly string[],
): Promise<{ evidenceId: string } | null> {
  const rows = await read(grant, (tx) =>
    tx.evidenceFile.findMany({
      where: { organizationId: grant.organizationId, storageKey: { in: [...storageKeys] } },
      select: { evidenceId: true },
    }),
  );
  const [first] = rows;
  return first && rows.length === storageKeys.length ? { evidenceId: first.evidenceId } : null;
}
