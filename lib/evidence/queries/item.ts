import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { EvidenceView } from '../model';
import type { FileScanView } from '../model/scan';
import { deriveValidity } from '../rules';
import { confidentialityOf } from '../rules/fields';
import type { FileInStore } from '../store/sealed-reader';
import { scanMark } from '../words';
import { ownerFields, ownerView } from './choices';
import { inStore } from './in-store';
import { visibleEvidence } from './list';
import { machineResultView, shownResultRows } from './machine';
import { scanFields, scanView, wasOpenAt } from './scan-view';
import { kindOf, numberOf } from './words';

/** Everything about one item. Throws NOT_FOUND. */
export async function getEvidence(grant: Grant<'evidence:read'>, evidenceId: string): Promise<EvidenceView> {
  const { item, keptUntil } = await read(grant, async (tx) => ({
    keptUntil: await keptUntilIn(tx, grant.organizationId, evidenceId),
    item: await tx.evidenceItem.findFirst({
      where: { ...visibleEvidence(grant), id: evidenceId },
      select: {
        id: true,
        kind: true,
        title: true,
        evidenceType: true,
        note: true,
        url: true,
        collectedOn: true,
        coversFrom: true,
        coversTo: true,
        owner: ownerFields,
        confidentiality: true,
        source: true,
        tags: true,
        validUntil: true,
        receivedAt: true,
        receivedByName: true,
        version: true,
        archivedAt: true,
        archiveReason: true,
        fileVersion: true,
        externalRef: true,
        results: shownResultRows,
        files: {
          select: {
            fileVersion: true,
            deletedAt: true,
            id: true,
            fileName: true,
            sizeBytes: true,
            mediaType: true,
            sha256: true,
            receivedAt: true,
            ...scanFields,
          },
          orderBy: { id: 'asc' },
        },
        links: {
          where: { removedAt: null },
          select: {
            requirementKey: true,
            signedVersion: true,
            assessment: { select: { id: true, name: true, status: true, revision: true, signedAt: true } },
          },
        },
        occurrences: { select: { occurrence: { select: { activity: { select: { title: true } } } } } },
      },
    }),
  }));
  if (!item) throw notFound();
  const validUntil = item.validUntil && toDay(item.validUntil);
  const signed = item.links.filter(({ assessment }) => assessment.status !== 'OPEN');
  const files = item.files.map((file) => ({
    fileId: file.id,
    fileName: file.fileName,
    sizeBytes: Number(file.sizeBytes),
    mediaType: file.mediaType,
    sha256: file.sha256,
    receivedAt: file.receivedAt,
    fileVersion: file.fileVersion,
    isDeleted: file.deletedAt !== null,
    cameAfterSignature: signed.some(
      ({ signedVersion, assessment }) =>
        file.fileVersion === (signedVersion ?? 1) && !wasOpenAt(file, assessment.signedAt),
    ),
    scan: scanView(file),
  }));
  return {
    evidenceId: item.id,
    kind: kindOf(item.kind),
    title: item.title,
    evidenceType: item.evidenceType,
    note: item.note,
    url: item.url,
    collectedOn: item.collectedOn && toDay(item.collectedOn),
    coversFrom: item.coversFrom && toDay(item.coversFrom),
    coversTo: item.coversTo && toDay(item.coversTo),
    owner: ownerView(item.owner, dayIn(grant.timeZone)),
    confidentiality: confidentialityOf(item.confidentiality),
    source: item.source,
    tags: item.tags,
    validUntil,
    validity: deriveValidity(validUntil, dayIn(grant.timeZone)),
    receivedAt: item.receivedAt,
    receivedByName: item.receivedByName,
    version: item.version,
    archivedAt: item.archivedAt,
    archiveReason: item.archiveReason,
    fileVersion: item.fileVersion,
    files: files.filter((file) => file.fileVersion === item.fileVersion),
    earlierFiles: files
      .filter((file) => file.fileVersion < item.fileVersion)
      .sort((left, right) => right.fileVersion - left.fileVersion),
    keptUntil: keptUntil && dayIn(grant.timeZone, keptUntil),
    externalRef: item.externalRef,
    results: item.results.map(machineResultView),
    uses: item.links
      .map(({ requirementKey, assessment, signedVersion }) => ({
        assessmentId: assessment.id,
        // Revisions have one name: the first needs no number.
        assessmentName:
          assessment.revision > 1 ? `${assessment.name}, revision ${assessment.revision}` : assessment.name,
        requirementNumber: numberOf(requirementKey),
        isSigned: assessment.status !== 'OPEN',
        signedVersion: assessment.status === 'OPEN' ? null : (signedVersion ?? 1),
      }))
      .sort(
        (left, right) =>
          left.assessmentName.localeCompare(right.assessmentName) ||
          compareRequirementNumbers(left.requirementNumber, right.requirementNumber),
      ),
    activities: [...new Set(item.occurrences.map(({ occurrence }) => occurrence.activity.title))],
  };
}

/** Null when no signature rests on it. */
async function keptUntilIn(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ keptUntil: Date | null }[]>`
    SELECT evidence_kept_until(${organizationId}::uuid, ${evidenceId}::uuid) AS "keptUntil"
     WHERE signed_file_version(${organizationId}::uuid, ${evidenceId}::uuid) > 0`;
  return row?.keptUntil ?? null;
}

/** What keeps files of an item's newest version closed, in a word or two; null when all of them are open. */
export async function heldWords(grant: Grant<'evidence:attach'>, evidenceId: string): Promise<string | null> {
  const files = await read(grant, (tx) =>
    tx.evidenceFile.findMany({
      where: { organizationId: grant.organizationId, evidenceId, state: { not: 'AVAILABLE' } },
      select: { ...scanFields, fileVersion: true, evidence: { select: { fileVersion: true } } },
    }),
  );
  const newest = files.filter((file) => file.fileVersion === file.evidence.fileVersion);
  return scanMark(newest.map(scanView))?.words ?? null;
}

export type StoredFile = FileInStore & {
  fileId: string;
  evidenceTitle: string;
  fileName: string;
  mediaType: string;
  scan: FileScanView;
};

/** Where a file lies and what it must look like. Throws NOT_FOUND, also when file and item do not belong together. */
export async function getEvidenceFile(
  grant: Grant<'evidence:read'>,
  evidenceId: string,
  fileId: string,
): Promise<StoredFile> {
  const file = await read(grant, (tx) =>
    tx.evidenceFile.findFirst({
      where: { organizationId: grant.organizationId, evidenceId, id: fileId },
      select: {
        id: true,
        storageKey: true,
        fileName: true,
        sizeBytes: true,
        mediaType: true,
        sha256: true,
        keyId: true,
        wrappedKey: true,
        deletedAt: true,
        evidence: { select: { title: true } },
        ...scanFields,
      },
    }),
  );
  if (!file) throw notFound();
  const { id, evidence, deletedAt, fileName, mediaType } = file;
  if (deletedAt) throw notFound('This file was deleted when its retention had ended.');
  return {
    ...inStore(file),
    fileId: id,
    evidenceTitle: evidence.title,
    fileName,
    mediaType,
    scan: scanView(file),
  };
}
