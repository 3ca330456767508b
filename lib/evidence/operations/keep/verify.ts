import 'server-only';
import { listOrganizationIds } from '@/lib/audit-trail/queries/verify';
import { sealedSize } from '../../store/frames';
import { checkFile, DamagedFile } from '../../store/sealed-reader';
import { evidenceStore } from '../../store/store';
import { findKeptFile, type KeptFile, keptFiles } from './files';

/** Why a file is not what was received, in words; null when it is. */
export type Checked = KeptFile & { problem: string | null };

const words: Record<DamagedFile['damage'], string> = {
  missing: 'is missing',
  size: 'has another length than it was received with',
  sha256: 'has another SHA-256 than it was received with',
  frame: 'was changed after it was encrypted',
  key: 'cannot be decrypted: its key is not among EVIDENCE_KEYS',
};

/** Reads every file of every organization, decrypts and hashes it. Changes nothing. */
export async function* verifyFiles(): AsyncGenerator<Checked> {
  for (const organizationId of await listOrganizationIds()) {
    for await (const file of keptFiles(organizationId)) {
      const checked = { ...file, problem: await problemOf(file) };
      const certain = checked.problem === null ? checked : await checkedAgain(file);
      if (certain) yield certain;
    }
  }
}

/**
 * What looks damaged may have been moved, encrypted or given up since its row was read: the row is read once more before
 * anybody is alarmed. Null when the file is not kept any more.
 */
async function checkedAgain(file: KeptFile): Promise<Checked | null> {
  const known = await findKeptFile(file);
  if (!known) return null;
  const problem = await problemOf(known);
  const isAsBefore = problem === null || known.storageKey === file.storageKey;
  // It went on while it was looked at: then it is looked at where it is now.
  return isAsBefore ? { ...known, problem } : checkedAgain(known);
}

async function problemOf(file: KeptFile): Promise<string | null> {
  try {
    const facts = await evidenceStore().stat(file.storageKey);
    if (!facts) return words.missing;
    if (facts.sizeBytes !== (file.wrapped ? sealedSize(file.sizeBytes) : file.sizeBytes)) return words.size;
    await checkFile(evidenceStore(), file);
    return null;
  } catch (error) {
    if (error instanceof DamagedFile) return words[error.damage];
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Objects in the store that no file of the database names; an older database may have been restored. None is removed. */
export async function countUnknownObjects(known: ReadonlySet<string>): Promise<number> {
  let count = 0;
  for await (const { key } of evidenceStore().list('')) if (!known.has(key)) count += 1;
  return count;
}
