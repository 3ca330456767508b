import { mkdtempSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { readRange } from '@/lib/platform/download';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { openEvidenceFile } from '../../commands/open';
import { getEvidence } from '../../queries/item';
import { addTestFiles, evidenceEvents, unknownId } from '../../testing/files';
import { holdDamaged } from './damaged';
import { take } from './queue';
import { scanReceived } from './scan';

const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'damaged-'));
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);

let ours: TestOrganization;
beforeAll(async () => {
  ours = await makeOrganization();
});

const firstFile = async (evidenceId: string) => {
  const [file] = (await getEvidence(ours.grant('evidence:read'), evidenceId)).files;
  if (!file) throw new Error('the item has no file');
  return file;
};
const open = (evidenceId: string, fileId: string) =>
  openEvidenceFile(
    ours.grant('evidence:read'),
    { evidenceId, fileId },
    { isView: false, rangeOf: (file) => readRange(null, file.sizeBytes) },
  );
const keyOf = async (fileId: string) => {
  const [row] = await unsafeRows<{ storageKey: string }>(
    'SELECT "storageKey" FROM "EvidenceFile" WHERE "id" = $1',
    [fileId],
  );
  return row?.storageKey ?? '';
};
const bytesOf = async (fileId: string) => path.join(dataFolder, 'evidence', await keyOf(fileId));
const scanAgain = async (fileId: string) => scanReceived(ours.organizationId, [await keyOf(fileId)]);
const typesOf = async (evidenceId: string) => (await evidenceEvents(evidenceId)).map(({ type }) => type);
const wait = async (evidenceId: string, heldFor: string, until: string) =>
  unsafeRows(
    `UPDATE "EvidenceFile" SET "state" = 'QUARANTINED', "heldFor" = $2, "scanHeldUntil" = now() + $3::interval WHERE "evidenceId" = $1`,
    [evidenceId, heldFor, until],
  );

describe('a file that is missing from the store, or is not the one that was received', () => {
  test('says so once, is not opened, and opens when it was brought back', async () => {
    const evidenceId = await addTestFiles(ours);
    const { fileId } = await firstFile(evidenceId);
    await wait(evidenceId, 'WAITING', '-1 second');
    await expect(open(evidenceId, fileId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await unsafeRows(`UPDATE "EvidenceFile" SET "scanFailures" = 0 WHERE "id" = $1`, [fileId]);
    const file = await bytesOf(fileId);
    await rename(file, `${file}.away`);
    await scanAgain(fileId);
    const rowNow = async () =>
      (
        await unsafeRows<object>(
          'SELECT "heldFor", "scanFailures", "scanHeldUntil" > now() AS "later" FROM "EvidenceFile" WHERE "id" = $1',
          [fileId],
        )
      )[0];
    expect(await rowNow()).toEqual({ heldFor: 'DAMAGED', scanFailures: 1, later: true });
    await expect(open(evidenceId, fileId)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('missing from the storage'),
    });
    expect((await evidenceEvents(evidenceId)).at(-1)).toMatchObject({
      type: 'evidence.damaged',
      data: { fileId, problem: 'missing' },
      actorName: 'Inplace (scan)',
    });

    const again = `UPDATE "EvidenceFile" SET "scanHeldUntil" = now() - interval '1 second' WHERE "id" = $1`;
    await unsafeRows(again, [fileId]);
    await scanAgain(fileId);
    expect(await rowNow()).toEqual({ heldFor: 'DAMAGED', scanFailures: 2, later: true });
    expect((await typesOf(evidenceId)).filter((type) => type === 'evidence.damaged')).toHaveLength(1);

    await rename(`${file}.away`, file);
    await unsafeRows(again, [fileId]);
    await scanAgain(fileId);
    expect((await firstFile(evidenceId)).scan.state).toBe('AVAILABLE');
  });

  test('proves nothing', async () => {
    const assessmentId = await makeAssessment(ours);
    const evidenceId = await addTestFiles(ours, undefined, {}, { assessmentId, requirementNumber: '11.3.2' });
    await wait(evidenceId, 'DAMAGED', '1 hour');
    const [row] = await unsafeRows(
      `SELECT "evidence" FROM checklist_rows($1, $2, $3) WHERE "requirementKey" = 'pci-dss:11.3.2'`,
      [ours.organizationId, ours.userId, assessmentId],
    );
    expect(row).toEqual({ evidence: 0 });
  });

  test('is looked for where it lies now when its encryption has moved it meanwhile', async () => {
    const evidenceId = await addTestFiles(ours);
    const { fileId } = await firstFile(evidenceId);
    await wait(evidenceId, 'WAITING', '-1 second');
    const { organizationId } = ours;
    const taken = await take({ organizationId, fileId });
    if (!taken) throw new Error('it was not taken');
    await unsafeRows('UPDATE "EvidenceFile" SET "storageKey" = $2 WHERE "id" = $1', [
      fileId,
      `${organizationId}/${unknownId()}`,
    ]);
    await holdDamaged(taken, 'missing');
    expect((await firstFile(evidenceId)).scan.heldFor).toBe('WAITING');
    expect(await typesOf(evidenceId)).not.toContain('evidence.damaged');
  });
});
