import { existsSync, mkdtempSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { releaseFile } from '@/lib/evidence/commands/decide-file';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { removeUndecided } from '@/lib/evidence/operations/scan/housekeeping';
import { scanReceived } from '@/lib/evidence/operations/scan/scan';
import { getEvidence } from '@/lib/evidence/queries/item';
import { addTestFiles, evidenceEvents, uploadRequest } from '@/lib/evidence/testing/files';
import type { AppError } from '@/lib/platform/errors';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeReady, officer, sign } from '../testing/rows';
import { bindSignedDocument } from './file-document';

const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'signed-'));
const socket = path.join(mkdtempSync(path.join(tmpdir(), 'inplace-scanner-')), 'scanner.sock');
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);
vi.stubEnv('CLAMD', `unix:${socket}`);

/** What the scanner says of every file; null: it hangs up. */
let verdict: string | null = null;
let server: Server;
let ours: TestOrganization;
let assessmentId: string;

beforeAll(async () => {
  server = createServer((connection) => {
    let tail = Buffer.alloc(0);
    connection.on('error', () => undefined);
    connection.on('data', (bytes) => {
      tail = Buffer.concat([tail, bytes]).subarray(-4);
      if (verdict === null) connection.destroy();
      else if (tail.equals(Buffer.alloc(4))) connection.end(`${verdict}\0`);
    });
  }).listen(socket);
  ours = await makeOrganization(officer);
});
afterAll(() => {
  server.close();
});
beforeEach(async () => {
  verdict = 'stream: OK';
  assessmentId = await makeReady(ours);
  await sign(ours, assessmentId);
});

async function pages(words: string): Promise<Buffer> {
  const document = new PDFDocument();
  const bytes = buffer(document);
  document.text(words).end();
  return bytes;
}

function bind(contents: Uint8Array) {
  const both = { sign: ours.grant('attestation:sign'), attach: ours.grant('evidence:attach') };
  return withReceivedFiles(both.attach, uploadRequest({ 'signed.pdf': contents }), (_, [file]) => {
    if (!file) throw new Error('no file arrived');
    return bindSignedDocument(both, unsafeMakeConfirmation(ours.userId), assessmentId, file);
  });
}

type Row = { evidenceId: string; storageKey: string; state: string; heldFor: string; cardScan: string };
async function rowOf(fileId: string): Promise<Row> {
  const [row] = await unsafeRows<Row>('SELECT * FROM "EvidenceFile" WHERE "id" = $1', [fileId]);
  if (!row) throw new Error('the file has no row');
  return row;
}
const bytesOf = ({ storageKey }: Row) => path.join(dataFolder, 'evidence', storageKey);
const countOnDisk = async () =>
  (await readdir(path.join(dataFolder, 'evidence', ours.organizationId)).catch(() => [])).length;
const isBound = async () =>
  (
    await unsafeRows(
      'SELECT 1 FROM "Attestation" WHERE "assessmentId" = $1 AND "signedDocumentId" IS NOT NULL',
      [assessmentId],
    )
  ).length > 0;

describe('a signed document', () => {
  test('is looked into before it is bound, and open at once', async () => {
    const { fileId } = await bind(await pages('Signed by Daniel Okafor'));
    const row = await rowOf(fileId);
    expect(row).toMatchObject({ state: 'AVAILABLE', heldFor: '', cardScan: 'CLEAN', malwareScan: 'CLEAN' });
    expect((await evidenceEvents(row.evidenceId)).at(-1)).toMatchObject({
      type: 'evidence.file-scanned',
      data: { cardNumbers: 'CLEAN', malware: 'CLEAN' },
    });
  });

  test.each([
    ['a card number', 'stream: OK', 'INVALID', /looks like a card number.*•••• 1111.*false alarm/],
    ['malware', 'stream: Eicar FOUND', 'INVALID', /found malware in this file \(Eicar\)/],
    ['a scanner that is down', null, 'UNAVAILABLE', /try again in a moment/],
  ])('is refused for %s; nothing of it stays and nothing is bound', async (_what, said, code, words) => {
    const before = await countOnDisk();
    verdict = said;
    const refusal = await bind(await pages('Card 4111 1111 1111 1111')).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code });
    const { fieldErrors, message } = refusal as AppError;
    expect(fieldErrors?.file?.[0] ?? message).toMatch(words);
    expect(await isBound()).toBe(false);
    expect(await countOnDisk()).toBe(before);
  });

  test('is taken when an officer has called the same file a false alarm', async () => {
    const contents = await pages('Number 4111 1111 1111 1111');
    const evidenceId = await addTestFiles(ours, { 'signed.pdf': contents });
    const [blocked] = (await getEvidence(ours.grant('evidence:read'), evidenceId)).files;
    await releaseFile(ours.grant('evidence:manage'), {
      evidenceId,
      fileId: blocked?.fileId ?? '',
      reason: 'It is the number of a contract',
    });
    const { fileId } = await bind(contents);
    expect(await rowOf(fileId)).toMatchObject({
      state: 'AVAILABLE',
      cardScan: 'OVERRULED',
      decidedReason: 'It is the number of a contract',
    });
  });
});

describe('a signed document that was bound before it was looked into', () => {
  /** As it stood when documents were bound first. */
  async function boundUnseen(heldFor: string): Promise<string> {
    const { fileId } = await bind(await pages('Signed'));
    await unsafeRows(
      `UPDATE "EvidenceFile" SET "state" = 'QUARANTINED', "heldFor" = $2, "scannedAt" = now() - interval '9 days', "scanHeldUntil" = NULL WHERE "id" = $1`,
      [fileId, heldFor],
    );
    return fileId;
  }

  test('is not removed when nobody decides, nor by hand, nor by SQL', async () => {
    const fileId = await boundUnseen('CARD_NUMBER');
    await removeUndecided();
    const row = await rowOf(fileId);
    expect(row).toMatchObject({ state: 'QUARANTINED', heldFor: 'CARD_NUMBER' });
    expect(existsSync(bytesOf(row))).toBe(true);
    await expect(
      unsafeRows(
        `UPDATE "EvidenceFile" SET "state" = 'REMOVED', "keyId" = NULL, "wrappedKey" = NULL WHERE "id" = $1`,
        [fileId],
      ),
    ).rejects.toThrow('the signed document of an attestation stays');
  });

  test('is kept, closed, when malware is found in it', async () => {
    const fileId = await boundUnseen('WAITING');
    verdict = 'stream: Eicar FOUND';
    const before = await rowOf(fileId);
    await scanReceived(ours.organizationId, [before.storageKey]);
    expect(await rowOf(fileId)).toMatchObject({
      state: 'QUARANTINED',
      heldFor: 'MALWARE',
      malwareName: 'Eicar',
    });
    expect(existsSync(bytesOf(before))).toBe(true);
  });
});
