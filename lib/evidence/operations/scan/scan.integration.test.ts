import { existsSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { readRange } from '@/lib/platform/download';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { releaseFile, removeFile } from '../../commands/decide-file';
import { openEvidenceFile } from '../../commands/open';
import { getEvidenceCover } from '../../queries/cover';
import { getEvidence } from '../../queries/item';
import { listRequirementEvidence } from '../../queries/panel';
import { addTestFiles, evidenceEvents } from '../../testing/files';
import { removeUndecided } from './housekeeping';
import { listWaiting, take } from './queue';
import { scanReceived } from './scan';

const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'scan-'));
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);

let ours: TestOrganization;
let theirs: TestOrganization;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
});

const card = 'paid with\n4111 1111 1111 1111\nyesterday';
const item = (evidenceId: string) => getEvidence(ours.grant('evidence:read'), evidenceId);
const firstFile = async (evidenceId: string) => {
  const [file] = (await item(evidenceId)).files;
  if (!file) throw new Error('the item has no file');
  return file;
};
const open = (evidenceId: string, fileId: string) =>
  openEvidenceFile(
    ours.grant('evidence:read'),
    { evidenceId, fileId },
    { isView: false, rangeOf: (file) => readRange(null, file.sizeBytes) },
  );
const bytesOf = async (fileId: string) => {
  const [row] = await unsafeRows<{ storageKey: string }>(
    'SELECT "storageKey" FROM "EvidenceFile" WHERE "id" = $1',
    [fileId],
  );
  return path.join(dataFolder, 'evidence', row?.storageKey ?? '');
};
const text = async (stream: ReadableStream<Uint8Array> | null) => new Response(stream).text();
const typesOf = async (evidenceId: string) => (await evidenceEvents(evidenceId)).map(({ type }) => type);

describe('an upload with a card number', () => {
  test('is blocked, shown masked, and nobody opens it; no trace holds the number', async () => {
    const evidenceId = await addTestFiles(ours, { 'log.txt': card });
    const { fileId, scan } = await firstFile(evidenceId);
    expect(scan).toMatchObject({
      state: 'QUARANTINED',
      heldFor: 'CARD_NUMBER',
      findings: [{ kind: 'NUMBER', brand: 'Visa', lastFour: '1111', place: 'line 2' }],
    });
    await expect(open(evidenceId, fileId)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('Visa •••• 1111, line 2'),
    });
    expect(await typesOf(evidenceId)).toEqual([
      'evidence.added',
      'evidence.file-added',
      'evidence.file-blocked',
    ]);
    const [row] = await unsafeRows(
      'SELECT to_jsonb(f)::text AS "words" FROM "EvidenceFile" f WHERE "id" = $1',
      [fileId],
    );
    expect(JSON.stringify([row, await evidenceEvents(evidenceId)])).not.toMatch(/4111.?1111/);
  });

  test('is released by an officer as a false alarm, with a reason that stays', async () => {
    const evidenceId = await addTestFiles(ours, { 'log.txt': card });
    const { fileId } = await firstFile(evidenceId);
    const reason = 'The test number that the brand publishes';
    await releaseFile(ours.grant('evidence:manage'), { evidenceId, fileId, reason });
    expect((await firstFile(evidenceId)).scan).toMatchObject({
      state: 'AVAILABLE',
      cardScan: 'OVERRULED',
      decided: { reason },
    });
    expect(await text((await open(evidenceId, fileId)).stream)).toBe(card);
    expect(
      (await evidenceEvents(evidenceId)).find(({ type }) => type === 'evidence.file-released'),
    ).toMatchObject({
      data: { reason, fileName: 'log.txt' },
    });
    await expect(
      releaseFile(ours.grant('evidence:manage'), { evidenceId, fileId, reason }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('leaves the store when it is removed, and never comes back', async () => {
    const evidenceId = await addTestFiles(ours, { 'log.txt': card });
    const { fileId } = await firstFile(evidenceId);
    const bytes = await bytesOf(fileId);
    expect(existsSync(bytes)).toBe(true);
    await removeFile(ours.grant('evidence:attach'), { evidenceId, fileId });
    expect(existsSync(bytes)).toBe(false);
    expect((await firstFile(evidenceId)).scan).toMatchObject({ state: 'REMOVED', heldFor: 'CARD_NUMBER' });
    await expect(open(evidenceId, fileId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(
      releaseFile(ours.grant('evidence:manage'), { evidenceId, fileId, reason: 'It was none after all' }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(
      unsafeRows(`UPDATE "EvidenceFile" SET "state" = 'AVAILABLE', "heldFor" = '' WHERE "id" = $1`, [fileId]),
    ).rejects.toThrow('does not come back');
  });

  test('is removed after a week without a decision, and not before', async () => {
    const evidenceId = await addTestFiles(ours, { 'log.txt': card });
    const { fileId } = await firstFile(evidenceId);
    const day = 24 * 60 * 60 * 1000;
    await removeUndecided(new Date(Date.now() + 6 * day));
    expect((await firstFile(evidenceId)).scan.state).toBe('QUARANTINED');
    // Other tests' files are of today: only this one is moved back.
    await unsafeRows(`UPDATE "EvidenceFile" SET "scannedAt" = now() - interval '8 days' WHERE "id" = $1`, [
      fileId,
    ]);
    await removeUndecided();
    expect((await firstFile(evidenceId)).scan).toMatchObject({ state: 'REMOVED', decided: null });
    expect(existsSync(await bytesOf(fileId))).toBe(false);
    expect((await evidenceEvents(evidenceId)).at(-1)).toMatchObject({
      type: 'evidence.file-removed',
      actorName: 'Inplace (scan)',
    });
  });

  test('does not get around quarantine by arriving open, not even by SQL', async () => {
    const evidenceId = await addTestFiles(ours, { 'log.txt': card });
    await expect(
      unsafeRows(
        `INSERT INTO "EvidenceFile" ("organizationId", "id", "evidenceId", "storageKey", "fileName", "sizeBytes", "mediaType", "sha256", "state", "heldFor")
         VALUES ($1, gen_random_uuid(), $2, $3, 'x', 1, 'text/plain', 'x', 'AVAILABLE', '')`,
        [ours.organizationId, evidenceId, `${ours.organizationId}/x`],
      ),
    ).rejects.toThrow('arrives in quarantine');
  });

  test('of another organization is not found', async () => {
    const evidenceId = await addTestFiles(ours, { 'log.txt': card });
    const { fileId } = await firstFile(evidenceId);
    const ids = { evidenceId, fileId };
    await expect(
      releaseFile(theirs.grant('evidence:manage'), { ...ids, reason: 'It is a test number' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(removeFile(theirs.grant('evidence:attach'), ids)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await firstFile(evidenceId)).scan.state).toBe('QUARANTINED');
  });

  test('proves nothing: it is no evidence in figures, and the requirement says why', async () => {
    const assessmentId = await makeAssessment(ours);
    const target = { assessmentId, requirementNumber: '11.3.2' };
    const evidenceId = await addTestFiles(ours, { 'log.txt': card }, {}, target);
    const cover = () => getEvidenceCover(ours.grant('evidence:read'), assessmentId, '2026-11-29');
    const inChecklist = async () => {
      const [row] = await unsafeRows<{ evidence: number }>(
        `SELECT "evidence" FROM checklist_rows($1, $2, $3) WHERE "requirementKey" = 'pci-dss:11.3.2'`,
        [ours.organizationId, ours.userId, assessmentId],
      );
      return row?.evidence;
    };
    expect(await cover()).toEqual({ evidenced: 0, fresh: 0 });
    expect(await inChecklist()).toBe(0);
    const [shown] = (await listRequirementEvidence(ours.grant('evidence:read'), target)).items;
    expect(shown?.files[0]).toMatchObject({
      isOpen: false,
      scanMark: { tone: 'late', words: 'Blocked: card number' },
    });
    const { fileId } = await firstFile(evidenceId);
    await releaseFile(ours.grant('evidence:manage'), { evidenceId, fileId, reason: 'It is a test number' });
    expect(await cover()).toEqual({ evidenced: 1, fresh: 1 });
    expect(await inChecklist()).toBe(1);
  });
});

describe('what was looked at and what not', () => {
  test.each([
    ['notes.txt', 'nothing in here', { cardScan: 'CLEAN', unread: null }],
    ['utf16.txt', Buffer.from(`\ufeffnothing in here`, 'utf16le'), { cardScan: 'CLEAN', unread: null }],
    ['picture.gif', Buffer.from('R0lGODlhAQABAAAAACw=', 'base64'), { cardScan: 'NOT_READ', unread: 'IMAGE' }],
    [
      'backup.zip',
      Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64'),
      { cardScan: 'NOT_READ', unread: 'ARCHIVE' },
    ],
    ['strange.bin', Buffer.from([1, 2, 3, 0, 4]), { cardScan: 'NOT_READ', unread: 'FORMAT' }],
  ])('%s is available and says so', async (name, contents, expected) => {
    const { scan } = await firstFile(await addTestFiles(ours, { [name]: contents }));
    expect(scan).toMatchObject({ state: 'AVAILABLE', malwareScan: 'OFF', ...expected });
  });
});

describe('files that wait', () => {
  const wait = async (evidenceId: string, heldFor: string, until: string) =>
    unsafeRows(
      `UPDATE "EvidenceFile" SET "state" = 'QUARANTINED', "heldFor" = $2, "scanHeldUntil" = now() + $3::interval WHERE "evidenceId" = $1`,
      [evidenceId, heldFor, until],
    );
  // One upload alone: other tests have files of their own in the same database.
  const scanAgain = async (evidenceId: string) => {
    const rows = await unsafeRows<{ storageKey: string }>(
      'SELECT "storageKey" FROM "EvidenceFile" WHERE "evidenceId" = $1',
      [evidenceId],
    );
    await scanReceived(
      ours.organizationId,
      rows.map((row) => row.storageKey),
    );
  };
  const stateOf = async (evidenceId: string) => (await firstFile(evidenceId)).scan.state;

  test('are taken again after a process that had them was killed, and not while another has them', async () => {
    const evidenceId = await addTestFiles(ours);
    await wait(evidenceId, 'SCANNING', '30 seconds');
    await scanAgain(evidenceId);
    expect(await stateOf(evidenceId)).toBe('QUARANTINED');
    await wait(evidenceId, 'SCANNING', '-1 second');
    await scanAgain(evidenceId);
    expect(await stateOf(evidenceId)).toBe('AVAILABLE');
  });

  test('are taken by one of many who ask at once', async () => {
    const evidenceId = await addTestFiles(ours);
    const { fileId } = await firstFile(evidenceId);
    await wait(evidenceId, 'WAITING', '-1 second');
    const { organizationId } = ours;
    const taken = await Promise.all(Array.from({ length: 8 }, () => take({ organizationId, fileId })));
    expect(taken.filter((one) => one !== null)).toHaveLength(1);
  });

  test('are in one line, whichever organization they are of', async () => {
    const evidenceId = await addTestFiles(ours);
    const { fileId } = await firstFile(evidenceId);
    const isListed = async () => (await listWaiting(10_000)).some((one) => one.fileId === fileId);
    expect(await isListed()).toBe(false);
    await wait(evidenceId, 'WAITING', '-1 second');
    expect(await isListed()).toBe(true);
    await wait(evidenceId, 'WAITING', '1 minute');
    expect(await isListed()).toBe(false);
  });
});
