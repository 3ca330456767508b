import 'server-only';
import { createHash } from 'node:crypto';
import { type PassThrough, Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { ZipFile } from 'yazl';
import type { Grant } from '@/lib/access/grant';
import type { SnapshotEvidence } from '@/lib/attestation/model/snapshot';
import {
  type AttestationDocument,
  getAttestationDocument,
  getSnapshotText,
} from '@/lib/attestation/queries/document';
import { commit } from '@/lib/audit-trail/commit';
import { openForExport } from '@/lib/evidence/operations/open';
import { type FileOfEvidence, listFilesOf } from '@/lib/evidence/queries/files-of';
import { isPresent } from '@/lib/evidence/store/present';
import { dayIn } from '@/lib/platform/clock';
import { csvLines } from '@/lib/platform/csv';
import { AppError } from '@/lib/platform/errors';
import { formatDay } from '@/lib/platform/format';
import { renderPdf } from '../pdf/render';
import { planPackage, sumsOf } from '../rules/package';
import { indexPage, indexRows } from '../rules/package-index';
import { buildReport } from '../rules/report';

type Grants = {
  reading: Grant<'attestation:read'>;
  evidence: Grant<'evidence:read'>;
  /** Asked for once it is known that there is something to take. */
  exporting: () => Promise<Grant<'report:export'>>;
};

export type AuditorPackage = { fileName: string; stream: ReadableStream<Uint8Array> };

type Entry = { path: string; sha256: string } & ({ bytes: Buffer } | { file: FileOfEvidence });

/**
 * Everything an assessor asks for, of one assessment, in one ZIP that is written while it is sent: the report, the signed data,
 * each file of the evidence under the numbers of its requirements, an index and the SHA-256 of every file. Of a signed
 * assessment what was signed, else today's. What cannot go along is named in the index. Recorded before the first byte leaves.
 * Throws NOT_FOUND, UNAVAILABLE (store) and ELSEWHERE when the person changed organizations meanwhile.
 */
export async function openPackage(grants: Grants, assessmentId: string): Promise<AuditorPackage> {
  const { reading, evidence } = grants;
  const document = await getAttestationDocument(reading, assessmentId);
  const { content, signature } = document;
  const files = await filesOf(evidence, content.evidence);
  const exporting = await grants.exporting();
  // A session changes organizations: all that is taken is one organization's, and stands in its log.
  for (const grant of [evidence, exporting]) {
    if (grant.organizationId !== reading.organizationId || grant.actor.userId !== reading.actor.userId)
      throw new AppError('ELSEWHERE');
  }
  const { placed, lines } = planPackage(content, files);
  const report = buildReport(document);
  const title = `${report.title}${signature ? '' : ' (draft)'}`;
  const head = { title: `Auditor package: ${title}`, lines: headLines(document, reading.timeZone) };
  const entries: Entry[] = [
    madeHere('index.html', indexPage(head, lines)),
    // The mark tells spreadsheets that the text is UTF-8.
    madeHere('index.csv', `\uFEFF${csvLines(indexRows(lines))}`),
    madeHere('report.pdf', await renderPdf(report)),
    ...(signature
      ? [madeHere('signed.json', (await getSnapshotText(reading, assessmentId)).snapshotText)]
      : []),
    ...placed.map(({ path, sha256, ...file }) => ({ path, sha256, file: { ...file, sha256 } })),
  ];
  const sums = madeHere('SHA256SUMS', sumsOf(entries));
  await commit(exporting, async () => ({
    result: undefined,
    events: [
      {
        type: 'report.package-exported',
        subject: { type: 'assessment', id: assessmentId },
        data: {
          name: content.assessment.name,
          isDraft: signature === null,
          files: placed.length,
          leftOut: lines.filter(({ file }) => file?.path === null).length,
          sumsSha256: sums.sha256,
        },
      },
    ],
  }));
  return {
    fileName: `${title}, auditor package.zip`,
    stream: zipOf([...entries, sums], evidence, new Date(report.datedAt)),
  };
}

/** The files that the document names; what is gone from the storage is known before the first byte leaves. */
async function filesOf(
  grant: Grant<'evidence:read'>,
  items: readonly SnapshotEvidence[],
): Promise<FileOfEvidence[]> {
  const named = new Set(items.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
  const files: FileOfEvidence[] = [];
  for (const file of await listFilesOf(
    grant,
    items.map(({ id }) => id),
  )) {
    if (!named.has(file.sha256)) continue;
    const isThere = file.state !== 'OPEN' || (await isPresent(file));
    files.push(isThere ? file : { ...file, state: 'MISSING' });
  }
  return files;
}

function headLines({ content, signature, snapshotSha256 }: AttestationDocument, timeZone: string): string[] {
  const { assessment, legalEntity, questionnaire } = content;
  return [
    `${legalEntity.name}, ${questionnaire.name}, ${formatDay(assessment.periodFrom)} to ${formatDay(assessment.periodTo)}.`,
    signature
      ? `Signed by ${signature.signerName} on ${formatDay(signature.signedOn)}; the SHA-256 of signed.json is ${snapshotSha256}.`
      : `A draft of ${formatDay(dayIn(timeZone))}: nothing of it is signed.`,
    'SHA256SUMS holds the SHA-256 of every file here: sha256sum -c SHA256SUMS compares them.',
  ];
}

function madeHere(path: string, content: string | Buffer): Entry & { bytes: Buffer } {
  const bytes = Buffer.from(content);
  return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * Nothing is compressed: most evidence is already. A file that turns out damaged ends the stream with an error: half a package is
 * not taken for a whole one.
 */
function zipOf(
  entries: readonly Entry[],
  grant: Grant<'evidence:read'>,
  mtime: Date,
): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  const out = zip.outputStream as PassThrough;
  let source: Readable | undefined;
  zip.on('error', (error: Error) => out.destroy(error));
  out.on('close', () => source?.destroy());
  for (const entry of entries) {
    const options = { mtime, compress: false };
    if ('bytes' in entry) zip.addBuffer(entry.bytes, entry.path, options);
    else
      zip.addReadStreamLazy(entry.path, { ...options, size: entry.file.sizeBytes }, (done) => {
        openForExport(grant, entry.file).then(
          (stream) => {
            source = Readable.fromWeb(stream as NodeReadableStream);
            source.on('error', (error) => zip.emit('error', error));
            if (out.destroyed) source.destroy();
            else done(null, source);
          },
          (error: unknown) => zip.emit('error', error),
        );
      });
  }
  zip.end();
  // Without a size in bytes the adapter would hold thousands of pieces.
  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: 256 * 1024 });
  return Readable.toWeb(out, { strategy }) as ReadableStream<Uint8Array>;
}
