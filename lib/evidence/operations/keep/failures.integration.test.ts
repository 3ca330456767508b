import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { removeFile } from '../../commands/decide-file';
import { fileStore } from '../../store/file-store';
import { addTestFiles } from '../../testing/files';
import { encryptOlderFiles } from './encrypt';
import { addKey, forgetKeys } from './key-file';
import { sweepUploads } from './sweep';
import { verifyFiles } from './verify';

// A folder and keys of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'keep-failures-'));
const root = path.join(dataFolder, 'evidence');
const keyFile = path.join(dataFolder, 'evidence-keys');
vi.stubEnv('EVIDENCE_KEYS', undefined);
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);
vi.stubEnv('EVIDENCE_KEYS_FILE', keyFile);

let ours: TestOrganization;
beforeAll(async () => {
  await writeFile(keyFile, `${randomBytes(32).toString('base64url')}\n`);
  ours = await makeOrganization();
});
afterEach(() => vi.restoreAllMocks());

type Row = { id: string; storageKey: string; keyId: string | null; deletedAt: Date | null };
const rowOf = async (evidenceId: string) => {
  const [row] = await unsafeRows<Row>('SELECT * FROM "EvidenceFile" WHERE "evidenceId" = $1', [evidenceId]);
  if (!row) throw new Error('the item has no file');
  return row;
};

/** A file from before there was encryption. */
async function addOlderFile(contents = 'host;ok\nweb-1;yes\n'): Promise<string> {
  const evidenceId = await addTestFiles(ours, { 'older.csv': contents });
  const storageKey = `${ours.organizationId}/${randomUUID()}`;
  await mkdir(path.join(root, ours.organizationId), { recursive: true });
  await writeFile(path.join(root, storageKey), contents);
  await unsafeRows(
    'UPDATE "EvidenceFile" SET "storageKey" = $2, "keyId" = NULL, "wrappedKey" = NULL WHERE "evidenceId" = $1',
    [evidenceId, storageKey],
  );
  return evidenceId;
}

describe('an older file', () => {
  test.each([
    ['was lost', (file: string) => rm(file)],
    ['is another one', (file: string) => writeFile(file, randomBytes(46))],
  ])('stays when the new copy that the store says it has %s', async (_words, spoil) => {
    const evidenceId = await addOlderFile();
    const before = await rowOf(evidenceId);
    const begin = fileStore.begin;
    const spoiled: string[] = [];
    vi.spyOn(fileStore, 'begin').mockImplementation(async (key) => {
      const writing = await begin(key);
      const finish = async () => {
        await writing.finish();
        spoiled.push(key);
        await spoil(path.join(root, key));
      };
      return {
        ...writing,
        finish,
        get sizeBytes() {
          return writing.sizeBytes;
        },
      };
    });
    await expect(encryptOlderFiles()).rejects.toThrow('did not keep what was written');
    vi.restoreAllMocks();
    expect(await rowOf(evidenceId)).toEqual(before);
    expect(await readFile(path.join(root, before.storageKey), 'utf8')).toContain('web-1');
    expect(spoiled.filter((key) => existsSync(path.join(root, key)))).toEqual([]);
    await encryptOlderFiles();
    expect((await rowOf(evidenceId)).keyId).not.toBeNull();
  });

  test('that cannot be removed once it is encrypted is removed later', async () => {
    const evidenceId = await addOlderFile();
    const before = path.join(root, (await rowOf(evidenceId)).storageKey);
    vi.spyOn(fileStore, 'delete').mockRejectedValue(new Error('the disk is away'));
    await encryptOlderFiles();
    vi.restoreAllMocks();
    expect([(await rowOf(evidenceId)).keyId === null, existsSync(before)]).toEqual([false, true]);
    await sweepUploads(new Date(Date.now() + 60_000));
    expect([existsSync(before), existsSync(path.join(root, (await rowOf(evidenceId)).storageKey))]).toEqual([
      false,
      true,
    ]);
  });
});

describe('checking files while others work on them', () => {
  /** Looks at all files; `meanwhile` happens after the row of this one was read. */
  async function problemsOf(file: Row, meanwhile: () => Promise<unknown>): Promise<(string | null)[]> {
    const facts = fileStore.stat;
    let isFirst = true;
    vi.spyOn(fileStore, 'stat').mockImplementation(async (key) => {
      if (key === file.storageKey && isFirst) {
        isFirst = false;
        await meanwhile();
      }
      return facts(key);
    });
    const found: (string | null)[] = [];
    for await (const { fileId, problem } of verifyFiles()) if (fileId === file.id) found.push(problem);
    return found;
  }

  test('a file that is encrypted meanwhile is not missing', async () => {
    const file = await rowOf(await addOlderFile());
    expect(await problemsOf(file, encryptOlderFiles)).toEqual([null]);
  });

  test('a file that is removed meanwhile is not spoken of', async () => {
    const evidenceId = await addTestFiles(ours, { 'paid.txt': 'paid with 4111 1111 1111 1111' });
    const file = await rowOf(evidenceId);
    const remove = () => removeFile(ours.grant('evidence:attach'), { evidenceId, fileId: file.id });
    expect(await problemsOf(file, remove)).toEqual([]);
  });

  test('a file that is gone is missing', async () => {
    const file = await rowOf(await addTestFiles(ours));
    expect(await problemsOf(file, () => rm(path.join(root, file.storageKey)))).toEqual(['is missing']);
  });
});

describe('the file with the keys', () => {
  test('is changed by one command at a time, and nothing is left beside it', async () => {
    await writeFile(`${keyFile}.lock`, '');
    const before = await readFile(keyFile, 'utf8');
    expect(() => addKey()).toThrow('Another command is changing the keys');
    await expect(forgetKeys()).rejects.toThrow(`remove ${keyFile}.lock`);
    expect(await readFile(keyFile, 'utf8')).toBe(before);
    await rm(`${keyFile}.lock`);
    expect(addKey()).toBe(true);
    await forgetKeys();
    expect((await readdir(dataFolder)).sort()).toEqual(['evidence', 'evidence-keys']);
  });

  test('no key is dropped between what was looked at and what is written', async () => {
    addKey();
    const forgetting = forgetKeys();
    expect(() => addKey()).toThrow('Another command');
    await forgetting;
  });
});
