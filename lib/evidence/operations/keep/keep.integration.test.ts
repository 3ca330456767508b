import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { removeFile } from '../../commands/decide-file';
import { getEvidenceFile } from '../../queries/item';
import { checkFile } from '../../store/sealed-reader';
import { evidenceStore } from '../../store/store';
import { addTestFiles, evidenceEvents } from '../../testing/files';
import { encryptOlderFiles } from './encrypt';
import { addKey, forgetKeys } from './key-file';
import { rewrapAll } from './rotate';
import { verifyFiles } from './verify';

// A folder and keys of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'keep-'));
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

type Row = { id: string; storageKey: string; keyId: string | null; wrappedKey: string | null };
const rowsOf = (evidenceId: string) =>
  unsafeRows<Row>('SELECT * FROM "EvidenceFile" WHERE "evidenceId" = $1 ORDER BY "id"', [evidenceId]);
const fileOf = async (evidenceId: string) => {
  const [row] = await rowsOf(evidenceId);
  return getEvidenceFile(ours.grant('evidence:read'), evidenceId, row?.id ?? '');
};

/** Files of this test's own organization that are not what was received. */
async function damaged(): Promise<string[]> {
  const found: string[] = [];
  for await (const { organizationId, fileName, problem } of verifyFiles())
    if (organizationId === ours.organizationId && problem) found.push(`${fileName} ${problem}`);
  return found;
}

describe('what is done to all files together', () => {
  test('checking names each file that is damaged or missing, and changes nothing', async () => {
    const [good, flipped, gone] = [
      await addTestFiles(ours, { 'good.txt': 'good' }),
      await addTestFiles(ours, { 'flipped.txt': 'flipped' }),
      await addTestFiles(ours, { 'gone.txt': 'gone' }),
    ];
    expect(await damaged()).toEqual([]);
    const place = path.join(root, (await fileOf(flipped)).storageKey);
    const bytes = await readFile(place);
    bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30);
    await writeFile(place, bytes);
    await rm(path.join(root, (await fileOf(gone)).storageKey));
    expect(await damaged()).toEqual([
      'flipped.txt was changed after it was encrypted',
      'gone.txt is missing',
    ]);
    await checkFile(evidenceStore(), await fileOf(good));
    bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30);
    await writeFile(place, bytes);
    await unsafeRows('ALTER TABLE "EvidenceFile" DISABLE TRIGGER retention_holds');
    await unsafeRows(
      `UPDATE "EvidenceFile" SET "deletedAt" = now(), "keyId" = NULL, "wrappedKey" = NULL, "wordMarks" = '{}' WHERE "evidenceId" = $1`,
      [gone],
    );
    await unsafeRows('ALTER TABLE "EvidenceFile" ENABLE TRIGGER retention_holds');
  });

  test('a new key wraps what there is, files stay as they are, and the old key goes when nothing needs it', async () => {
    const evidenceId = await addTestFiles(ours);
    const [before] = await rowsOf(evidenceId);
    const bytes = await readFile(path.join(root, before?.storageKey ?? ''));
    expect(addKey()).toBe(true);
    expect((await forgetKeys()).needed, 'still needed').toBe(1);
    await rewrapAll();
    const [after] = await rowsOf(evidenceId);
    expect(after?.keyId).not.toBe(before?.keyId);
    expect(after?.storageKey).toBe(before?.storageKey);
    expect((await readFile(path.join(root, after?.storageKey ?? ''))).equals(bytes)).toBe(true);
    expect(await forgetKeys()).toEqual({ dropped: 1, needed: 0 });
    await checkFile(evidenceStore(), await fileOf(evidenceId));
    expect((await rewrapAll()).files, 'again').toBe(0);
    const [event] = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'evidence.keys-replaced'`,
      [ours.organizationId],
    );
    expect(event?.text).toContain(after?.keyId ?? '-');
  });

  test('a key that was wrapped for another file opens nothing', async () => {
    const [one, two] = [await addTestFiles(ours), await addTestFiles(ours)];
    const [other] = await rowsOf(two);
    const file = await fileOf(one);
    const moved = { ...file, wrapped: { keyId: other?.keyId ?? '', wrappedKey: other?.wrappedKey ?? '' } };
    await expect(checkFile(evidenceStore(), moved)).rejects.toMatchObject({ damage: 'key' });
  });

  test('files from before encryption are encrypted once, and damaged ones left for checking to name', async () => {
    const [plain, spoiled] = [
      await addTestFiles(ours),
      await addTestFiles(ours, { 'spoiled.txt': 'spoiled' }),
    ];
    for (const [evidenceId, contents] of [
      [plain, 'host;ok\nweb-1;yes\n'],
      [spoiled, 'spoileD'],
    ] as const) {
      const storageKey = `${ours.organizationId}/${randomUUID()}`;
      await mkdir(path.join(root, ours.organizationId), { recursive: true });
      await writeFile(path.join(root, storageKey), contents);
      await unsafeRows(
        'UPDATE "EvidenceFile" SET "storageKey" = $2, "keyId" = NULL, "wrappedKey" = NULL WHERE "evidenceId" = $1',
        [evidenceId, storageKey],
      );
    }
    const old = path.join(root, (await fileOf(plain)).storageKey);
    await encryptOlderFiles();
    const file = await fileOf(plain);
    expect(file.wrapped).not.toBeNull();
    expect(existsSync(old)).toBe(false);
    await checkFile(evidenceStore(), file);
    expect((await evidenceEvents(plain)).at(-1)?.type).toBe('evidence.file-encrypted');
    expect((await fileOf(spoiled)).wrapped).toBeNull();
    expect(await damaged()).toContain('spoiled.txt has another SHA-256 than it was received with');
  });
});

test('what was removed from quarantine is neither missed nor encrypted: no byte and no key of it is left', async () => {
  const evidenceId = await addTestFiles(ours, { 'paid.txt': 'paid with 4111 1111 1111 1111' });
  const [row] = await rowsOf(evidenceId);
  await removeFile(ours.grant('evidence:attach'), { evidenceId, fileId: row?.id ?? '' });
  expect((await damaged()).filter((words) => words.startsWith('paid.txt'))).toEqual([]);
  await encryptOlderFiles();
  await rewrapAll();
  expect(await rowsOf(evidenceId)).toMatchObject([{ state: 'REMOVED', keyId: null, wrappedKey: null }]);
  expect(existsSync(path.join(root, row?.storageKey ?? ''))).toBe(false);
  await expect(
    unsafeRows(`UPDATE "EvidenceFile" SET "keyId" = 'x', "wrappedKey" = 'x' WHERE "id" = $1`, [row?.id]),
  ).rejects.toThrow('EvidenceFile_removed_check');
});
