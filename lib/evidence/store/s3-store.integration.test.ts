import { createHash, randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Grant } from '@/lib/access/grant';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { startSwift } from '@/scripts/testing/swift.mjs';
import type { FileInStore } from './sealed-reader';

/** Settings are read once: what is tested is loaded when they are known. */
async function load() {
  vi.resetModules();
  return {
    ...(await import('../queries/item')),
    ...(await import('../testing/files')),
    ...(await import('../upload/receive')),
    ...(await import('../operations/keep/move')),
    ...(await import('../operations/keep/verify')),
    ...(await import('./file-store')),
    ...(await import('./objects')),
    ...(await import('./s3-store')),
  };
}

// Debian's packages of OpenStack Swift: a real store, which checks signatures. Machines without them leave this out.
describe('an S3-compatible store', () => {
  let swift: Awaited<ReturnType<typeof startSwift>>;
  let ours: TestOrganization;
  let grant: Grant<'evidence:attach'>;
  let app: Awaited<ReturnType<typeof load>>;
  const unexpected = async () => {
    throw new Error('no damage was expected');
  };

  const set = () => {
    vi.stubEnv('EVIDENCE_S3_ENDPOINT', swift.endpoint);
    vi.stubEnv('EVIDENCE_S3_BUCKET', 'evidence');
    vi.stubEnv('EVIDENCE_S3_KEY_ID', swift.keyId);
    vi.stubEnv('EVIDENCE_S3_SECRET', swift.secret);
    vi.stubEnv('EVIDENCE_S3_PREFIX', 'inplace/');
  };

  beforeAll(async () => {
    swift = await startSwift(mkdtempSync(path.join(inject('dataFolder'), 'swift-')));
    vi.stubEnv('INPLACE_DATA_DIR', mkdtempSync(path.join(inject('dataFolder'), 's3-')));
    set();
    app = await load();
    const client = new AwsClient({
      accessKeyId: swift.keyId,
      secretAccessKey: swift.secret,
      service: 's3',
      region: 'us-east-1',
    });
    expect((await client.fetch(`${swift.endpoint}/evidence`, { method: 'PUT' })).status).toBe(200);
    ours = await makeOrganization();
    grant = ours.grant('evidence:attach');
  }, 120_000);
  afterAll(() => swift?.stop());

  async function* pieces(bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at += 300_000) yield bytes.subarray(at, at + 300_000);
  }
  const read = async (file: FileInStore, range: { start: number; end: number } | null = null) =>
    Buffer.from(await new Response(await app.openObject(file, range, unexpected)).arrayBuffer());

  /** As if it had been kept on the disk before there was a store. */
  async function putBack(storageKey: string) {
    const { sizeBytes = 0 } = (await app.s3Store.stat(storageKey)) ?? {};
    const source = await app.s3Store.read(storageKey, { start: 0, end: sizeBytes - 1 });
    const writing = await app.fileStore.begin(storageKey);
    for await (const piece of source ?? []) await writing.write([piece]);
    await writing.finish();
    await app.s3Store.delete(storageKey);
  }

  test('what was kept on the disk moves there, checked, and is read from either meanwhile', async () => {
    const evidenceId = await app.addTestFiles(ours, { 'a.txt': 'first', 'b.txt': 'second' });
    const rows = () =>
      unsafeRows<{ storageKey: string }>(
        'SELECT "storageKey" FROM "EvidenceFile" WHERE "evidenceId" = $1 ORDER BY "id"',
        [evidenceId],
      );
    const [first] = await rows();
    for (const { storageKey } of await rows()) await putBack(storageKey);
    const problems = async () => {
      const found: string[] = [];
      for await (const file of app.verifyFiles())
        if (file.organizationId === ours.organizationId && file.problem) found.push(file.problem);
      return found;
    };
    expect(await problems(), 'before').toEqual([]);
    expect(await app.s3Store.stat(first?.storageKey ?? '')).toBeNull();
    expect((await app.moveToStore()).problems.filter((words) => words.includes(ours.organizationId))).toEqual(
      [],
    );
    expect(await app.fileStore.stat(first?.storageKey ?? '')).toBeNull();
    expect(await app.s3Store.stat(first?.storageKey ?? '')).toMatchObject({ key: first?.storageKey });
    expect(await problems(), 'after').toEqual([]);
    expect((await app.moveToStore()).files, 'again').toBe(0);
    expect((await app.getEvidence(ours.grant('evidence:read'), evidenceId)).files).toHaveLength(2);
  }, 60_000);

  test('a large file goes in parts; whole and in part it comes back as it was', async () => {
    const bytes = randomBytes(20_000_000);
    const stored = await app.storeObject(ours.organizationId, pieces(bytes), {
      maxBytes: 1e8,
      fileName: 'a.bin',
    });
    expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const file = { ...stored, wrapped: stored };
    expect((await read(file)).equals(bytes)).toBe(true);
    expect(
      (await read(file, { start: 9_000_000, end: 9_700_000 })).equals(bytes.subarray(9_000_000, 9_700_001)),
    ).toBe(true);
    const listed: string[] = [];
    for await (const { key } of app.s3Store.list(ours.organizationId)) listed.push(key);
    expect(listed).toContain(stored.storageKey);
    await app.s3Store.delete(stored.storageKey);
    const damage = vi.fn(async () => undefined);
    await expect(app.openObject(file, null, damage)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(damage).toHaveBeenCalledExactlyOnceWith('missing');
  }, 60_000);

  test('an upload that breaks goes on where it stood', async () => {
    const bytes = randomBytes(18_000_000);
    const uploadId = app.newUploadId();
    await app.beginUpload(grant, { uploadId, fileName: 'a.bin', sizeBytes: bytes.length, maxBytes: 1e8 });
    const places = [randomInt(1, 5_000_000), randomInt(5_000_001, 12_000_000), bytes.length];
    for (const place of places) {
      const note = await app.ownUpload(grant, uploadId);
      const offset = await app.uploadedBytes(note);
      expect(
        await app.appendToUpload(note, offset, pieces(bytes.subarray(offset, place))),
        `until ${place}`,
      ).toBe(place);
    }
    const { whole, ...note } = await app.ownUpload(grant, uploadId);
    expect(whole?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await read({ ...note, sha256: whole?.sha256 ?? '', wrapped: note })).equals(bytes)).toBe(true);
    expect(await app.s3Store.pending(note.storageKey)).toBeNull();
  }, 60_000);

  test('what nobody went on with goes', async () => {
    const uploadId = app.newUploadId();
    await app.beginUpload(grant, { uploadId, fileName: 'a.bin', sizeBytes: 20_000_000, maxBytes: 1e8 });
    const note = await app.ownUpload(grant, uploadId);
    await app.appendToUpload(note, 0, pieces(randomBytes(10_000_000)));
    expect(await app.s3Store.pending(note.storageKey)).toBeGreaterThan(9_000_000);
    await app.s3Store.discardStale(new Date(Date.now() + 60_000));
    expect(await app.s3Store.pending(note.storageKey)).toBeNull();
  }, 60_000);

  test('a store that is down is said in words, and keeps nothing half', async () => {
    vi.stubEnv('EVIDENCE_S3_ENDPOINT', 'http://127.0.0.1:9');
    vi.resetModules();
    const fresh = await import('./objects');
    const attempt = fresh.storeObject(ours.organizationId, pieces(randomBytes(10)), {
      maxBytes: 100,
      fileName: 'a',
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('does not answer'),
    });
  }, 60_000);
});
