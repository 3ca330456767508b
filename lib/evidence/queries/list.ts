import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { Prisma } from '@/lib/platform/generated/prisma/client';
import {
  type EvidenceCounts,
  type EvidenceFilter,
  type EvidenceHitView,
  type EvidenceRowView,
  evidenceViews,
} from '../model';
import { countedUpTo } from '../model/fields';
import { deriveValidity } from '../rules';
import { confidentialityOf } from '../rules/fields';
import { scanMark } from '../words';
import { asked, inView, matching } from './asked';
import { ownerFields, ownerView } from './choices';
import { machineMark, newestResult } from './machine';
import { cursorOf, orderOf, rangesAfter } from './order';
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
    const where = asked(grant, filter, today);
    const found: string[] = [];
    // One range of the order's index after the other: "this day and a lower id, or a later day, or none" is no range.
    for (const range of await rangesAfter(tx, grant.organizationId, filter)) {
      const wanted = PAGE + 1 - found.length;
      if (wanted <= 0) break;
      found.push(...(await idsOf(tx, Prisma.sql`${where} AND ${range}`, orderOf(filter), wanted)));
    }
    return readRows(tx, grant, found);
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
    for (const view of evidenceViews) {
      const [row] = await tx.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS "count"
          FROM (SELECT 1 FROM "EvidenceItem" e WHERE ${inView(grant, view, today)} LIMIT ${countedUpTo + 1}) c`;
      counts[view] = row?.count ?? 0;
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
  const items = await read(grant, async (tx) => {
    const where = Prisma.join([inView(grant, 'ALL', today), ...matching(grant, query)], ' AND ');
    return readRows(tx, grant, await idsOf(tx, where, Prisma.sql`e."id" DESC`, 8));
  });
  return items.map((item) => hitView(rowView(item, today, grant.timeZone), ''));
}

/** Chosen items as hits, in the given order, each with why it was chosen. */
export async function listHits(
  grant: Grant<'evidence:read'>,
  chosen: readonly { id: string; reason: string }[],
): Promise<EvidenceHitView[]> {
  const today = dayIn(grant.timeZone);
  const items = await read(grant, (tx) =>
    readRows(
      tx,
      grant,
      chosen.map(({ id }) => id),
    ),
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

async function idsOf(
  tx: Transaction,
  where: Prisma.Sql,
  order: Prisma.Sql,
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT e."id"::text AS "id" FROM "EvidenceItem" e WHERE ${where} ORDER BY ${order} LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** The chosen items in the given order; what is not visible is left out. */
async function readRows(tx: Transaction, grant: Grant, ids: readonly string[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  const rows = await tx.evidenceItem.findMany({
    where: { AND: [visibleEvidence(grant), { id: { in: [...ids] } }] },
    select: rowFields,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
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
