import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import type { ReceivedFile } from '@/lib/evidence/model';
import { sha256, uploadRequest } from '@/lib/evidence/testing/files';
import { dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import type { FileSignedInput } from '../model/input';
import { getAttestationDocument } from '../queries/document';
import { getSignOff } from '../queries/sign-off';
import { assessmentEvents, makeReady, officer, shownHash, sign } from '../testing/rows';
import { bindSignedDocument, fileSampleAttestation, fileSignedAttestation } from './file-document';

const pdf = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
let ours: TestOrganization;

beforeAll(async () => {
  ours = await makeOrganization({ name: 'Priya Raman' });
});

const grants = () => ({ sign: ours.grant('attestation:sign'), attach: ours.grant('evidence:attach') });

function upload<R>(
  work: (file: ReceivedFile) => Promise<R>,
  contents = pdf,
  name = 'signed.pdf',
): Promise<R> {
  return withReceivedFiles(
    ours.grant('evidence:attach'),
    uploadRequest({ [name]: contents }),
    (_, [file]) => {
      if (!file) throw new Error('no file arrived');
      return work(file);
    },
  );
}

async function inputOf(
  assessmentId: string,
  change: Partial<FileSignedInput> = {},
): Promise<FileSignedInput> {
  const contentSha256 = await shownHash(ours, assessmentId);
  return {
    assessmentId,
    contentSha256,
    printedHash: contentSha256.slice(0, 8),
    signedOn: dayIn('Europe/Berlin'),
    completed: true,
    fair: true,
    maintained: true,
    ...change,
  };
}

async function fileIt(
  assessmentId: string,
  change: Partial<FileSignedInput> = {},
  contents = pdf,
  name?: string,
) {
  const input = await inputOf(assessmentId, change);
  const confirmation = unsafeMakeConfirmation(ours.userId);
  return upload((file) => fileSignedAttestation(grants(), confirmation, input, file), contents, name);
}

const isSealed = async (assessmentId: string) => {
  const sealed = `SELECT 1 FROM "Attestation" WHERE "assessmentId" = $1 AND "status" = 'SIGNED'`;
  return (await unsafeRows(sealed, [assessmentId])).length > 0;
};

const filesOnDisk = async () =>
  (await readdir(join(inject('dataFolder'), 'evidence', ours.organizationId)).catch(() => [])).length;

describe('an attestation signed on paper', () => {
  test('is sealed together with the scan, by the hash that the pages print', async () => {
    const assessmentId = await makeReady(ours);
    const { snapshotSha256 } = await fileIt(assessmentId);
    const { signature } = await getAttestationDocument(ours.grant('attestation:read'), assessmentId);
    expect(signature).toMatchObject({
      method: 'UPLOADED',
      signerName: officer.name,
      recordedBy: { name: 'Priya Raman' },
      signedOn: dayIn('Europe/Berlin'),
      document: { fileName: 'signed.pdf', mediaType: 'application/pdf', sha256: sha256(pdf) },
    });
    expect((await assessmentEvents(assessmentId)).at(-1)).toMatchObject({
      type: 'attestation.signed',
      data: { method: 'UPLOADED', snapshotSha256, documentSha256: sha256(pdf) },
    });
    const page = await getSignOff(ours.grant('attestation:read'), assessmentId);
    expect(page).toMatchObject({ sealed: { isIntact: true, document: { fileName: 'signed.pdf' } } });
  });

  test.each([
    ['pages of an older draft', { printedHash: '00000000' }, 'printedHash'],
    ['too few digits', { printedHash: 'a' }, 'printedHash'],
    ['a signature of tomorrow', { signedOn: '2099-01-01' }, 'signedOn'],
    ['a signature older than the completion', { signedOn: '2026-01-02' }, 'signedOn'],
  ])('%s are refused; neither rows nor files remain', async (_, change, field) => {
    const assessmentId = await makeReady(ours);
    const before = await filesOnDisk();
    await expect(fileIt(assessmentId, change)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { [field]: expect.any(Array) },
    });
    expect(await filesOnDisk()).toBe(before);
    expect(await isSealed(assessmentId)).toBe(false);
  });

  test('is not sealed by the password of somebody else, nor without one outside a sample', async () => {
    const assessmentId = await makeReady(ours);
    const other = await ours.addMember({ role: 'ADMINISTRATOR' });
    const [input, before] = [await inputOf(assessmentId), await filesOnDisk()];
    const attempts = [
      upload((file) => fileSignedAttestation(grants(), unsafeMakeConfirmation(other.userId), input, file)),
      upload((file) => fileSampleAttestation(grants(), input, file)),
    ];
    const settled = await Promise.allSettled(attempts);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await filesOnDisk()).toBe(before);
    // Two people prepare attestations by now: whoever filled in the form does not file what is signed either.
    await expect(fileIt(assessmentId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await isSealed(assessmentId)).toBe(false);
  });

  test('is taken as PDF or picture by content, whatever its name says', async () => {
    const assessmentId = await makeReady(ours);
    await expect(fileIt(assessmentId, {}, '<html>not a pdf</html>', 'signed.pdf')).rejects.toMatchObject({
      fieldErrors: { file: ['Choose the signed document as a PDF, or a scan of it as PNG or JPEG.'] },
    });
  });
});

describe('a signed document beside a sealed attestation', () => {
  test('is filed once and then stays', async () => {
    const signer = await makeOrganization(officer);
    const assessmentId = await makeReady(signer);
    const both = { sign: signer.grant('attestation:sign'), attach: signer.grant('evidence:attach') };
    const bind = () =>
      withReceivedFiles(both.attach, uploadRequest({ 'qsa.pdf': pdf }), (_, [file]) => {
        if (!file) throw new Error('no file arrived');
        return bindSignedDocument(both, unsafeMakeConfirmation(signer.userId), assessmentId, file);
      });
    await expect(bind()).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await sign(signer, assessmentId);
    const { fileId } = await bind();
    await expect(bind()).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(
      unsafeRows('UPDATE "Attestation" SET "signedDocumentId" = NULL WHERE "assessmentId" = $1', [
        assessmentId,
      ]),
    ).rejects.toThrow(/signed/);
    const page = await getSignOff(signer.grant('attestation:read'), assessmentId);
    expect(page).toMatchObject({ sealed: { document: { fileId, sha256: sha256(pdf) } } });
    expect((await assessmentEvents(assessmentId)).at(-1)?.type).toBe('attestation.document-filed');
  });
});
