import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { archiveEvidence } from '../../commands/archive';
import { removeFile } from '../../commands/decide-file';
import { fileStore } from '../../store/file-store';
import { addTestFiles } from '../../testing/files';
import { encryptOlderFiles } from './encrypt';
import { addKey, forgetKeys } from './key-file';
import { deleteOutdated } from './retire';
import { sweepUploads } from './sweep';
import { verifyFiles } from './verify';

// A folder and keys of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'keep-failures-'));
const root = path.join(dataFolder, 'evidence');
const keyFile = path.join(dataFolder, 'evidence-keys');
vi.stubEnv('EVIDENCE_KEYS', undefined);
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);
vi.stubEnv('EVIDENCE_KEYS_FILE', keyFile);

// Other test files have folders of their own at the same time: only this one's files are cared for here.
const own = vi.hoisted(() => ({ organizationIds: [] as string[] }));
vi.mock('@/lib/audit-trail/queries/verify', async (original) => ({
  ...(await original<object>()),
  listOrganizationIds: async () => own.organizationIds,
}));

let ours: TestOrganization;
beforeAll(async () => {
  await writeFile(keyFile, `${randomBytes(32).toString('base64url')}\n`);
  ours = await makeOrganization();
  own.organizationIds = [ours.organizationId];
});
afterEach(() => vi.restoreAllMocks());

type Row = { id: string; storageKey: string; keyId: string | null; deletedAt: Date | null };
const rowOf = async (evidenceId: string) => {
  const [row] = await unsafeRows<Row>('SELECT * FROM "EvidenceFile" WHERE "evidenceId" = $1', [evidenceId]);
  if (!row) throw new Error('the item has no file');
  return row;
};
const isThere = ({ storageKey }: Row) => existsSync(path.join(root, storageKey));

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
    await encryptOlderFiles();
    vi.restoreAllMocks();
    expect(await rowOf(evidenceId)).toEqual(before);
    expect(await readFile(path.join(root, before.storageKey), 'utf8')).toContain('web-1');
    expect(spoiled.filter((key) => existsSync(path.join(root, key)))).toEqual([]);
    await encryptOlderFiles();
    expect((await rowOf(evidenceId)).keyId).not.toBeNull();
  });
});

describe('evidence whose retention has ended', () => {
  async function outdated(): Promise<Row> {
    const evidenceId = await addTestFiles(ours, { 'words.txt': 'a firewall review of the spring' });
    await archiveEvidence(ours.grant('evidence:manage'), { evidenceId, version: 1, reason: 'Old' });
    await unsafeRows(`UPDATE "EvidenceItem" SET "receivedAt" = now() - interval '7 years' WHERE "id" = $1`, [
      evidenceId,
    ]);
    await unsafeRows(
      `UPDATE "EvidenceFile" SET "receivedAt" = now() - interval '7 years' WHERE "evidenceId" = $1`,
      [evidenceId],
    );
    return rowOf(evidenceId);
  }
  const again = async ({ id }: Row) => {
    const [row] = await unsafeRows<Row & { marks: number }>(
      'SELECT *, cardinality("wordMarks") AS "marks" FROM "EvidenceFile" WHERE "id" = $1',
      [id],
    );
    return row;
  };

  test('goes with the words that it was found by', async () => {
    const file = await outdated();
    expect((await again(file))?.marks).toBeGreaterThan(2);
    await deleteOutdated();
    expect(await again(file)).toMatchObject({ marks: 0, keyId: null, deletedAt: expect.any(Date) });
    expect(isThere(file)).toBe(false);
    // One transaction: nobody else ever sees the trigger away.
    const atOnce = `ALTER TABLE "EvidenceFile" DISABLE TRIGGER retention_holds; UPDATE "EvidenceFile" SET "wordMarks" = '{1}' WHERE "id" = '${file.id}'`;
    await expect(unsafeRows(atOnce)).rejects.toThrow('EvidenceFile_words_check');
  });

  test('whose bytes cannot be removed holds nothing else up, is given up all the same, and goes later', async () => {
    const [stuck, other] = [await outdated(), await outdated()];
    const remove = fileStore.delete;
    vi.spyOn(fileStore, 'delete').mockImplementation(async (key) => {
      if (key === stuck.storageKey) throw new Error('the disk is away');
      await remove(key);
    });
    expect(await deleteOutdated()).toBe(2);
    vi.restoreAllMocks();
    expect([isThere(stuck), isThere(other)]).toEqual([true, false]);
    expect(await again(stuck)).toMatchObject({ keyId: null, deletedAt: expect.any(Date) });
    await sweepUploads(new Date(Date.now() + 60_000));
    expect(isThere(stuck)).toBe(false);
    expect(await readdir(path.join(root, '.incoming'))).toEqual([]);
  });

  test('that cannot be given up now holds nothing else up either, and loses nothing', async () => {
    const [stuck, other] = [await outdated(), await outdated()];
    const write = fileStore.writeNote;
    vi.spyOn(fileStore, 'writeNote').mockImplementation(async (name, text) => {
      if (stuck.storageKey.endsWith(name)) throw new Error('the disk is away');
      await write(name, text);
    });
    await deleteOutdated();
    vi.restoreAllMocks();
    expect([isThere(stuck), isThere(other)]).toEqual([true, false]);
    expect(await again(stuck)).toMatchObject({ deletedAt: null, keyId: stuck.keyId });
    await deleteOutdated();
    expect(isThere(stuck)).toBe(false);
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
