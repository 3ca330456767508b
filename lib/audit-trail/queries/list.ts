import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { Prisma } from '@/lib/platform/generated/prisma/client';
import type { EventFilter, EventView } from '../rules';
import { conditionsOf, LOOKED_THROUGH, needsLookingThrough, organizationIs, selectRows } from './conditions';
import { eventView } from './event-view';
import { namesOf } from './names';

const PAGE = 50;

export type EventPage = {
  events: EventView[];
  /** The next page holds entries below this number; null when there are none. */
  older: number | null;
  /** The first number that was looked at; more than 1 when words were looked for in part of the log only. */
  lookedFrom: number;
};

/** One page of the audit log, newest first. Words are looked for in a bounded piece of the log per page. */
export async function listEvents(
  grant: Grant<'audit-trail:read'>,
  filter: EventFilter,
  { limit = PAGE, lookedThrough = LOOKED_THROUGH } = {},
): Promise<EventPage> {
  return read(grant, async (tx) => {
    const head = await tx.auditHead.findUnique({
      where: { organizationId: grant.organizationId },
      select: { sequence: true },
    });
    const length = Number(head?.sequence ?? 0);
    const before = Math.min(filter.before ?? length + 1, length + 1);
    const lookedFrom = needsLookingThrough(filter) ? Math.max(1, before - lookedThrough) : 1;
    const conditions = [
      ...(await conditionsOf(tx, grant, filter)),
      Prisma.sql`e."sequence" < ${before}::bigint AND e."sequence" >= ${lookedFrom}::bigint`,
    ];
    const rows = await selectRows(tx, conditions, limit + 1);
    const page = rows.slice(0, limit);
    const names = await namesOf(tx, grant.organizationId, page);
    const rest = lookedFrom > 1 ? lookedFrom : null;
    return {
      events: page.map((row) => eventView(row, names)),
      older: rows.length > limit ? Number(page.at(-1)?.sequence) : rest,
      lookedFrom: rows.length > limit ? Number(page.at(-1)?.sequence) : lookedFrom,
    };
  });
}

/** When the oldest entry was written; null while there is none. */
export async function findBeginning(grant: Grant<'audit-trail:read'>): Promise<Date | null> {
  const first = await read(grant, (tx) =>
    tx.auditEvent.findFirst({
      where: { organizationId: grant.organizationId },
      orderBy: { sequence: 'asc' },
      select: { at: true },
    }),
  );
  return first?.at ?? null;
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
