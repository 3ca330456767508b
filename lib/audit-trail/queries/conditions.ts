import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Transaction } from '@/lib/platform/db';
import { Prisma } from '@/lib/platform/generated/prisma/client';
import type { EventFilter } from '../rules';
import { refusedTypes, typesOf } from '../words';
import type { EventRow } from './event-view';
import { subjectsNamed } from './names';

/** So many entries are looked through for words or an address at a time; the rest is asked for with the next page. */
export const LOOKED_THROUGH = 100_000;

export function selectRows(tx: Transaction, conditions: Prisma.Sql[], limit: number): Promise<EventRow[]> {
  return tx.$queryRaw<EventRow[]>`
    SELECT e."sequence", e."at", to_char(e."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sealedAt",
           e."type", e."actorId", e."actorName", e."subjectType", e."subjectId", e."text", e."previousHash", e."hash"
      FROM "AuditEvent" e WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY e."sequence" DESC LIMIT ${limit}`;
}

export function organizationIs(grant: Grant): Prisma.Sql {
  return Prisma.sql`e."organizationId" = ${grant.organizationId}::uuid`;
}

export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Words and addresses stand inside the sealed text, which no index covers: those are looked for piece by piece. */
export function needsLookingThrough(filter: EventFilter): boolean {
  return filter.query.trim() !== '' || filter.address !== '';
}

/** The filter as conditions on "AuditEvent" e, all of them, without the paging. */
export async function conditionsOf(
  tx: Transaction,
  grant: Grant<'audit-trail:read'>,
  filter: EventFilter,
): Promise<Prisma.Sql[]> {
  return [
    organizationIs(grant),
    ...indexedConditions(grant, filter),
    ...(filter.address ? [addressIs(filter.address)] : []),
    ...(filter.query.trim() ? [await wordsAre(tx, grant, filter.query.trim())] : []),
  ];
}

function* indexedConditions(grant: Grant, filter: EventFilter): Generator<Prisma.Sql> {
  if (filter.type) yield Prisma.sql`e."type" = ANY (${typesOf(filter.type)})`;
  if (filter.outcome === 'refused') yield Prisma.sql`e."type" = ANY (${[...refusedTypes]})`;
  if (filter.outcome === 'succeeded') yield Prisma.sql`e."type" <> ALL (${[...refusedTypes]})`;
  if (filter.person === 'system') yield Prisma.sql`e."actorId" IS NULL`;
  else if (UUID.test(filter.person)) yield Prisma.sql`e."actorId" = ${filter.person}::uuid`;
  else if (filter.person) yield Prisma.sql`false`;
  const [subjectType, subjectId] = filter.subject.split(':', 2);
  if (subjectType && subjectId) {
    yield Prisma.sql`e."subjectType" = ${subjectType}`;
    // Only answers have ids below another one; everything else is found by the index alone.
    yield subjectType === 'response' && !subjectId.includes('/')
      ? Prisma.sql`(e."subjectId" = ${subjectId} OR e."subjectId" LIKE ${`${escapeLike(subjectId)}/%`})`
      : Prisma.sql`e."subjectId" = ${subjectId}`;
  }
  // No entry is older than the one before it (the check of the chain sees to that), so days are also bounds of numbers:
  // with those a page of an old day is found at once.
  if (filter.from) {
    const start = Prisma.sql`(${filter.from}::date)::timestamp AT TIME ZONE ${grant.timeZone}`;
    yield Prisma.sql`e."at" >= ${start}`;
    yield Prisma.sql`e."sequence" >= (SELECT b."sequence" FROM "AuditEvent" b WHERE b."organizationId" = ${grant.organizationId}::uuid AND b."at" >= ${start} ORDER BY b."at" LIMIT 1)`;
  }
  if (filter.to) {
    const end = Prisma.sql`(${filter.to}::date + 1)::timestamp AT TIME ZONE ${grant.timeZone}`;
    yield Prisma.sql`e."at" < ${end}`;
    yield Prisma.sql`e."sequence" <= (SELECT b."sequence" FROM "AuditEvent" b WHERE b."organizationId" = ${grant.organizationId}::uuid AND b."at" < ${end} ORDER BY b."at" DESC LIMIT 1)`;
  }
}

/** The quick test first: parsing every text would take ten times as long. */
function addressIs(address: string): Prisma.Sql {
  return Prisma.sql`(e."text" LIKE ${`%${escapeLike(address)}%`} AND e."text"::jsonb #>> '{actor,from}' = ${address})`;
}

async function wordsAre(tx: Transaction, grant: Grant, words: string): Promise<Prisma.Sql> {
  // What people type stands in the sealed JSON with its quotes and backslashes escaped.
  const inText = Prisma.sql`e."text" ILIKE ${`%${escapeLike(JSON.stringify(words).slice(1, -1))}%`}`;
  const either = [inText];
  if (/^[0-9a-f]{6,64}$/i.test(words)) either.push(Prisma.sql`e."hash" LIKE ${`${words.toLowerCase()}%`}`);
  // An event holds the id of its thing; people know it by today's name.
  const named = await subjectsNamed(tx, grant.organizationId, words);
  if (named.length > 0) either.push(Prisma.sql`split_part(e."subjectId", '/', 1) = ANY (${named})`);
  return Prisma.sql`(${Prisma.join(either, ' OR ')})`;
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
