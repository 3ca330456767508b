import 'server-only';
import { fileStore } from './file-store';
import type { ObjectStore } from './model';
import { s3Settings } from './s3-api';
import { s3Store } from './s3-store';

/** While files move from the disk to the S3 store, what is not there yet is still read here. */
const movingStore: ObjectStore = {
  ...s3Store,
  read: async (key, range) => (await s3Store.read(key, range)) ?? fileStore.read(key, range),
  stat: async (key) => (await s3Store.stat(key)) ?? fileStore.stat(key),
  delete: async (key) => {
    await fileStore.delete(key);
    await s3Store.delete(key);
  },
};

/** Where evidence is kept: in the S3 store when one is set, else on the disk. */
export function evidenceStore(): ObjectStore {
  return s3Settings() ? movingStore : fileStore;
}
