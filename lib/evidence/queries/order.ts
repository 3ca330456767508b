import 'server-only';
import { z } from 'zod';
import { fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { Prisma } from '@/lib/platform/generated/prisma/client';
import { calendarDay } from '@/lib/platform/parse';
import type { EvidenceFilter } from '../model';

type Order = Pick<EvidenceFilter, 'sort' | 'isReversed'>;
type Last = { id: string; validUntil: Date | null; receivedAt: Date };

/** Each order as its index has it; reversed it is read from the other end. Without an end date: later than every day. */
export function orderOf({ sort, isReversed }: Order): Prisma.Sql {
  switch (sort) {
    case 'END':
      return isReversed
        ? Prisma.sql`e."validUntil" DESC NULLS FIRST, e."id"`
        : Prisma.sql`e."validUntil" NULLS LAST, e."id" DESC`;
    case 'NAME':
      return isReversed
        ? Prisma.sql`e."titleOrder" DESC NULLS FIRST, e."id" DESC`
        : Prisma.sql`e."titleOrder" NULLS LAST, e."id"`;
    case 'RECEIVED':
      return isReversed ? Prisma.sql`e."receivedAt", e."id"` : Prisma.sql`e."receivedAt" DESC, e."id" DESC`;
  }
}

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const CURSOR = new RegExp(`^(${ID})_(.*)$`, 's');

/** Where a page ends: in which order, at which value, at which item. */
export function cursorOf({ sort }: Order, item: Last): string {
  switch (sort) {
    case 'END':
      return `${item.id}_${item.validUntil ? toDay(item.validUntil) : '-'}`;
    case 'NAME':
      // What something is called has no place in an address: it is looked up again.
      return `${item.id}_`;
    case 'RECEIVED':
      return `${item.id}_${item.receivedAt.toISOString()}`;
  }
}

const all = Prisma.sql`true`;

/** What comes after a cursor, as ranges in their order. A cursor that we did not make is read as the first page. */
export async function rangesAfter(
  tx: Transaction,
  organizationId: string,
  { sort, isReversed, cursor }: Order & { cursor: string },
): Promise<Prisma.Sql[]> {
  const [, id, value] = CURSOR.exec(cursor) ?? [];
  if (!id || value === undefined) return [all];
  const [next, previous] = isReversed ? [Prisma.sql`<`, Prisma.sql`>`] : [Prisma.sql`>`, Prisma.sql`<`];
  const below = Prisma.sql`e."id" ${previous} ${id}::uuid`;
  switch (sort) {
    case 'END': {
      const endless = Prisma.sql`e."validUntil" IS NULL`;
      if (value === '-')
        return isReversed
          ? [Prisma.sql`${endless} AND ${below}`, Prisma.sql`e."validUntil" IS NOT NULL`]
          : [Prisma.sql`${endless} AND ${below}`];
      if (!calendarDay.safeParse(value).success) return [all];
      const day = Prisma.sql`${fromDay(value)}::date`;
      const later = [
        Prisma.sql`e."validUntil" = ${day} AND ${below}`,
        Prisma.sql`e."validUntil" ${next} ${day}`,
      ];
      return isReversed ? later : [...later, endless];
    }
    case 'NAME': {
      const where = { organizationId, id };
      const last = await tx.evidenceItem.findFirst({ where, select: { titleOrder: true } });
      if (!last?.titleOrder) return [all];
      const { titleOrder } = last;
      return [
        Prisma.sql`e."titleOrder" = ${titleOrder} AND e."id" ${next} ${id}::uuid`,
        Prisma.sql`e."titleOrder" ${next} ${titleOrder}`,
      ];
    }
    case 'RECEIVED': {
      if (!z.iso.datetime({ precision: 3 }).safeParse(value).success) return [all];
      const at = Prisma.sql`${new Date(value)}::timestamptz`;
      return [Prisma.sql`e."receivedAt" = ${at} AND ${below}`, Prisma.sql`e."receivedAt" ${previous} ${at}`];
    }
  }
}
