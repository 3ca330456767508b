import 'server-only';
import type { FileInStore } from '../store/sealed-reader';

type FileRow = {
  storageKey: string;
  sizeBytes: bigint;
  sha256: string;
  keyId: string | null;
  wrappedKey: string | null;
};

/** What the store has to know of a file to read it. */
export function inStore({ storageKey, sizeBytes, sha256, keyId, wrappedKey }: FileRow): FileInStore {
  const wrapped = keyId && wrappedKey ? { keyId, wrappedKey } : null;
  return { storageKey, sizeBytes: Number(sizeBytes), sha256, wrapped };
}
