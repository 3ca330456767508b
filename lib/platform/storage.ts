import 'server-only';
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { v7 as newId } from 'uuid';
import { env } from './env';
import { AppError } from './errors';
import { log } from './log';
import { detectMediaType } from './media-type';

/**
 * Evidence files on the server's disk, below INPLACE_DATA_DIR/evidence. A file gets a generated key; nothing that a
 * client sends ever becomes part of a path. Folders are 0700 and files 0600: only the program's account reads them.
 */
const KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INCOMING = '.incoming';
const CHUNK_BYTES = 256 * 1024;
/** A temporary file this old belongs to a process that died. */
const STALE_MS = 24 * 60 * 60 * 1000;

type StoredObject = { storageKey: string; sizeBytes: number; sha256: string; mediaType: string };

/**
 * Writes a stream to a new object: size and SHA-256 are computed on the way, the object appears under its key only
 * when every byte is on the disk. The source is read to its end even when it is refused, so that the sender hears the
 * answer instead of a broken connection; the caller bounds the source. Throws TOO_LARGE, INVALID (empty) and
 * UNAVAILABLE (disk); then nothing stays behind.
 */
export async function storeObject(
  organizationId: string,
  source: AsyncIterable<Uint8Array>,
  options: { maxBytes: number; fileName: string },
): Promise<StoredObject> {
  const storageKey = `${organizationId}/${newId()}`;
  const target = pathOf(storageKey);
  const temporary = path.join(root(), INCOMING, newId());
  let handle: FileHandle | undefined;
  try {
    handle = await openTemporary(temporary, path.dirname(target));
    const { sizeBytes, sha256 } = await writeAll(handle, source, options.maxBytes);
    if (sizeBytes === 0) throw new AppError('INVALID', 'This file is empty. Choose one that has contents.');
    await handle.sync();
    await handle.close();
    handle = undefined;
    const mediaType = await detectMediaType(temporary, options.fileName);
    await rename(temporary, target);
    await syncFolder(path.dirname(target));
    return { storageKey, sizeBytes, sha256, mediaType };
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await rm(temporary, { force: true }).catch(() => undefined);
    throw diskError(error);
  }
}

/** Removes objects whose rows were never written. Failure is logged, not thrown: the first error matters more. */
export async function discardObjects(storageKeys: readonly string[]): Promise<void> {
  for (const storageKey of storageKeys) {
    await rm(pathOf(storageKey), { force: true }).catch((error: unknown) => {
      log().warn({ storageKey, err: error }, 'an unused evidence file could not be removed');
    });
  }
}

/** Removes every object of an organization: for a sample organization that is removed whole. */
export async function discardOrganizationObjects(organizationId: string): Promise<void> {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(organizationId))
    throw new Error('not an organization');
  await rm(path.join(root(), organizationId), { recursive: true, force: true });
}

type ByteRange = { start: number; end: number };
type Expected = { sizeBytes: number; sha256: string };

/**
 * Opens an object for reading. A whole object is hashed while it streams and its last bytes are held back until the
 * hash fits; for a range the whole object is hashed first. `onDamage` runs when size or hash differ.
 * Throws UNAVAILABLE when the object is missing or damaged before the first byte.
 */
export async function openObject(
  storageKey: string,
  expected: Expected,
  range: ByteRange | null,
  onDamage: (what: string) => Promise<void>,
): Promise<ReadableStream<Uint8Array>> {
  const handle = await open(pathOf(storageKey), 'r').catch((error: unknown) => missingOr(error));
  const sizeBytes = handle ? (await handle.stat()).size : -1;
  if (!handle || sizeBytes !== expected.sizeBytes) {
    await handle?.close();
    await onDamage(handle ? 'size' : 'missing');
    throw damaged(handle ? 'is not the one that was received' : 'is missing from the storage folder');
  }
  if (!range) return verifiedStream(handle, expected, onDamage);
  if ((await hashOf(handle)) !== expected.sha256) {
    await handle.close();
    await onDamage('sha256');
    throw damaged('is not the one that was received');
  }
  return rangeStream(handle, range);
}

function verifiedStream(
  handle: FileHandle,
  expected: Expected,
  onDamage: (what: string) => Promise<void>,
): ReadableStream<Uint8Array> {
  const hash = createHash('sha256');
  let position = 0;
  let held: Uint8Array | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const chunk = await readChunk(handle, position, CHUNK_BYTES);
          if (chunk) {
            position += chunk.byteLength;
            hash.update(chunk);
            const previous = held;
            held = chunk;
            if (!previous) continue;
            controller.enqueue(previous);
            return;
          }
          await handle.close();
          if (hash.digest('hex') !== expected.sha256) {
            await onDamage('sha256');
            controller.error(damaged('is not the one that was received'));
            return;
          }
          if (held) controller.enqueue(held);
          controller.close();
          return;
        }
      },
      async cancel() {
        await handle.close();
      },
    },
    { highWaterMark: 1 },
  );
}

function rangeStream(handle: FileHandle, range: ByteRange): ReadableStream<Uint8Array> {
  let position = range.start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await readChunk(handle, position, Math.min(CHUNK_BYTES, range.end - position + 1));
        if (chunk) {
          position += chunk.byteLength;
          controller.enqueue(chunk);
        }
        if (!chunk || position > range.end) {
          await handle.close();
          controller.close();
        }
      },
      async cancel() {
        await handle.close();
      },
    },
    { highWaterMark: 1 },
  );
}

async function hashOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  let position = 0;
  for (;;) {
    const chunk = await readChunk(handle, position, CHUNK_BYTES);
    if (!chunk) return hash.digest('hex');
    position += chunk.byteLength;
    hash.update(chunk);
  }
}

async function readChunk(handle: FileHandle, position: number, size: number): Promise<Uint8Array | null> {
  if (size <= 0) return null;
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(size), 0, size, position);
  return bytesRead === 0 ? null : buffer.subarray(0, bytesRead);
}

async function writeAll(handle: FileHandle, source: AsyncIterable<Uint8Array>, maxBytes: number) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let failure: unknown;
  for await (const chunk of source) {
    sizeBytes += chunk.byteLength;
    if (failure) continue;
    if (sizeBytes > maxBytes) {
      failure = new AppError('TOO_LARGE', `This file is larger than ${sizeWords(maxBytes)}.`);
      await handle.truncate(0).catch(() => undefined);
      continue;
    }
    hash.update(chunk);
    // The handle keeps its position, and writeFile repeats short writes until the chunk is out.
    await handle.writeFile(chunk).catch(async (error: unknown) => {
      failure = error;
      await handle.truncate(0).catch(() => undefined);
    });
  }
  if (failure) throw failure;
  return { sizeBytes, sha256: hash.digest('hex') };
}

async function openTemporary(temporary: string, targetFolder: string): Promise<FileHandle> {
  await mkdir(targetFolder, { recursive: true, mode: 0o700 });
  await mkdir(path.dirname(temporary), { recursive: true, mode: 0o700 });
  await removeStale(path.dirname(temporary));
  return open(temporary, 'wx', 0o600);
}

const swept = new Set<string>();

/** Once per process: what a killed process left half-written. */
async function removeStale(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const facts = await stat(file).catch(() => null);
    if (facts && Date.now() - facts.mtimeMs > STALE_MS) await rm(file, { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The build is told not to follow this path: it would pack every folder called "evidence". */
function root(): string {
  return path.join(/* turbopackIgnore: true */ env().INPLACE_DATA_DIR, 'evidence');
}

function pathOf(storageKey: string): string {
  if (!KEY.test(storageKey)) throw new Error('not a storage key');
  return path.join(root(), storageKey);
}

function missingOr(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw diskError(error);
}

function diskError(error: unknown): unknown {
  const code = codeOf(error);
  if (!code) return error;
  log().error({ code, err: error }, 'evidence storage failed');
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'UNAVAILABLE',
      'The disk of the server is full, so this file was not kept. Tell your administrator.',
    );
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new AppError(
      'UNAVAILABLE',
      'The server may not write to its storage folder, so this file was not kept. Tell your administrator.',
    );
  }
  return new AppError('UNAVAILABLE', 'The storage of the server failed. Try again in a moment.');
}

/** System call errors carry a code such as ENOSPC; an interrupted upload (ECONNRESET) is not the disk's fault. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AppError || !(error instanceof Error) || !('syscall' in error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return code && code !== 'ECONNRESET' && code !== 'EPIPE' ? code : undefined;
}

function damaged(what: string): AppError {
  return new AppError('UNAVAILABLE', `This file ${what}. It was not sent, and the audit log records it.`);
}

function sizeWords(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  return mebibytes >= 1 ? `${Math.floor(mebibytes)} MB` : `${bytes.toLocaleString('en')} bytes`;
}
