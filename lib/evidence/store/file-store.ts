import 'server-only';
import { type FileHandle, mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { v7 as newId } from 'uuid';
import { env } from '@/lib/platform/env';
import { isAbsent } from './failures';
import { SEALED_FRAME_BYTES } from './frames';
import {
  assertKey,
  assertNoteName,
  assertOrganizationFolder,
  type ByteRange,
  isKey,
  type Leftover,
  type ObjectStore,
  type StoredFacts,
  staleAmong,
  type Writing,
} from './model';

const INCOMING = '.incoming';
/** Whole frames, so that none has to be put together from two pieces. */
const READ_BYTES = 2 * SEALED_FRAME_BYTES;

/**
 * Objects on the server's disk, below INPLACE_DATA_DIR/evidence. Written under a temporary name, synced and renamed.
 * Folders are 0700 and files 0600: only the program's account reads them.
 */
export const fileStore: ObjectStore = {
  name: () => `the folder ${root()}`,
  begin: async (key) => {
    const temporary = temporaryOf(key);
    await mkdir(path.dirname(pathOf(key)), { recursive: true, mode: 0o700 });
    await mkdir(path.dirname(temporary), { recursive: true, mode: 0o700 });
    return writing(key, await open(temporary, 'wx', 0o600), 0);
  },
  resume: async (key, keepBytes) => {
    const handle = await open(temporaryOf(key), 'r+').catch(nullIfAbsent);
    if (!handle) return null;
    const kept = keepBytes((await handle.stat()).size);
    await handle.truncate(kept);
    return writing(key, handle, kept);
  },
  pending: async (key) => (await stat(temporaryOf(key)).catch(nullIfAbsent))?.size ?? null,
  read: async (key, range) => {
    const handle = await open(pathOf(key), 'r').catch(nullIfAbsent);
    return handle && bytesOf(handle, range);
  },
  stat: async (key) => {
    const facts = await stat(pathOf(key)).catch(nullIfAbsent);
    return facts && { key, sizeBytes: facts.size, at: facts.mtime };
  },
  delete: async (key) => {
    await rm(pathOf(key), { force: true });
  },
  list,
  readNote: async (name) => readFile(noteOf(name), 'utf8').catch(nullIfAbsent),
  writeNote: async (name, text) => {
    const file = noteOf(name);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const half = `${file}.${newId()}`;
    try {
      const handle = await open(half, 'wx', 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(half, file);
    } catch (error) {
      await rm(half, { force: true }).catch(() => undefined);
      throw error;
    }
  },
  deleteNote: (name) => rm(noteOf(name), { force: true }),
  listNotes: async function* () {
    for (const name of await namesIn(path.join(root(), INCOMING))) {
      if (!name.endsWith('.json')) continue;
      const facts = await stat(path.join(root(), INCOMING, name)).catch(nullIfAbsent);
      if (facts) yield { name: name.slice(0, -5), at: facts.mtime };
    }
  },
  discardStale: async (before) => {
    const leftovers: Leftover[] = [];
    for (const name of await namesIn(path.join(root(), INCOMING))) {
      const facts = await stat(path.join(root(), INCOMING, name)).catch(nullIfAbsent);
      if (facts) leftovers.push({ name, at: facts.mtime });
    }
    const stale = staleAmong(leftovers, before).filter(({ name }) => !name.endsWith('.json'));
    for (const { name } of stale) await rm(path.join(root(), INCOMING, name), { force: true });
    return stale.length;
  },
};

function writing(key: string, handle: FileHandle, from: number): Writing {
  let position = from;
  let isOpen = true;
  const close = async () => {
    if (isOpen) await handle.close();
    isOpen = false;
  };
  return {
    get sizeBytes() {
      return position;
    },
    write: async (parts) => {
      for (let rest = parts; rest.length > 0; ) {
        const { bytesWritten } = await handle.writev(rest, position);
        position += bytesWritten;
        rest = without(rest, bytesWritten);
      }
    },
    pause: async () => {
      if (isOpen) await handle.sync();
      await close();
    },
    finish: async () => {
      if (isOpen) await handle.sync();
      await close();
      await rename(temporaryOf(key), pathOf(key));
      await syncFolder(path.dirname(pathOf(key)));
    },
    discard: async () => {
      await close().catch(() => undefined);
      await rm(temporaryOf(key), { force: true }).catch(() => undefined);
    },
  };
}

/** What a short write has left over. */
function without(parts: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skip = bytes;
  return parts.flatMap((part) => {
    const rest = part.subarray(Math.min(skip, part.byteLength));
    skip -= part.byteLength - rest.byteLength;
    return rest.byteLength > 0 ? [rest] : [];
  });
}

/** One piece is read while the one before is decrypted; two buffers in turn, for new ones would keep the collector busy. */
async function* bytesOf(handle: FileHandle, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  let [buffer, other] = [Buffer.allocUnsafe(READ_BYTES), Buffer.allocUnsafe(READ_BYTES)];
  let position = start;
  let next = fill(handle, buffer, position, end);
  try {
    for (;;) {
      const piece = await next;
      if (piece.byteLength === 0) return;
      position += piece.byteLength;
      [buffer, other] = [other, buffer];
      next = fill(handle, buffer, position, end);
      yield piece;
    }
  } finally {
    await next.catch(() => undefined);
    await handle.close();
  }
}

/** As many bytes as there are, up to a full buffer. */
async function fill(handle: FileHandle, buffer: Buffer, from: number, end: number): Promise<Buffer> {
  const wanted = Math.min(buffer.byteLength, end - from + 1);
  let filled = 0;
  while (filled < wanted) {
    const { bytesRead } = await handle.read(buffer, filled, wanted - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

async function* list(prefix: string): AsyncGenerator<StoredFacts> {
  if (prefix !== '') assertOrganizationFolder(prefix);
  const folders = prefix === '' ? await namesIn(root()) : [prefix];
  for (const folder of folders.sort()) {
    for (const name of (await namesIn(path.join(root(), folder))).sort()) {
      const key = `${folder}/${name}`;
      const facts = isKey(key) ? await stat(path.join(root(), key)).catch(nullIfAbsent) : null;
      if (facts?.isFile()) yield { key, sizeBytes: facts.size, at: facts.mtime };
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  const entries = await opendir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  for await (const entry of entries ?? []) names.push(entry.name);
  return names;
}

/** Removes everything of an organization: for a sample organization that is removed whole. */
export async function removeOrganizationFolder(organizationId: string): Promise<void> {
  assertOrganizationFolder(organizationId);
  await rm(path.join(root(), organizationId), { recursive: true, force: true });
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

function pathOf(key: string): string {
  assertKey(key);
  return path.join(root(), key);
}

function temporaryOf(key: string): string {
  assertKey(key);
  return path.join(root(), INCOMING, key.slice(key.indexOf('/') + 1));
}

function noteOf(name: string): string {
  assertNoteName(name);
  return path.join(root(), INCOMING, `${name}.json`);
}

function nullIfAbsent(error: unknown): null {
  if (isAbsent(error)) return null;
  throw error;
}
