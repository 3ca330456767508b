import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { addEvidenceVersion } from '../../commands/add';
import { archiveEvidence, restoreEvidence } from '../../commands/archive';
import { withReceivedFiles } from '../../commands/receive';
import { getEvidence, getEvidenceFile } from '../../queries/item';
import { listRequirementEvidence } from '../../queries/panel';
import { fileStore } from '../../store/file-store';
import { addTestFiles, evidenceEvents, sha256, uploadRequest } from '../../testing/files';
import { deleteOutdated } from './retire';
import { sweepUploads } from './sweep';

// A folder of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'retire-'));
const root = path.join(dataFolder, 'evidence');
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);

let ours: TestOrganization;
let assessmentId: string;
beforeAll(async () => {
  ours = await makeOrganization();
  assessmentId = await makeAssessment(ours, 'A');
});
afterEach(() => vi.restoreAllMocks());

type Row = { id: string; storageKey: string; keyId: string | null; wrappedKey: string | null };
const rowsOf = (evidenceId: string) =>
  unsafeRows<Row>('SELECT * FROM "EvidenceFile" WHERE "evidenceId" = $1 ORDER BY "id"', [evidenceId]);
const fileOf = async (evidenceId: string) => {
  const [row] = await rowsOf(evidenceId);
  return getEvidenceFile(ours.grant('evidence:read'), evidenceId, row?.id ?? '');
};
const item = (evidenceId: string) => getEvidence(ours.grant('evidence:read'), evidenceId);
const isThere = ({ storageKey }: Row) => existsSync(path.join(root, storageKey));

function addVersion(evidenceId: string, contents: string, reason = '') {
  const grant = ours.grant('evidence:attach');
  return withReceivedFiles(grant, uploadRequest({ 'scan.csv': contents }), (_fields, files) =>
    addEvidenceVersion(grant, evidenceId, files, reason),
  );
}

describe('versions', () => {
  const target = { requirementNumber: '6.3.3' };
  const panel = async () => {
    const { items } = await listRequirementEvidence(ours.grant('evidence:read'), { assessmentId, ...target });
    return items.map(({ files }) => files.map((file) => file.fileId));
  };
  /** As a signature does, under the lock of the assessment. */
  async function sign() {
    await unsafeRows(
      `UPDATE "EvidenceLink" l SET "signedVersion" = e."fileVersion" FROM "EvidenceItem" e WHERE l."assessmentId" = $1 AND e."id" = l."evidenceId"`,
      [assessmentId],
    );
    await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
      assessmentId,
    ]);
  }

  test('a new one keeps the old; what was signed goes on naming the signed one, and cannot be removed', async () => {
    const evidenceId = await addTestFiles(ours, { 'scan.csv': 'one' }, {}, { assessmentId, ...target });
    await addVersion(evidenceId, 'two', 'Scan of March');
    const second = await item(evidenceId);
    expect(second).toMatchObject({
      fileVersion: 2,
      files: [{ sha256: sha256('two') }],
      earlierFiles: [{ sha256: sha256('one'), fileVersion: 1 }],
    });
    expect(await panel()).toEqual([[second.files[0]?.fileId]]);
    await sign();
    await addVersion(evidenceId, 'three');
    const third = await item(evidenceId);
    expect(third.files).toMatchObject([{ sha256: sha256('three') }]);
    expect(third.uses).toMatchObject([{ isSigned: true, signedVersion: 2 }]);
    expect(await panel(), 'the signed version').toEqual([[second.files[0]?.fileId]]);
    await expect(
      unsafeRows(
        `INSERT INTO "EvidenceFile" ("organizationId", "id", "evidenceId", "storageKey", "fileName", "sizeBytes", "mediaType", "sha256", "fileVersion")
         VALUES ($1, gen_random_uuid(), $2, $3, 'x', 1, 'text/plain', 'x', 2)`,
        [ours.organizationId, evidenceId, `${ours.organizationId}/${randomUUID()}`],
      ),
      'not even by SQL does a file join the signed version',
    ).rejects.toThrow('cannot be changed');
    expect((await evidenceEvents(evidenceId)).map(({ type }) => type)).toContain('evidence.version-added');

    const remove = (version: number) =>
      archiveEvidence(ours.grant('evidence:manage'), { evidenceId, version, reason: 'Old' });
    await expect(remove(third.version)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringMatching(/It is kept until \d+ \w+ 20\d\d\./),
    });

    // Seven years on.
    await unsafeRows('ALTER TABLE "Assessment" DISABLE TRIGGER assessment_frozen');
    await unsafeRows(`UPDATE "Assessment" SET "signedAt" = now() - interval '7 years' WHERE "id" = $1`, [
      assessmentId,
    ]);
    await unsafeRows('ALTER TABLE "Assessment" ENABLE TRIGGER assessment_frozen');
    for (const table of ['EvidenceItem', 'EvidenceFile'])
      await unsafeRows(
        `UPDATE "${table}" SET "receivedAt" = now() - interval '7 years' WHERE "${table === 'EvidenceItem' ? 'id' : 'evidenceId'}" = $1`,
        [evidenceId],
      );
    await deleteOutdated();
    expect((await item(evidenceId)).files[0]?.isDeleted, 'what is in the library stays').toBe(false);
    await remove(third.version);
    await deleteOutdated();
    const gone = await item(evidenceId);
    expect([...gone.files, ...gone.earlierFiles].map((file) => file.isDeleted)).toEqual([true, true, true]);
    for (const row of await rowsOf(evidenceId)) {
      expect(existsSync(path.join(root, row.storageKey))).toBe(false);
      expect([row.keyId, row.wrappedKey]).toEqual([null, null]);
    }
    expect((await evidenceEvents(evidenceId)).at(-1)).toMatchObject({
      type: 'evidence.files-deleted',
      data: { files: 3 },
      actorName: 'Inplace (evidence-keeping)',
    });
    await expect(fileOf(evidenceId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      restoreEvidence(ours.grant('evidence:manage'), { evidenceId, version: gone.version }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('removed evidence that is to be kept is not deleted, not even by SQL', async () => {
    const evidenceId = await addTestFiles(ours);
    await archiveEvidence(ours.grant('evidence:manage'), { evidenceId, version: 1, reason: 'Old' });
    await deleteOutdated();
    expect((await item(evidenceId)).files[0]?.isDeleted).toBe(false);
    await expect(
      unsafeRows('UPDATE "EvidenceFile" SET "deletedAt" = now() WHERE "evidenceId" = $1', [evidenceId]),
    ).rejects.toThrow('still to be kept');
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
    const [row] = await rowsOf(evidenceId);
    if (!row) throw new Error('the item has no file');
    return row;
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
    expect(await deleteOutdated()).toBeGreaterThanOrEqual(2);
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
