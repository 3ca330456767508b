import 'server-only';
import { storeFailure } from './failures';
import { sealedSize } from './frames';
import type { FileInStore } from './sealed-reader';
import { evidenceStore } from './store';

/**
 * Whether a file lies in the store with the size that it must have. Its bytes are checked when they are read. Throws UNAVAILABLE
 * while the store cannot say.
 */
export async function isPresent({ storageKey, sizeBytes, wrapped }: FileInStore): Promise<boolean> {
  try {
    const facts = await evidenceStore().stat(storageKey);
    return facts?.sizeBytes === (wrapped ? sealedSize(sizeBytes) : sizeBytes);
  } catch (error) {
    throw storeFailure(error);
  }
}
