import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Grant } from '@/lib/access/grant';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { startFakeS3 } from '../testing/s3';

/** Settings are read once: what is tested is loaded when they are known. */
async function load() {
  vi.resetModules();
  return {
    ...(await import('../upload/receive')),
    ...(await import('../operations/keep/sweep')),
    ...(await import('./objects')),
    ...(await import('./upload-note')),
    ...(await import('./s3-store')),
    ...(await import('./frames')),
  };
}

let s3: Awaited<ReturnType<typeof startFakeS3>>;
let app: Awaited<ReturnType<typeof load>>;
let ours: TestOrganization;
let grant: Grant<'evidence:attach'>;

beforeAll(async () => {
  s3 = await startFakeS3('evidence');
  vi.stubEnv('INPLACE_DATA_DIR', mkdtempSync(path.join(inject('dataFolder'), 's3-failures-')));
  vi.stubEnv('EVIDENCE_S3_ENDPOINT', s3.endpoint);
  vi.stubEnv('EVIDENCE_S3_BUCKET', 'evidence');
  vi.stubEnv('EVIDENCE_S3_KEY_ID', 'app');
  vi.stubEnv('EVIDENCE_S3_SECRET', 'secret');
  app = await load();
  ours = await makeOrganization();
  grant = ours.grant('evidence:attach');
});
afterEach(() => {
  s3.before = () => null;
  s3.after = () => null;
});
afterAll(() => s3.stop());

async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 300_000) yield bytes.subarray(at, at + 300_000);
}
const keep = (bytes: Uint8Array) =>
  app.storeObject(ours.organizationId, pieces(bytes), { maxBytes: 1e8, fileName: 'a.bin' });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const refused = { status: 403 };

async function begun(sizeBytes: number): Promise<string> {
  const uploadId = app.newUploadId();
  await app.beginUpload(grant, { uploadId, fileName: 'secret name.bin', sizeBytes, maxBytes: 1e8 });
  return uploadId;
}
async function append(uploadId: string, bytes: Uint8Array, until = bytes.length): Promise<number> {
  const note = await app.ownUpload(grant, uploadId);
  const offset = await app.uploadedBytes(note);
  return app.appendToUpload(note, offset, pieces(bytes.subarray(offset, until)));
}

describe('what could not be written counts as that', () => {
  test.each([
    ['in one piece', 1_000, 'PUT'],
    ['begun in parts', 20_000_000, 'POST'],
    ['in parts', 20_000_000, 'PUT'],
  ])('a file that the store answers with “not found”, %s', async (_words, sizeBytes, method) => {
    s3.before = (asked) =>
      asked.method === method && !asked.key.startsWith('.incoming/') ? { status: 404 } : null;
    await expect(keep(randomBytes(sizeBytes))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('does not answer'),
    });
    expect([...s3.objects.keys()]).toEqual([]);
    expect(s3.uploads.size).toBe(0);
  });

  test('neither is a note, nor a bucket that is not there an empty one', async () => {
    s3.before = () => ({ status: 404 });
    await expect(app.s3Store.writeNote(app.newUploadId(), 'x')).rejects.toMatchObject({ status: 404 });
    await expect(app.s3Store.list('')[Symbol.asyncIterator]().next()).rejects.toMatchObject({ status: 404 });
  });

  test('a file that was whole when something failed does not stay', async () => {
    s3.before = ({ method, key }) => (method === 'DELETE' && key.endsWith('.tail') ? refused : null);
    await expect(keep(randomBytes(1_000))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect([...s3.objects.keys()]).toEqual([]);
  });

  test('as long as it cannot be removed its note stays, too, for the sweep', async () => {
    s3.before = ({ method }) => (method === 'DELETE' ? refused : null);
    await expect(keep(randomBytes(1_000))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    s3.before = () => null;
    expect(s3.objects.size).toBe(2);
    await app.sweepUploads(new Date(Date.now() + 60_000));
    expect([...s3.objects.keys()]).toEqual([]);
  });
});

describe('an upload that was cut off', () => {
  const bytes = randomBytes(30_000_000);

  async function isWhole(uploadId: string) {
    const note = await app.ownUpload(grant, uploadId);
    expect(note.whole?.sha256).toBe(sha256(bytes));
    expect(s3.objects.get(note.storageKey)?.body.byteLength).toBe(app.sealedSize(bytes.length));
    expect(s3.uploads.size).toBe(0);
  }

  test('goes on after its last whole part when the process was killed, and all parts but the last are equal', async () => {
    const uploadId = await begun(bytes.length);
    let parts = 0;
    // From the third part on nothing arrives any more, no word of where it stood either.
    s3.before = ({ method, query }) => {
      if (method === 'PUT' && query.has('partNumber')) parts += 1;
      return parts >= 3 && method !== 'GET' ? refused : null;
    };
    await expect(append(uploadId, bytes)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    s3.before = () => null;
    expect(await app.uploadedBytes(await app.ownUpload(grant, uploadId))).toBe(64 * app.FRAME_BYTES);
    await append(uploadId, bytes, 21_000_000);
    expect(await append(uploadId, bytes)).toBe(bytes.length);
    await isWhole(uploadId);
    const [first = 0, ...others] = s3.partSizes;
    expect(first).toBeGreaterThan(8 * 1024 * 1024);
    expect(others.slice(0, -1)).toEqual([first, first]);
    expect(others.at(-1)).toBeLessThan(first);
  });

  test('goes on when all parts were there and the store did not put them together', async () => {
    const uploadId = await begun(bytes.length);
    s3.before = ({ method, query }) => (method === 'POST' && query.has('uploadId') ? refused : null);
    await expect(append(uploadId, bytes)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    s3.before = () => null;
    expect(await app.uploadedBytes(await app.ownUpload(grant, uploadId))).toBe(96 * app.FRAME_BYTES);
    expect(await append(uploadId, bytes)).toBe(bytes.length);
    await isWhole(uploadId);
  });

  test('is whole when it was put together and only the answer was lost', async () => {
    const uploadId = await begun(bytes.length);
    s3.after = ({ method, query }) => (method === 'POST' && query.has('uploadId') ? refused : null);
    await expect(append(uploadId, bytes)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    s3.after = () => null;
    expect(await append(uploadId, bytes)).toBe(bytes.length);
    await isWhole(uploadId);
  });

  test('is given up by its last activity, not by when it began', async () => {
    const uploadId = await begun(bytes.length);
    await append(uploadId, bytes, 10_000_000);
    const { storageKey } = await app.ownUpload(grant, uploadId);
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    const note = `.incoming/${uploadId}.json`;
    for (const upload of s3.uploads.values()) upload.at = twoDaysAgo;
    for (const [key, kept] of s3.objects) if (key !== note) kept.at = twoDaysAgo;
    await app.sweepUploads();
    expect(await app.s3Store.pending(storageKey)).toBeGreaterThan(9_000_000);
    const kept = s3.objects.get(note);
    if (kept) kept.at = twoDaysAgo;
    await app.sweepUploads();
    expect(await app.s3Store.pending(storageKey)).toBeNull();
    expect([...s3.objects.keys()].filter((key) => key.includes(uploadId))).toEqual([]);
    expect(s3.uploads.size).toBe(0);
  });
});

describe('the note of an upload', () => {
  const bodyOf = (uploadId: string) => s3.objects.get(`.incoming/${uploadId}.json`)?.body.toString() ?? '';
  const put = (uploadId: string, text: string) =>
    s3.objects.set(`.incoming/${uploadId}.json`, { body: Buffer.from(text), at: new Date(), after: '' });

  test('says nothing to who reads the store', async () => {
    const uploadId = await begun(100);
    expect(bodyOf(uploadId)).toMatch(/^[0-9a-f]{16}\.[\w-]+$/);
    expect(Buffer.from(bodyOf(uploadId), 'base64url').toString('latin1')).not.toContain('secret name');
    expect(await app.readUploadNote(uploadId)).toMatchObject({ fileName: 'secret name.bin' });
  });

  test('is believed only as we wrote it, for this very upload', async () => {
    const [one, two] = [await begun(100), await begun(100)];
    const note = await app.readUploadNote(one);
    put(two, bodyOf(one));
    expect(await app.readUploadNote(two), 'another’s').toBeNull();
    put(two, JSON.stringify({ ...note, storageKey: `${ours.organizationId}/${two}` }));
    expect(await app.readUploadNote(two), 'made up').toBeNull();
    const { sealNote } = await import('./keys');
    put(two, sealNote(two, JSON.stringify(note)));
    expect(await app.readUploadNote(two), 'of another place').toBeNull();
    await expect(app.ownUpload(grant, two)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
