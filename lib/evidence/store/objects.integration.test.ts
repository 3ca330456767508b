import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, test, vi } from 'vitest';
import { sealedSize } from './frames';
import { discardObjects, openObject, type StoredObject, storeObject } from './objects';

// A folder of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'storage-'));
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);
const root = path.join(dataFolder, 'evidence');
const unexpected = async () => {
  throw new Error('no damage was expected');
};

async function* chunks(...parts: (string | Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield typeof part === 'string' ? Buffer.from(part) : part;
  }
}

const store = (source: AsyncIterable<Uint8Array>, maxBytes = 1_000_000, organizationId = randomUUID()) =>
  storeObject(organizationId, source, { maxBytes, fileName: 'a.txt' });

const opening = ({ storageKey, sizeBytes, sha256: hash, keyId, wrappedKey }: StoredObject) => ({
  storageKey,
  sizeBytes,
  sha256: hash,
  wrapped: { keyId, wrappedKey },
});

const sha256 = (contents: string | Uint8Array) => createHash('sha256').update(contents).digest('hex');

async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('keeping a file', () => {
  test('size and hash are those of the bytes, and the file is for the program alone', async () => {
    const organizationId = randomUUID();
    const stored = await store(chunks('rule 1: ', 'deny all\n'), 1_000, organizationId);
    expect(stored).toMatchObject({
      sizeBytes: 17,
      sha256: sha256('rule 1: deny all\n'),
      mediaType: 'text/plain',
    });
    expect(stored.storageKey).toMatch(new RegExp(`^${organizationId}/[0-9a-f-]{36}$`));
    const file = path.join(root, stored.storageKey);
    const bytes = await readFile(file);
    expect(bytes.byteLength).toBe(sealedSize(17));
    expect(bytes.includes('deny all')).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
    expect((await stat(root)).mode & 0o777).toBe(0o700);
  });

  test('a file of exactly the limit is kept, one byte more is refused and read to its end', async () => {
    await expect(store(chunks(randomBytes(100)), 100)).resolves.toMatchObject({ sizeBytes: 100 });
    const seen: number[] = [];
    async function* counted() {
      for (const size of [60, 41, 500]) {
        seen.push(size);
        yield randomBytes(size);
      }
    }
    await expect(store(counted(), 100)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(seen).toEqual([60, 41, 500]);
  });

  test.each([
    ['an empty file', () => chunks(), 'INVALID'],
    ['a file of empty pieces', () => chunks('', ''), 'INVALID'],
    ['a file over the limit', () => chunks(randomBytes(200)), 'TOO_LARGE'],
  ])('%s is refused and leaves nothing', async (_words, source, code) => {
    const organizationId = randomUUID();
    const before = await filesBelow(path.join(root, '.incoming'));
    await expect(store(source(), 100, organizationId)).rejects.toMatchObject({ code });
    expect(await filesBelow(path.join(root, organizationId))).toEqual([]);
    expect(await filesBelow(path.join(root, '.incoming'))).toEqual(before);
  });

  test('an upload that breaks off at half leaves nothing', async () => {
    const organizationId = randomUUID();
    const before = await filesBelow(path.join(root, '.incoming'));
    const source = chunks(randomBytes(50_000), new Error('aborted'));
    await expect(store(source, 1_000_000, organizationId)).rejects.toThrow('aborted');
    expect(await filesBelow(path.join(root, organizationId))).toEqual([]);
    expect(await filesBelow(path.join(root, '.incoming'))).toEqual(before);
  });

  test.runIf(existsSync('/dev/full'))('a full disk is said in words and leaves nothing', async () => {
    // The kernel's always-full device stands in for the disk: the write itself fails with ENOSPC.
    const organizationId = randomUUID();
    const before = await filesBelow(path.join(root, '.incoming'));
    const handle = await open('/dev/null', 'r');
    const prototype = Object.getPrototypeOf(handle) as { writev: (...data: unknown[]) => Promise<unknown> };
    await handle.close();
    const write = prototype.writev;
    const full = vi.spyOn(prototype, 'writev').mockImplementation(async function (this: unknown) {
      const device = await open('/dev/full', 'w');
      try {
        return await write.call(device, [Buffer.from('x')], 0);
      } finally {
        await device.close();
      }
    });
    try {
      await expect(store(chunks('some bytes'), 1_000, organizationId)).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringContaining('disk of the server is full'),
      });
    } finally {
      full.mockRestore();
    }
    expect(await filesBelow(path.join(root, organizationId))).toEqual([]);
    expect(await filesBelow(path.join(root, '.incoming'))).toEqual(before);
  });
});

describe('reading a file back', () => {
  const contents = randomBytes(700_000);

  const text = async (stream: ReadableStream<Uint8Array>) =>
    Buffer.from(await new Response(stream).arrayBuffer());

  test('the whole and any part are the bytes that were kept', async () => {
    const stored = await store(chunks(contents));
    expect((await text(await openObject(opening(stored), null, unexpected))).equals(contents)).toBe(true);
    for (const [start, end] of [
      [0, 0],
      [5, 300_000],
      [699_999, 699_999],
    ] as const) {
      const stream = await openObject(opening(stored), { start, end }, unexpected);
      expect((await text(stream)).equals(contents.subarray(start, end + 1))).toBe(true);
    }
  });

  test('a changed byte is found while the whole streams: nothing of its frame is sent', async () => {
    const stored = await store(chunks(contents));
    await tamper(stored.storageKey, (bytes) => bytes.fill(0, 600_010, 600_020));
    const damage = vi.fn(async () => undefined);
    const reader = (await openObject(opening(stored), null, damage)).getReader();
    let received = 0;
    await expect(
      (async () => {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          received += value.byteLength;
        }
      })(),
    ).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    // One good frame waits for the next, so that the last is never sent before the hash of all fits.
    expect(received).toBe(256 * 1024);
    expect(damage).toHaveBeenCalledExactlyOnceWith('frame');
  });

  test.each([
    [
      'a changed byte, asked for in part',
      (bytes: Buffer) => bytes.fill(0, 100, 110),
      { start: 500, end: 600 },
      'frame',
    ],
    ['a changed byte at the start', (bytes: Buffer) => bytes.fill(0, 100, 110), null, 'frame'],
    [
      'two exchanged frames',
      (bytes: Buffer) =>
        Buffer.concat([
          bytes.subarray(0, 16),
          bytes.subarray(16 + 262_172, 16 + 2 * 262_172),
          bytes.subarray(16, 16 + 262_172),
          bytes.subarray(16 + 2 * 262_172),
        ]),
      null,
      'frame',
    ],
    ['a shortened file', (bytes: Buffer) => bytes.subarray(1), null, 'size'],
  ])('%s is found before the first byte', async (_words, change, range, what) => {
    const stored = await store(chunks(contents));
    await tamper(stored.storageKey, change);
    const damage = vi.fn(async () => undefined);
    await expect(openObject(opening(stored), range, damage)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    expect(damage).toHaveBeenCalledExactlyOnceWith(what);
  });

  test.each([
    ['whole', null],
    ['in part', { start: 500, end: 600 }],
  ])(
    'what was kept before encryption is still read, and a changed byte of it found: %s',
    async (_words, range) => {
      const storageKey = `${randomUUID()}/${randomUUID()}`;
      const file = { storageKey, sizeBytes: contents.length, sha256: sha256(contents), wrapped: null };
      await mkdir(path.join(root, path.dirname(storageKey)), { recursive: true });
      await writeFile(path.join(root, storageKey), contents);
      const expected = range ? contents.subarray(range.start, range.end + 1) : contents;
      expect((await text(await openObject(file, range, unexpected))).equals(expected)).toBe(true);
      await tamper(storageKey, (bytes) => bytes.fill(0, 10, 20));
      const damage = vi.fn(async () => undefined);
      const attempt = openObject(file, range, damage).then(text);
      await expect(attempt).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(damage).toHaveBeenCalledExactlyOnceWith('sha256');
    },
  );

  test('a missing file is said in words', async () => {
    const stored = await store(chunks(contents));
    await discardObjects([stored.storageKey]);
    const damage = vi.fn(async () => undefined);
    await expect(openObject(opening(stored), null, damage)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('missing'),
    });
    expect(damage).toHaveBeenCalledExactlyOnceWith('missing');
  });

  test.each(['../../etc/passwd', 'a/b', `${randomUUID()}/../x`, `${randomUUID()}/${randomUUID()}/x`, ''])(
    'no path but a generated key is ever opened: %s',
    async (key) => {
      const file = { storageKey: key, sizeBytes: 1, sha256: '', wrapped: null };
      await expect(openObject(file, null, unexpected)).rejects.toThrow('storage key');
      await expect(discardObjects([key])).rejects.toThrow('storage key');
    },
  );

  async function tamper(storageKey: string, change: (bytes: Buffer) => Uint8Array) {
    const file = path.join(root, storageKey);
    await chmod(file, 0o600);
    await writeFile(file, change(await readFile(file)));
  }
});
