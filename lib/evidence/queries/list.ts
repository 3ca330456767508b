import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { addDays, dayIn, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { searchText } from '@/lib/platform/parse';
import {
  type EvidenceCounts,
  type EvidenceFilter,
  type EvidenceHitView,
  type EvidenceListView,
  type EvidenceRowView,
  endsSoonDays,
  evidenceViews,
} from '../model';
import { countedUpTo } from '../model/fields';
import { deriveValidity } from '../rules';
import { confidentialityOf } from '../rules/fields';
import { wordsOf } from '../rules/suggest';
import { scanMark } from '../words';
import { ownerFields, ownerView } from './choices';
import { machineMark, newestResult } from './machine';
import { markerOf } from './marker';
import { cursorOf, orderOf, rangesAfter } from './order';
import { unsafeToRenew } from './renewal';
import { reviewStateOf } from './review';
import { scanFields, scanView } from './scan-view';
import { hitFacts, kindOf, numberOf } from './words';

const PAGE = 50;

/** One page of the library: what ends first comes first, what has no end last, newest before older. */
export async function listEvidence(
  grant: Grant<'evidence:read'>,
  filter: EvidenceFilter,
): Promise<{ rows: EvidenceRowView[]; nextCursor: string | null }> {
  const today = dayIn(grant.timeZone);
  const items = await read(grant, async (tx) => {
    const asked = [
      visibleEvidence(grant),
      inView(filter.view, today),
      filter.view === 'TO_RENEW' ? await dueForRenewal(tx, grant, today) : {},
      filter.evidenceType ? { evidenceType: filter.evidenceType } : {},
      filter.ownerId ? { ownerId: filter.ownerId === 'me' ? grant.actor.userId : filter.ownerId } : {},
      filter.tag ? { tags: { has: filter.tag } } : {},
      filter.confidentiality ? { confidentiality: filter.confidentiality } : {},
      matching(grant, filter.query),
    ];
    const found: Row[] = [];
    // One range of the order's index after the other: "this day and a lower id, or a later day, or none" is no range.
    for (const range of await rangesAfter(tx, grant.organizationId, filter)) {
      if (found.length > PAGE) break;
      const take = PAGE + 1 - found.length;
      const where = { AND: [...asked, range] };
      found.push(
        ...(await tx.evidenceItem.findMany({ where, orderBy: orderOf(filter), take, select: rowFields })),
      );
    }
    return found;
  });
  const page = items.slice(0, PAGE);
  const last = page.at(-1);
  return {
    rows: page.map((item) => rowView(item, today, grant.timeZone)),
    nextCursor: items.length > PAGE && last ? cursorOf(filter, last) : null,
  };
}

/** How many items each view of the library holds, and no more than are worth counting. */
export async function countEvidence(grant: Grant<'evidence:read'>): Promise<EvidenceCounts> {
  const today = dayIn(grant.timeZone);
  return read(grant, async (tx) => {
    const counts = {} as EvidenceCounts;
    const due = await dueForRenewal(tx, grant, today);
    for (const view of evidenceViews) {
      counts[view] = await tx.evidenceItem.count({
        where: { AND: [visibleEvidence(grant), inView(view, today), view === 'TO_RENEW' ? due : {}] },
        take: countedUpTo + 1,
      });
    }
    return counts;
  });
}

/** A few items that fit the words, for attaching one that exists already; newest first. */
export async function searchEvidence(
  grant: Grant<'evidence:read'>,
  query: string,
): Promise<EvidenceHitView[]> {
  const today = dayIn(grant.timeZone);
  const items = await read(grant, (tx) =>
    tx.evidenceItem.findMany({
      where: { AND: [visibleEvidence(grant), { archivedAt: null }, matching(grant, query)] },
      orderBy: { id: 'desc' },
      take: 8,
      select: rowFields,
    }),
  );
  return items.map((item) => hitView(rowView(item, today, grant.timeZone), ''));
}

/** Chosen items as hits, in the given order, each with why it was chosen. */
export async function listHits(
  grant: Grant<'evidence:read'>,
  chosen: readonly { id: string; reason: string }[],
): Promise<EvidenceHitView[]> {
  const today = dayIn(grant.timeZone);
  const items = await read(grant, (tx) =>
    tx.evidenceItem.findMany({
      where: { AND: [visibleEvidence(grant), { id: { in: chosen.map(({ id }) => id) } }] },
      select: rowFields,
    }),
  );
  return chosen.flatMap(({ id, reason }) => {
    const item = items.find((one) => one.id === id);
    return item ? [hitView(rowView(item, today, grant.timeZone), reason)] : [];
  });
}

function hitView(row: EvidenceRowView, reason: string): EvidenceHitView {
  return { evidenceId: row.evidenceId, kind: row.kind, title: row.title, facts: hitFacts(row), reason };
}

/** Access: evidence of one's own organization. Everything outside is "not found". */
export function visibleEvidence(grant: Grant): Prisma.EvidenceItemWhereInput {
  return { organizationId: grant.organizationId };
}

/** What is in use and ends within 30 days, or has ended. */
async function dueForRenewal(
  tx: Transaction,
  { organizationId }: Grant,
  today: string,
): Promise<Prisma.EvidenceItemWhereInput> {
  const due = await unsafeToRenew(tx, organizationId, today);
  return { id: { in: due.map(({ evidenceId }) => evidenceId) } };
}

function inView(view: EvidenceListView, today: string): Prisma.EvidenceItemWhereInput {
  const from = fromDay(today);
  switch (view) {
    case 'ALL':
    case 'TO_RENEW':
      return { archivedAt: null };
    case 'TO_REVIEW':
      return { archivedAt: null, reviewState: '' };
    case 'REJECTED':
      return { archivedAt: null, reviewState: 'REJECTED' };
    case 'ENDS_SOON':
      return { archivedAt: null, validUntil: { gte: from, lte: fromDay(addDays(today, endsSoonDays)) } };
    case 'ENDED':
      return { archivedAt: null, validUntil: { lt: from } };
    case 'NOT_USED':
      return { archivedAt: null, links: { none: { removedAt: null } }, occurrences: { none: {} } };
    case 'ARCHIVED':
      return { archivedAt: { not: null } };
  }
}

/** Title, note, address, file name; words inside of files; a requirement's number; the beginning of a hash. */
function matching(grant: Grant, query: string): Prisma.EvidenceItemWhereInput {
  const words = searchText(query);
  if (words === '') return {};
  const text = { contains: words.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const };
  // One condition on files and not three: each would go through all of them.
  const inFiles: Prisma.EvidenceFileWhereInput[] = [{ fileName: text }];
  const marks = wordsOf(words).slice(0, 10).map(markerOf(grant.organizationId));
  if (marks.length > 0) inFiles.push({ state: 'AVAILABLE', wordMarks: { hasEvery: marks } });
  if (/^[0-9a-f]{6,64}$/i.test(words)) inFiles.push({ sha256: { startsWith: words.toLowerCase() } });
  const found: Prisma.EvidenceItemWhereInput[] = [
    { title: text },
    { note: text },
    { url: text },
    { files: { some: { OR: inFiles } } },
  ];
  if (/^[a-z]?\d[\d.]*$/i.test(words)) {
    found.push({ links: { some: { removedAt: null, requirementKey: `pci-dss:${words.toUpperCase()}` } } });
  }
  return { OR: found };
}

const rowFields = {
  id: true,
  kind: true,
  title: true,
  evidenceType: true,
  validUntil: true,
  receivedAt: true,
  receivedByName: true,
  owner: ownerFields,
  confidentiality: true,
  tags: true,
  fileVersion: true,
  reviewState: true,
  files: {
    select: { mediaType: true, sha256: true, fileVersion: true, ...scanFields },
    orderBy: { id: 'asc' },
  },
  links: { where: { removedAt: null }, select: { requirementKey: true } },
  results: newestResult,
} satisfies Prisma.EvidenceItemSelect;

type Row = Prisma.EvidenceItemGetPayload<{ select: typeof rowFields }>;

function rowView(item: Row, today: string, timeZone: string): EvidenceRowView {
  const validUntil = item.validUntil && toDay(item.validUntil);
  const files = item.files.filter((file) => file.fileVersion === item.fileVersion);
  const numbers = [...new Set(item.links.map((link) => numberOf(link.requirementKey)))];
  return {
    evidenceId: item.id,
    kind: kindOf(item.kind),
    title: item.title,
    evidenceType: item.evidenceType,
    validUntil,
    validity: deriveValidity(validUntil, today),
    receivedOn: dayIn(timeZone, item.receivedAt),
    receivedByName: item.receivedByName,
    fileCount: files.length,
    mediaType: files[0]?.mediaType ?? null,
    sha256: files[0]?.sha256 ?? null,
    scanMark: scanMark(files.map(scanView)),
    machine: machineMark(item.results),
    reviewState: reviewStateOf(item.reviewState),
    requirementNumbers: numbers.sort(compareRequirementNumbers),
    owner: ownerView(item.owner, today),
    confidentiality: confidentialityOf(item.confidentiality),
    tags: item.tags,
  };
}
