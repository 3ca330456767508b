import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { Transaction } from '@/lib/platform/db';
import { Prisma } from '@/lib/platform/generated/prisma/client';
import type { EventFilter, EventView } from '../rules';
import { type EventRow, eventView } from './event-view';
import { namesOf } from './names';

const PAGE = 50;

/** One page of the audit log, newest first. */
export async function listEvents(
  grant: Grant<'audit-trail:read'>,
  filter: EventFilter,
): Promise<{ events: EventView[]; older: number | null }> {
  return read(grant, async (tx) => {
    const rows = await selectRows(tx, [...conditionsOf(grant, filter)], PAGE + 1);
    const page = rows.slice(0, PAGE);
    const names = await namesOf(tx, grant.organizationId, page);
    return {
      events: page.map((row) => eventView(row, names)),
      older: rows.length > PAGE ? Number(page.at(-1)?.sequence) : null,
    };
  });
}

/** The latest events of one thing, newest first: the history on its own page. */
export async function listSubjectEvents(
  grant: Grant,
  subject: { type: string; id: string },
  limit = 30,
): Promise<EventView[]> {
  return read(grant, async (tx) => {
    const rows = await selectRows(
      tx,
      [
        organizationIs(grant),
        Prisma.sql`e."subjectType" = ${subject.type}`,
        Prisma.sql`e."subjectId" = ${subject.id}`,
      ],
      limit,
    );
    const names = await namesOf(tx, grant.organizationId, rows);
    return rows.map((row) => eventView(row, names));
  });
}

/** People who can be chosen in the filter: members, also former ones. */
export async function listPeople(
  grant: Grant<'audit-trail:read'>,
): Promise<{ userId: string; name: string }[]> {
  const members = await read(grant, (tx) =>
    tx.membership.findMany({
      where: { organizationId: grant.organizationId },
      select: { userId: true, user: { select: { name: true } } },
      orderBy: { user: { name: 'asc' } },
    }),
  );
  return members.map((member) => ({ userId: member.userId, name: member.user.name }));
}

export type LastCheck = { at: Date; byName: string; entries: number; problem: string | null };

/** How long the chain is, and what the last check of it found. */
export async function findLastCheck(
  grant: Grant<'audit-trail:read'>,
): Promise<{ length: number; check: LastCheck | null }> {
  const { organizationId } = grant;
  const [head, event] = await read(grant, async (tx) => [
    await tx.auditHead.findUnique({ where: { organizationId }, select: { sequence: true } }),
    await tx.auditEvent.findFirst({
      where: {
        organizationId,
        subjectType: 'audit-trail',
        subjectId: organizationId,
        type: 'audit-trail.verified',
      },
      orderBy: { sequence: 'desc' },
      select: { at: true, actorName: true, text: true },
    }),
  ]);
  const length = Number(head?.sequence ?? 0);
  if (!event) return { length, check: null };
  const { data } = JSON.parse(event.text) as { data: { entries: number; problem: string | null } };
  return {
    length,
    check: { at: event.at, byName: event.actorName, entries: data.entries, problem: data.problem },
  };
}

function selectRows(tx: Transaction, conditions: Prisma.Sql[], limit: number): Promise<EventRow[]> {
  return tx.$queryRaw<EventRow[]>`
    SELECT e."sequence", e."at", to_char(e."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sealedAt",
           e."type", e."actorId", e."actorName", e."subjectType", e."subjectId", e."text", e."previousHash", e."hash"
      FROM "AuditEvent" e WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY e."sequence" DESC LIMIT ${limit}`;
}

function organizationIs(grant: Grant): Prisma.Sql {
  return Prisma.sql`e."organizationId" = ${grant.organizationId}::uuid`;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function* conditionsOf(grant: Grant<'audit-trail:read'>, filter: EventFilter): Generator<Prisma.Sql> {
  yield organizationIs(grant);
  if (filter.before !== null) yield Prisma.sql`e."sequence" < ${filter.before}`;
  if (filter.type.endsWith('.')) yield Prisma.sql`e."type" LIKE ${`${escapeLike(filter.type)}%`}`;
  else if (filter.type) yield Prisma.sql`e."type" = ${filter.type}`;
  if (filter.person === 'system') yield Prisma.sql`e."actorId" IS NULL`;
  else if (UUID.test(filter.person)) yield Prisma.sql`e."actorId" = ${filter.person}::uuid`;
  else if (filter.person) yield Prisma.sql`false`;
  const [subjectType, subjectId] = filter.subject.split(':', 2);
  if (subjectType && subjectId) {
    yield Prisma.sql`e."subjectType" = ${subjectType}`;
    yield Prisma.sql`(e."subjectId" = ${subjectId} OR e."subjectId" LIKE ${`${escapeLike(subjectId)}/%`})`;
  }
  if (filter.from)
    yield Prisma.sql`e."at" >= (${filter.from}::date)::timestamp AT TIME ZONE ${grant.timeZone}`;
  if (filter.to)
    yield Prisma.sql`e."at" < (${filter.to}::date + 1)::timestamp AT TIME ZONE ${grant.timeZone}`;
  const words = filter.query.trim();
  if (/^[0-9a-f]{6,64}$/i.test(words)) {
    yield Prisma.sql`(e."hash" LIKE ${`${words.toLowerCase()}%`} OR e."text" ILIKE ${`%${words}%`})`;
  } else if (words) {
    // What people type stands in the sealed JSON with its quotes and backslashes escaped.
    yield Prisma.sql`e."text" ILIKE ${`%${escapeLike(JSON.stringify(words).slice(1, -1))}%`}`;
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
