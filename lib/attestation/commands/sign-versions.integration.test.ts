import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { addEvidenceFiles, addEvidenceVersion } from '@/lib/evidence/commands/add';
import { releaseFile, removeFile } from '@/lib/evidence/commands/decide-file';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { getEvidenceCover } from '@/lib/evidence/queries/cover';
import { getEvidence } from '@/lib/evidence/queries/item';
import { listRequirementEvidence } from '@/lib/evidence/queries/panel';
import { addTestFiles, sha256, uploadRequest } from '@/lib/evidence/testing/files';
import {
  makeOrganization,
  type TestOrganization,
  unsafeOwner,
  unsafeRows,
  untilWaitedFor,
} from '@/lib/platform/testing';
import { approveAll } from '@/lib/review/testing';
import { getAttestationDocument } from '../queries/document';
import { makeReady, officer, sign } from '../testing/rows';

const card = 'paid with\n4111 1111 1111 1111\nyesterday';
const requirementNumber = '6.3.3';

let ours: TestOrganization;
beforeAll(async () => {
  ours = await makeOrganization(officer);
});

const item = (evidenceId: string) => getEvidence(ours.grant('evidence:read'), evidenceId);
const cover = (assessmentId: string) =>
  getEvidenceCover(ours.grant('evidence:read'), assessmentId, '2026-11-29');
async function panel(assessmentId: string) {
  const grant = ours.grant('evidence:read');
  const { items } = await listRequirementEvidence(grant, { assessmentId, requirementNumber });
  return items.flatMap(({ files }) => files.map(({ facts, isOpen }) => ({ facts, isOpen })));
}
async function signedFiles(assessmentId: string) {
  const { content } = await getAttestationDocument(ours.grant('attestation:read'), assessmentId);
  return content.evidence.flatMap(({ files }) => files.map((file) => file.sha256));
}
const signedVersion = async (evidenceId: string) =>
  (await item(evidenceId)).uses.map((use) => use.signedVersion);

/** An item with these versions, one after the other, used by an assessment that is ready for its signature. */
async function versions(first: string, ...later: string[]) {
  const assessmentId = await makeReady(ours);
  const target = { assessmentId, requirementNumber };
  const evidenceId = await addTestFiles(ours, { 'scan.csv': first }, {}, target);
  const grant = ours.grant('evidence:attach');
  for (const contents of later) {
    await withReceivedFiles(grant, uploadRequest({ 'scan.csv': contents }), (_fields, files) =>
      addEvidenceVersion(grant, evidenceId, files, ''),
    );
  }
  await approveAll(assessmentId);
  return { assessmentId, evidenceId };
}

describe('a newer version that waits in quarantine', () => {
  test('neither counts nor opens; the one before stays, counts, and is the one that is signed', async () => {
    const { assessmentId, evidenceId } = await versions('one', card);
    expect(await panel(assessmentId)).toEqual([
      { facts: 'version 1, CSV, 3 bytes', isOpen: true },
      { facts: expect.not.stringContaining('version'), isOpen: false },
    ]);
    expect(await cover(assessmentId)).toEqual({ evidenced: 1, fresh: 1 });
    await sign(ours, assessmentId);
    expect(await signedFiles(assessmentId)).toEqual([sha256('one')]);
    expect(await signedVersion(evidenceId)).toEqual([1]);
    expect(await panel(assessmentId)).toMatchObject([{ isOpen: true }]);

    // Nothing that was signed rests on it: it can be removed, bytes and key.
    const [blocked] = (await item(evidenceId)).files;
    await removeFile(ours.grant('evidence:attach'), { evidenceId, fileId: blocked?.fileId ?? '' });
    const rows = await unsafeRows(
      'SELECT "state", "keyId", "wrappedKey" FROM "EvidenceFile" WHERE "evidenceId" = $1 AND "fileVersion" = 2',
      [evidenceId],
    );
    expect(rows).toEqual([{ state: 'REMOVED', keyId: null, wrappedKey: null }]);
  });

  test('replaces the one before once it is released', async () => {
    const { assessmentId, evidenceId } = await versions('one', card);
    const [blocked] = (await item(evidenceId)).files;
    const released = { evidenceId, fileId: blocked?.fileId ?? '', reason: 'The test number of the brand' };
    await releaseFile(ours.grant('evidence:manage'), released);
    expect(await panel(assessmentId)).toMatchObject([{ isOpen: true }]);
    // Whoever approved had not seen it.
    await expect(sign(ours, assessmentId)).rejects.toThrow('not reviewed as it stands');
    await approveAll(assessmentId);
    await sign(ours, assessmentId);
    expect(await signedFiles(assessmentId)).toEqual([sha256(card)]);
    expect(await signedVersion(evidenceId)).toEqual([2]);
  });
});

test('a manager, who attaches nothing, names the versions by signing', async () => {
  const { assessmentId, evidenceId } = await versions('one', 'two');
  const manager = await ours.addMember({ role: 'MANAGER', name: officer.name });
  await sign(manager, assessmentId);
  expect(await signedVersion(evidenceId)).toEqual([2]);
});

test('of an item whose files are all in quarantine nothing is signed', async () => {
  const { assessmentId, evidenceId } = await versions(card);
  expect(await cover(assessmentId)).toEqual({ evidenced: 0, fresh: 0 });
  await sign(ours, assessmentId);
  expect(await signedFiles(assessmentId)).toEqual([]);
  expect(await signedVersion(evidenceId)).toEqual([0]);
  expect(await panel(assessmentId)).toEqual([]);

  const [blocked] = (await item(evidenceId)).files;
  const released = { evidenceId, fileId: blocked?.fileId ?? '', reason: 'The test number of the brand' };
  await releaseFile(ours.grant('evidence:manage'), released);
  expect(await cover(assessmentId), 'also after it was released').toEqual({ evidenced: 0, fresh: 0 });
  const [row] = await unsafeRows(
    `SELECT "evidence" FROM checklist_rows($1, $2, $3) WHERE "requirementKey" = 'pci-dss:6.3.3'`,
    [ours.organizationId, ours.userId, assessmentId],
  );
  expect(row).toEqual({ evidence: 0 });
});

describe('while a signature is under way', () => {
  /** Signs, and does something else at the moment when the signature has read everything and has written nothing yet. */
  async function signMeanwhile(assessmentId: string, work: () => Promise<unknown>) {
    const holder = await unsafeOwner().connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM "Attestation" WHERE "assessmentId" = $1 FOR UPDATE', [assessmentId]);
      const signed = sign(ours, assessmentId);
      await untilWaitedFor(holder);
      const other = work().then(
        () => null,
        (error: unknown) => error,
      );
      // Long enough for it to be through, if nothing held it.
      await Promise.race([other, pause(1_500)]);
      await holder.query('ROLLBACK');
      await signed;
      return await other;
    } finally {
      holder.release();
    }
  }

  test('a newer version that is released comes after it: the one that was read is the one that is named', async () => {
    const { assessmentId, evidenceId } = await versions('one', card);
    const [blocked] = (await item(evidenceId)).files;
    const released = { evidenceId, fileId: blocked?.fileId ?? '', reason: 'The test number of the brand' };
    const failed = await signMeanwhile(assessmentId, () =>
      releaseFile(ours.grant('evidence:manage'), released),
    );
    expect(failed).toBeNull();
    expect(await signedFiles(assessmentId)).toEqual([sha256('one')]);
    expect(await signedVersion(evidenceId)).toEqual([1]);
    expect(await panel(assessmentId)).toEqual([{ facts: 'CSV, 3 bytes', isOpen: true }]);
  });

  test('no file joins the version that is being signed', async () => {
    const { assessmentId, evidenceId } = await versions('one');
    const grant = ours.grant('evidence:attach');
    const failed = await signMeanwhile(assessmentId, () =>
      withReceivedFiles(grant, uploadRequest({ 'more.csv': 'two' }), (_fields, files) =>
        addEvidenceFiles(grant, evidenceId, files),
      ),
    );
    expect(failed).toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('as a new version'),
    });
    expect((await item(evidenceId)).files).toHaveLength(1);
  });
});

describe('a file of the signed version that was in quarantine at the signature', () => {
  async function signedBeside() {
    const assessmentId = await makeReady(ours);
    const files = { 'scan.csv': 'one', 'log.txt': card };
    const evidenceId = await addTestFiles(ours, files, {}, { assessmentId, requirementNumber });
    await approveAll(assessmentId);
    await sign(ours, assessmentId);
    expect(await signedFiles(assessmentId)).toEqual([sha256('one')]);
    const blocked = (await item(evidenceId)).files.find((file) => file.scan.state === 'QUARANTINED');
    return { assessmentId, evidenceId, fileId: blocked?.fileId ?? '' };
  }

  test('is no part of what was signed, also after it is released', async () => {
    const { assessmentId, evidenceId, fileId } = await signedBeside();
    expect(await panel(assessmentId)).toEqual([{ facts: 'CSV, 3 bytes', isOpen: true }]);
    const reason = 'The test number of the brand';
    await releaseFile(ours.grant('evidence:manage'), { evidenceId, fileId, reason });
    expect(await panel(assessmentId)).toEqual([{ facts: 'CSV, 3 bytes', isOpen: true }]);
    const marks = (await item(evidenceId)).files.map((file) => [file.fileName, file.cameAfterSignature]);
    expect(Object.fromEntries(marks)).toEqual({ 'scan.csv': false, 'log.txt': true });
  });

  test('can be removed', async () => {
    const { assessmentId, evidenceId, fileId } = await signedBeside();
    await removeFile(ours.grant('evidence:attach'), { evidenceId, fileId });
    expect((await item(evidenceId)).files.map((file) => file.scan.state).toSorted()).toEqual([
      'AVAILABLE',
      'REMOVED',
    ]);
    expect(await signedFiles(assessmentId)).toEqual([sha256('one')]);
  });
});
