import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { addDays, fromDay } from '@/lib/platform/clock';
import { Prisma } from '@/lib/platform/generated/prisma/client';
import { searchText } from '@/lib/platform/parse';
import { type EvidenceFilter, type EvidenceListView, endsSoonDays } from '../model';
import { wordsOf } from '../rules/suggest';
import { markerOf } from './marker';

/** Which rows of "EvidenceItem" e a page of the library asks for, beside the policies. */
export function asked(grant: Grant, filter: EvidenceFilter, today: string): Prisma.Sql {
  const { evidenceType, ownerId, tag, confidentiality } = filter;
  const owner = ownerId === 'me' ? grant.actor.userId : ownerId;
  const conditions = [inView(grant, filter.view, today)];
  if (evidenceType) conditions.push(Prisma.sql`e."evidenceType" = ${evidenceType}`);
  if (ownerId) conditions.push(Prisma.sql`e."ownerId" = ${owner}::uuid`);
  if (tag) conditions.push(Prisma.sql`e."tags" @> ARRAY[${tag}]`);
  if (confidentiality) conditions.push(Prisma.sql`e."confidentiality" = ${confidentiality}`);
  conditions.push(...matching(grant, filter.query));
  return Prisma.join(conditions, ' AND ');
}

/** The rows of one view. */
export function inView({ organizationId }: Grant, view: EvidenceListView, today: string): Prisma.Sql {
  const kept = Prisma.sql`e."organizationId" = ${organizationId}::uuid AND e."archivedAt" IS NULL`;
  const soon = fromDay(addDays(today, endsSoonDays));
  switch (view) {
    case 'ALL':
      return kept;
    case 'TO_REVIEW':
      return Prisma.sql`${kept} AND e."reviewState" = ''`;
    case 'REJECTED':
      return Prisma.sql`${kept} AND (e."reviewState" = 'REJECTED' OR e."id" IN (SELECT failed_evidence(${organizationId}::uuid)))`;
    case 'TO_RENEW':
      return Prisma.sql`${kept} AND e."validUntil" <= ${soon}::date
        AND e."id" IN (SELECT u."evidenceId" FROM evidence_in_use(${organizationId}::uuid) u)`;
    case 'ENDS_SOON':
      return Prisma.sql`${kept} AND e."validUntil" >= ${fromDay(today)}::date AND e."validUntil" <= ${soon}::date`;
    case 'ENDED':
      return Prisma.sql`${kept} AND e."validUntil" < ${fromDay(today)}::date`;
    case 'NOT_USED':
      return Prisma.sql`${kept}
        AND NOT EXISTS (SELECT 1 FROM "EvidenceLink" l WHERE l."organizationId" = e."organizationId" AND l."evidenceId" = e."id" AND l."removedAt" IS NULL)
        AND NOT EXISTS (SELECT 1 FROM "ActivityOccurrenceEvidence" o WHERE o."organizationId" = e."organizationId" AND o."evidenceId" = e."id")`;
    case 'ARCHIVED':
      return Prisma.sql`e."organizationId" = ${organizationId}::uuid AND e."archivedAt" IS NOT NULL`;
  }
}

/** What fits some words: title, note, address, file name; words inside of files; the beginning of a hash; a requirement's number. */
export function matching({ organizationId }: Grant, query: string): Prisma.Sql[] {
  const words = searchText(query);
  if (words === '') return [];
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  const marks = wordsOf(words).slice(0, 10).map(markerOf(organizationId));
  const hash = /^[0-9a-f]{6,64}$/i.test(words) ? words.toLowerCase() : '';
  const key = /^[a-z]?\d[\d.]*$/i.test(words) ? `pci-dss:${words.toUpperCase()}` : '';
  return [
    Prisma.sql`e."id" IN (SELECT f FROM find_evidence(${words}, ${pattern}, ${marks}::bigint[], ${hash}, ${key}) f)`,
  ];
}
