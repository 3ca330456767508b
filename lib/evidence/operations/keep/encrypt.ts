import 'server-only';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { listOrganizationIds } from '@/lib/audit-trail/queries/verify';
import { log } from '@/lib/platform/log';
import { discardObjects, settleObjects, storeObject } from '../../store/objects';
import { checkFile, DamagedFile, readWhole } from '../../store/sealed-reader';
import { evidenceStore } from '../../store/store';
import { noteGivenUp } from '../../store/upload-note';
import { type KeptFile, keepingGrant, keptFiles, stillKept } from './files';

/**
 * Encrypts what was kept before there was encryption, one file after the other: written anew, named by its row, and only then
 * is the old one removed. Can be broken off at any moment and called again. A file that is not what was received is left as it
 * is, for `npm run verify` to name; what else fails holds no other up, and is thrown at the end. Answers how many were encrypted.
 */
export async function encryptOlderFiles(): Promise<number> {
  let files = 0;
  let failure: unknown;
  for (const organizationId of await listOrganizationIds()) {
    for await (const file of keptFiles(organizationId, { keyId: null })) {
      try {
        if (await encryptFile(file)) files += 1;
      } catch (error) {
        log().error({ fileId: file.fileId, err: error }, 'an evidence file could not be encrypted');
        // What is damaged stays so; anything else may pass, and is asked for again.
        if (!(error instanceof DamagedFile)) failure ??= error;
      }
    }
  }
  if (files > 0) log().info({ files }, 'older evidence files were encrypted');
  if (failure) throw failure;
  return files;
}

async function encryptFile(file: KeptFile): Promise<boolean> {
  const { organizationId, evidenceId, evidenceTitle, fileId, fileName, storageKey, sizeBytes, sha256 } = file;
  const stored = await storeObject(organizationId, readWhole(evidenceStore(), file), {
    maxBytes: sizeBytes,
    fileName,
  });
  const { keyId, wrappedKey } = stored;
  try {
    // What the store says that it wrote is believed only once it was read: the other copy goes next.
    await checkFile(evidenceStore(), {
      storageKey: stored.storageKey,
      sizeBytes,
      sha256,
      wrapped: { keyId, wrappedKey },
    });
  } catch (error) {
    await discardObjects([stored.storageKey]);
    throw new Error('the store did not keep what was written', { cause: error });
  }
  const isOurs = await commit(keepingGrant(organizationId), async (tx) => {
    const { count } = await tx.evidenceFile.updateMany({
      where: { organizationId, id: fileId, storageKey, keyId: null, ...stillKept },
      data: { storageKey: stored.storageKey, keyId, wrappedKey },
    });
    if (count === 0) return unchanged(false);
    // The older copy is readable: the sweep takes what cannot be removed now.
    await noteGivenUp(organizationId, file);
    return {
      result: true,
      events: [
        {
          type: 'evidence.file-encrypted',
          subject: { type: 'evidence', id: evidenceId },
          data: { title: evidenceTitle, fileId, fileName },
        },
      ],
    };
  });
  // Another process was faster, or the file was removed meanwhile: ours is not wanted.
  if (isOurs) await settleObjects([stored.storageKey]);
  await discardObjects([isOurs ? storageKey : stored.storageKey]);
  return isOurs;
}
