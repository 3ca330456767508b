import 'server-only';
import { sealedSize } from './frames';
import type { FileInStore } from './sealed-reader';
import { evidenceStore } from './store';

/** Whether a file lies in the store with the size that it must have. Its bytes are checked when they are read. */
export async function isPresent({ storageKey, sizeBytes, wrapped }: FileInStore): Promise<boolean> {
  const facts = await evidenceStore().stat(storageKey);
  return facts?.sizeBytes === (wrapped ? sealedSize(sizeBytes) : sizeBytes);
}
