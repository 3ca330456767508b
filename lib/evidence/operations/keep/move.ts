import 'server-only';
import { listOrganizationIds } from '@/lib/audit-trail/queries/verify';
import { fileStore } from '../../store/file-store';
import { sealedSize } from '../../store/frames';
import type { ObjectStore } from '../../store/model';
import { s3Settings } from '../../store/s3-api';
import { s3Store } from '../../store/s3-store';
import { checkFile, DamagedFile } from '../../store/sealed-reader';
import { encryptOlderFiles } from './encrypt';
import { type KeptFile, keptFiles } from './files';

/**
 * Copies every file from the data folder to the S3 store, reads it back from there, decrypted and hashed, and only then
 * removes it here. What is there already is not sent again, so that it can be broken off and called again.
 */
export async function moveToStore(): Promise<{ files: number; problems: string[] }> {
  if (!s3Settings()) {
    return {
      files: 0,
      problems: ['no S3 store is set: EVIDENCE_S3_ENDPOINT and EVIDENCE_S3_BUCKET say where it is'],
    };
  }
  // Nothing leaves this machine that is not encrypted.
  await encryptOlderFiles();
  const done = { files: 0, problems: [] as string[] };
  for (const organizationId of await listOrganizationIds()) {
    for await (const file of keptFiles(organizationId, { keyId: { not: null } })) {
      try {
        if (await moveFile(file)) done.files += 1;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        done.problems.push(`${file.fileName} of “${file.evidenceTitle}” (${file.storageKey}): ${why}`);
      }
    }
  }
  return done;
}

async function moveFile(file: KeptFile): Promise<boolean> {
  const { storageKey, sizeBytes } = file;
  const there = await s3Store.stat(storageKey);
  const here = await fileStore.stat(storageKey);
  if (!here) {
    if (!there) throw new DamagedFile('missing');
    return false;
  }
  const size = sealedSize(sizeBytes);
  if (here.sizeBytes !== size) throw new DamagedFile('size');
  if (there?.sizeBytes !== size) await copy(fileStore, s3Store, storageKey, size);
  await checkFile(s3Store, file);
  await fileStore.delete(storageKey);
  return true;
}

async function copy(from: ObjectStore, to: ObjectStore, key: string, sizeBytes: number): Promise<void> {
  const source = await from.read(key, { start: 0, end: sizeBytes - 1 });
  if (!source) throw new DamagedFile('missing');
  const writing = await to.begin(key);
  try {
    for await (const piece of source) await writing.write([Buffer.from(piece)]);
    await writing.finish();
  } catch (error) {
    await writing.discard();
    throw error;
  }
}
