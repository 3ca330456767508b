import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import type { Grant } from '@/lib/access/grant';
import {
  makeOrganization,
  type TestOrganization,
  unsafeOwner,
  unsafeRows,
  untilWaitedFor,
} from '@/lib/platform/testing';
import { addFileEvidence } from '../commands/add';
import { discardUpload, keepNote } from '../operations/keep/places';
import { sweepUploads } from '../operations/keep/sweep';
import { fileDetails, uploadedFiles } from '../schema';
import { readUploadNote, type UploadNote, writeUploadNote } from '../store/upload-note';
import { sha256 } from '../testing/files';
import { withUploadedFiles } from './claim';
import { appendToUpload, beginUpload, newUploadId, ownUpload, uploadedBytes } from './receive';

// A folder of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'claims-'));
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);
const root = path.join(dataFolder, 'evidence');

let ours: TestOrganization;
let grant: Grant<'evidence:attach'>;
beforeAll(async () => {
  ours = await makeOrganization();
  grant = ours.grant('evidence:attach');
});
afterEach(() => vi.useRealTimers());

const bytes = randomBytes(400_000);
async function* once(part: Uint8Array) {
  yield part;
}

async function begun(): Promise<UploadNote> {
  const uploadId = newUploadId();
  await beginUpload(grant, { uploadId, fileName: 'a.bin', sizeBytes: bytes.length, maxBytes: 1e8 });
  return ownUpload(grant, uploadId);
}
async function arrived(): Promise<UploadNote> {
  const note = await begun();
  await appendToUpload(note, 0, once(bytes));
  return ownUpload(grant, idOf(note));
}
const idOf = ({ storageKey }: UploadNote) => storageKey.slice(37);
const claim = (note: UploadNote, before = async () => undefined as unknown) =>
  withUploadedFiles(grant, [idOf(note)], async (files) => {
    await before();
    return addFileEvidence(grant, fileDetails.parse({}), files, null);
  });
const isThere = ({ storageKey }: UploadNote) => existsSync(path.join(root, storageKey));
const hasRow = async ({ storageKey }: UploadNote) =>
  (await unsafeRows('SELECT 1 FROM "EvidenceFile" WHERE "storageKey" = $1', [storageKey])).length === 1;

test('what became evidence is not removed by whoever gives the upload up too late', async () => {
  const note = await arrived();
  await claim(note);
  expect(await discardUpload(note)).toBe(false);
  expect([isThere(note), await hasRow(note)]).toEqual([true, true]);
  expect(await readUploadNote(idOf(note))).toBeNull();
});

test('what was given up while it was claimed becomes no evidence', async () => {
  const note = await arrived();
  await expect(claim(note, () => discardUpload(note))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect([isThere(note), await hasRow(note)]).toEqual([false, false]);
});

test('at the same moment one of both wins: never a row without its bytes, never bytes that nobody knows of', async () => {
  for (let turn = 0; turn < 12; turn += 1) {
    const note = await arrived();
    const [claimed] = await Promise.allSettled([claim(note), discardUpload(note)]);
    expect([isThere(note), await hasRow(note)], `turn ${turn}`).toEqual(
      claimed.status === 'fulfilled' ? [true, true] : [false, false],
    );
  }
});

test('a claim that has its rows but has not ended holds the other back', async () => {
  const note = await arrived();
  const { evidenceId } = await claim(await arrived());
  // Another process in the middle of its claim: under the lock, its row written and not committed.
  const other = await unsafeOwner().connect();
  await other.query('BEGIN');
  await other.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `evidence file ${note.storageKey}`,
  ]);
  await other.query(
    `INSERT INTO "EvidenceFile" ("organizationId", "id", "evidenceId", "storageKey", "fileName", "sizeBytes", "mediaType", "sha256")
     VALUES ($1, gen_random_uuid(), $2, $3, 'a.bin', 400000, 'text/plain', 'x')`,
    [note.organizationId, evidenceId, note.storageKey],
  );
  const discarding = discardUpload(note);
  await untilWaitedFor(other);
  await other.query('COMMIT');
  other.release();
  expect(await discarding).toBe(false);
  expect(isThere(note)).toBe(true);
});

test('bytes that arrive for an upload that was given up elsewhere are refused, and do not stay', async () => {
  const note = await begun();
  async function* givenUpMeanwhile() {
    yield bytes.subarray(0, 100_000);
    await writeUploadNote({ ...note, isGivenUp: true });
    yield bytes.subarray(100_000);
  }
  await expect(appendToUpload(note, 0, givenUpMeanwhile())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(isThere(note)).toBe(false);
  await expect(keepNote(note)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('what came whole before the process ended is found to be whole', async () => {
  const note = await arrived();
  await writeUploadNote({ ...note, whole: null });
  expect(await uploadedBytes(await ownUpload(grant, idOf(note)))).toBe(bytes.length);
  expect((await ownUpload(grant, idOf(note))).whole).toMatchObject({ sha256: sha256(bytes) });
  await claim(note);
  expect([isThere(note), await hasRow(note)]).toEqual([true, true]);
});

test('an upload is not left while its bytes arrive, however slowly', async () => {
  const note = await begun();
  const file = path.join(root, '.incoming', `${idOf(note)}.json`);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  async function* slowly() {
    yield bytes.subarray(0, 1_000);
    await utimes(file, new Date('2020-01-01'), new Date('2020-01-01'));
    await utimes(file.slice(0, -5), new Date('2020-01-01'), new Date('2020-01-01'));
    vi.setSystemTime(Date.now() + 11 * 60_000);
    yield bytes.subarray(1_000, 2_000);
    vi.useRealTimers();
    expect(await sweepUploads()).toBe(0);
    yield bytes.subarray(2_000);
  }
  expect(await appendToUpload(note, 0, slowly())).toBe(bytes.length);
});

test('an upload that is named twice is refused with words', () => {
  const uploadId = newUploadId();
  const parsed = uploadedFiles.safeParse({ uploadIds: [uploadId, uploadId] });
  expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([
    'An upload is named twice. Name each once.',
  ]);
});
