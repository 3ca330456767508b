import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, toDay } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { type Page, pageQuery } from '@/lib/platform/page';
import type { EvidenceKind, Validity } from '../model';
import type { MachineResultView } from '../model/machine';
import { deriveValidity } from '../rules';
import { scanMark } from '../words';
import { visibleEvidence } from './list';
import { machineResultView, shownResultRows } from './machine';
import { scanFields, scanView } from './scan-view';
import { kindOf, numberOf } from './words';

type ResultForProgram = Omit<MachineResultView, 'ranAt' | 'receivedAt'> & {
  ranAt: string;
  receivedAt: string;
};

/** An item as a program reads it: values, not words. */
export type EvidenceForProgram = {
  evidenceId: string;
  externalRef: string | null;
  kind: EvidenceKind;
  title: string;
  evidenceType: string | null;
  note: string;
  url: string;
  source: string;
  tags: string[];
  confidentiality: string;
  collectedOn: string | null;
  coversFrom: string | null;
  coversTo: string | null;
  validUntil: string | null;
  validity: Validity;
  ownerName: string | null;
  receivedAt: string;
  receivedByName: string;
  archivedAt: string | null;
  /** The newest version, and its files. */
  version: number;
  files: {
    fileId: string;
    fileName: string;
    sizeBytes: number;
    mediaType: string;
    sha256: string;
    isOpen: boolean;
    /** What keeps it closed, or what was not looked at. */
    scan: string | null;
  }[];
  uses: { assessmentId: string; requirementNumber: string; isSigned: boolean }[];
  result: ResultForProgram | null;
};

const itemFields = {
  id: true,
  externalRef: true,
  kind: true,
  title: true,
  evidenceType: true,
  note: true,
  url: true,
  source: true,
  tags: true,
  confidentiality: true,
  collectedOn: true,
  coversFrom: true,
  coversTo: true,
  validUntil: true,
  owner: { select: { user: { select: { name: true } } } },
  receivedAt: true,
  receivedByName: true,
  archivedAt: true,
  fileVersion: true,
  files: {
    where: { deletedAt: null },
    select: {
      id: true,
      fileName: true,
      sizeBytes: true,
      mediaType: true,
      sha256: true,
      fileVersion: true,
      ...scanFields,
    },
    orderBy: { id: 'asc' },
  },
  links: {
    where: { removedAt: null },
    select: { requirementKey: true, assessmentId: true, assessment: { select: { status: true } } },
  },
  results: { ...shownResultRows, take: 1 },
} satisfies Prisma.EvidenceItemSelect;

type Row = Prisma.EvidenceItemGetPayload<{ select: typeof itemFields }>;

/** Items of the library in the order in which they came, one more than the page takes. Removed ones are left out. */
export async function listForProgram(
  grant: Grant<'evidence:read'>,
  filter: { externalRef?: string | undefined; kind?: EvidenceKind | undefined; page: Page },
): Promise<EvidenceForProgram[]> {
  const page = pageQuery(filter.page);
  const rows = await read(grant, (tx) =>
    tx.evidenceItem.findMany({
      where: {
        AND: [
          visibleEvidence(grant),
          { archivedAt: null },
          filter.externalRef === undefined ? {} : { externalRef: filter.externalRef },
          filter.kind === undefined ? {} : { kind: filter.kind },
          page?.after ?? {},
        ],
      },
      orderBy: { id: 'asc' },
      take: page?.take ?? 0,
      select: itemFields,
    }),
  );
  const today = dayIn(grant.timeZone);
  return rows.map((row) => itemView(row, today));
}

/** One item with its last runs, newest first. Throws NOT_FOUND. */
export async function getForProgram(
  grant: Grant<'evidence:read'>,
  evidenceId: string,
): Promise<EvidenceForProgram & { results: ResultForProgram[] }> {
  const row = await read(grant, (tx) =>
    tx.evidenceItem.findFirst({
      where: { ...visibleEvidence(grant), id: evidenceId },
      select: { ...itemFields, results: shownResultRows },
    }),
  );
  if (!row) throw notFound();
  return { ...itemView(row, dayIn(grant.timeZone)), results: row.results.map(resultView) };
}

function itemView(row: Row, today: string): EvidenceForProgram {
  const day = (value: Date | null) => value && toDay(value);
  const [newest] = row.results;
  return {
    evidenceId: row.id,
    externalRef: row.externalRef,
    kind: kindOf(row.kind),
    title: row.title,
    evidenceType: row.evidenceType || null,
    note: row.note,
    url: row.url,
    source: row.source,
    tags: row.tags,
    confidentiality: row.confidentiality,
    collectedOn: day(row.collectedOn),
    coversFrom: day(row.coversFrom),
    coversTo: day(row.coversTo),
    validUntil: day(row.validUntil),
    validity: deriveValidity(day(row.validUntil), today),
    ownerName: row.owner?.user.name ?? null,
    receivedAt: row.receivedAt.toISOString(),
    receivedByName: row.receivedByName,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    version: row.fileVersion,
    files: row.files
      .filter(({ fileVersion }) => fileVersion === row.fileVersion)
      .map((file) => ({
        fileId: file.id,
        fileName: file.fileName,
        sizeBytes: Number(file.sizeBytes),
        mediaType: file.mediaType,
        sha256: file.sha256,
        isOpen: file.state === 'AVAILABLE',
        scan: scanMark([scanView(file)])?.words ?? null,
      })),
    uses: row.links
      .map(({ assessmentId, requirementKey, assessment }) => ({
        assessmentId,
        requirementNumber: numberOf(requirementKey),
        isSigned: assessment.status !== 'OPEN',
      }))
      .sort(
        (left, right) =>
          left.assessmentId.localeCompare(right.assessmentId) ||
          compareRequirementNumbers(left.requirementNumber, right.requirementNumber),
      ),
    result: newest ? resultView(newest) : null,
  };
}

function resultView(row: Row['results'][number]): ResultForProgram {
  const view = machineResultView(row);
  return { ...view, ranAt: view.ranAt.toISOString(), receivedAt: view.receivedAt.toISOString() };
}
