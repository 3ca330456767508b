import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, toDay } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type { EvidenceView } from '../model';
import { deriveValidity } from '../rules';
import { visibleEvidence } from './list';
import { kindOf, numberOf } from './words';

/** Everything about one item. Throws NOT_FOUND. */
export async function getEvidence(grant: Grant<'evidence:read'>, evidenceId: string): Promise<EvidenceView> {
  const item = await read(grant, (tx) =>
    tx.evidenceItem.findFirst({
      where: { ...visibleEvidence(grant), id: evidenceId },
      select: {
        id: true,
        kind: true,
        title: true,
        evidenceType: true,
        note: true,
        url: true,
        collectedOn: true,
        validUntil: true,
        receivedAt: true,
        receivedByName: true,
        version: true,
        archivedAt: true,
        archiveReason: true,
        files: {
          select: {
            id: true,
            fileName: true,
            sizeBytes: true,
            mediaType: true,
            sha256: true,
            receivedAt: true,
          },
          orderBy: { id: 'asc' },
        },
        links: {
          where: { removedAt: null },
          select: { requirementKey: true, assessment: { select: { id: true, name: true, status: true } } },
        },
        occurrences: { select: { occurrence: { select: { activity: { select: { title: true } } } } } },
      },
    }),
  );
  if (!item) throw notFound();
  const validUntil = item.validUntil && toDay(item.validUntil);
  return {
    evidenceId: item.id,
    kind: kindOf(item.kind),
    title: item.title,
    evidenceType: item.evidenceType,
    note: item.note,
    url: item.url,
    collectedOn: item.collectedOn && toDay(item.collectedOn),
    validUntil,
    validity: deriveValidity(validUntil, dayIn(grant.timeZone)),
    receivedAt: item.receivedAt,
    receivedByName: item.receivedByName,
    version: item.version,
    archivedAt: item.archivedAt,
    archiveReason: item.archiveReason,
    files: item.files.map(({ id, sizeBytes, ...file }) => ({
      fileId: id,
      sizeBytes: Number(sizeBytes),
      ...file,
    })),
    uses: item.links
      .map(({ requirementKey, assessment }) => ({
        assessmentId: assessment.id,
        assessmentName: assessment.name,
        requirementNumber: numberOf(requirementKey),
        isSigned: assessment.status !== 'OPEN',
      }))
      .sort(
        (left, right) =>
          left.assessmentName.localeCompare(right.assessmentName) ||
          compareRequirementNumbers(left.requirementNumber, right.requirementNumber),
      ),
    activities: [...new Set(item.occurrences.map(({ occurrence }) => occurrence.activity.title))],
  };
}

export type StoredFile = {
  fileId: string;
  evidenceTitle: string;
  storageKey: string;
  fileName: string;
  sizeBytes: number;
  mediaType: string;
  sha256: string;
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
        evidence: { select: { title: true } },
      },
    }),
  );
  if (!file) throw notFound();
  const { id, evidence, sizeBytes, ...rest } = file;
  return { ...rest, fileId: id, evidenceTitle: evidence.title, sizeBytes: Number(sizeBytes) };
}
