import 'server-only';
import { v7 as newId } from 'uuid';
import { AppError } from '@/lib/platform/errors';
import { formatLimit } from '@/lib/platform/format';
import { log } from '@/lib/platform/log';
import { detectMediaType } from '@/lib/platform/media-type';
import { damaged, storeFailure } from './failures';
import { removeOrganizationFolder } from './file-store';
import { sealedSize } from './frames';
import { newFileKey, type WrappedKey } from './keys';
import { assertKey, type ByteRange, type Writing } from './model';
import {
  checkFile,
  type Damage,
  DamagedFile,
  type FileInStore,
  readPlain,
  readSealed,
  readWhole,
} from './sealed-reader';
import { SealedWriter } from './sealed-writer';
import { evidenceStore } from './store';
import { noteNameOf, noteStored } from './upload-note';

export type StoredObject = {
  storageKey: string;
  sizeBytes: number;
  sha256: string;
  mediaType: string;
} & WrappedKey;

/**
 * Writes a stream to a new object: size and SHA-256 are computed and every byte is encrypted on the way; the object
 * appears under its key only when all of it is safe. The source is read to its end even when it is refused, so that the
 * sender hears the answer instead of a broken connection; the caller bounds the source. Throws TOO_LARGE, INVALID (empty)
 * and UNAVAILABLE (store); then nothing stays behind.
 */
export async function storeObject(
  organizationId: string,
  source: AsyncIterable<Uint8Array>,
  options: { maxBytes: number; fileName: string },
): Promise<StoredObject> {
  const storageKey = `${organizationId}/${newId()}`;
  const { key, wrapped } = newFileKey(storageKey);
  let writing: Writing | undefined;
  try {
    writing = await evidenceStore().begin(storageKey);
    const writer = new SealedWriter({ key, storageKey, writing });
    await takeAll(writer, source, options.maxBytes);
    if (writer.offset === 0) throw new AppError('INVALID', emptyWords);
    const { sizeBytes, sha256, head } = await writer.end();
    const mediaType = await detectMediaType(head, options.fileName);
    const stored = { storageKey, sizeBytes, sha256, mediaType, ...wrapped };
    // From here to its row the note knows of it: what a killed process leaves is found and removed.
    await noteStored(organizationId, stored, options.fileName);
    await writing.finish();
    return stored;
  } catch (error) {
    await writing?.discard();
    // It may have been whole when something failed. As long as it cannot be removed, its note stays, too.
    await discardObjects([storageKey]);
    throw storeFailure(error);
  }
}

export const emptyWords = 'This file is empty. Choose one that has contents.';

async function takeAll(
  writer: SealedWriter,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<void> {
  let failure: unknown;
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.byteLength;
    if (failure) continue;
    if (sizeBytes > maxBytes) failure = tooLarge(maxBytes);
    else {
      await writer.write(chunk).catch((error: unknown) => {
        failure = error;
      });
    }
  }
  if (failure) throw failure;
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('TOO_LARGE', `This file is larger than ${formatLimit(maxBytes)}.`);
}

/** Removes objects whose rows were never written. Failure is logged, not thrown: the first error matters more. */
export async function discardObjects(storageKeys: readonly string[]): Promise<void> {
  const store = evidenceStore();
  for (const storageKey of storageKeys) {
    assertKey(storageKey);
    try {
      await store.delete(storageKey);
      await store.deleteNote(noteNameOf(storageKey));
    } catch (error) {
      log().warn({ storageKey, err: error }, 'an unused evidence file could not be removed');
    }
  }
}

/** Once the rows of objects are written nothing else has to know of them. */
export async function settleObjects(storageKeys: readonly string[]): Promise<void> {
  for (const storageKey of storageKeys) {
    await evidenceStore()
      .deleteNote(noteNameOf(storageKey))
      .catch((error: unknown) => log().warn({ storageKey, err: error }, 'a note could not be removed'));
  }
}

/** Removes every object of an organization: for a sample organization that is removed whole. */
export async function discardOrganizationObjects(organizationId: string): Promise<void> {
  const keys: string[] = [];
  for await (const { key } of evidenceStore().list(organizationId)) keys.push(key);
  await discardObjects(keys);
  await removeOrganizationFolder(organizationId);
}

/**
 * Opens an object for reading. Of an encrypted one every frame is checked before it leaves; a whole one is hashed as well,
 * and its last bytes are held back until the hash fits. Of one that is not encrypted yet a part is sent only after all of
 * it was hashed. `onDamage` runs when it is not what was received. Throws UNAVAILABLE when that shows before the first byte.
 */
export async function openObject(
  file: FileInStore,
  range: ByteRange | null,
  onDamage: (what: Damage) => Promise<void>,
): Promise<ReadableStream<Uint8Array>> {
  const store = evidenceStore();
  try {
    const facts = await store.stat(file.storageKey);
    if (!facts) throw new DamagedFile('missing');
    if (facts.sizeBytes !== (file.wrapped ? sealedSize(file.sizeBytes) : file.sizeBytes))
      throw new DamagedFile('size');
    if (range && !file.wrapped) await checkFile(store, file);
    const read = file.wrapped ? readSealed : readPlain;
    const source = range ? read(store, file, range) : readWhole(store, file);
    // The first piece is read before the answer begins: damage there is still said in words.
    return streamOf(source, await source.next(), onDamage);
  } catch (error) {
    if (error instanceof DamagedFile) {
      await onDamage(error.damage);
      throw damaged(
        error.damage === 'missing' ? 'is missing from the storage' : 'is not the one that was received',
      );
    }
    throw storeFailure(error);
  }
}

function streamOf(
  source: AsyncGenerator<Uint8Array>,
  first: IteratorResult<Uint8Array>,
  onDamage: (what: Damage) => Promise<void>,
): ReadableStream<Uint8Array> {
  // One piece is read and decrypted while the one before is sent.
  let next: Promise<IteratorResult<Uint8Array>> = Promise.resolve(first);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await next;
          if (done) {
            controller.close();
            return;
          }
          next = source.next();
          next.catch(() => undefined);
          controller.enqueue(value);
        } catch (error) {
          if (error instanceof DamagedFile) await onDamage(error.damage);
          controller.error(
            error instanceof DamagedFile ? damaged('is not the one that was received') : error,
          );
        }
      },
      async cancel() {
        await next.catch(() => undefined);
        await source.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
