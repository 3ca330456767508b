import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import type { ReceivedFile } from '@/lib/evidence/model';
import { sha256, uploadRequest } from '@/lib/evidence/testing';
import { dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import type { FileSignedInput } from '../model/input';
import { getAttestationDocument } from '../queries/document';
import { getSignOff } from '../queries/sign-off';
import { assessmentEvents, makeReady, officer, shownHash, sign } from '../testing/rows';
import { bindSignedDocument, fileSignedAttestation } from './file-document';

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

async function fileIt(
  assessmentId: string,
  change: Partial<FileSignedInput> = {},
  contents = pdf,
  name?: string,
) {
  const contentSha256 = await shownHash(ours, assessmentId);
  const input = {
    assessmentId,
    contentSha256,
    printedHash: contentSha256.slice(0, 8),
    signedOn: dayIn('Europe/Berlin'),
    completed: true,
    fair: true,
    maintained: true,
    ...change,
  };
  return upload((file) => fileSignedAttestation(grants(), input, file), contents, name);
}

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
  ])('%s are refused; neither rows nor files remain', async (_, change, field) => {
    const assessmentId = await makeReady(ours);
    const before = await filesOnDisk();
    await expect(fileIt(assessmentId, change)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { [field]: expect.any(Array) },
    });
    expect(await filesOnDisk()).toBe(before);
    const rows = await unsafeRows(
      'SELECT 1 FROM "Attestation" WHERE "assessmentId" = $1 AND "status" = \'SIGNED\'',
      [assessmentId],
    );
    expect(rows).toEqual([]);
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
        return bindSignedDocument(both, assessmentId, file);
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
