import 'server-only';
import { z } from 'zod';
import { fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { calendarDay } from '@/lib/platform/parse';
import type { EvidenceFilter } from '../model';

type Order = Pick<EvidenceFilter, 'sort' | 'isReversed'>;
type Last = { id: string; validUntil: Date | null; receivedAt: Date };

/** Each order as its index has it; reversed it is read from the other end. Without an end date: later than every day. */
export function orderOf({ sort, isReversed }: Order): Prisma.EvidenceItemOrderByWithRelationInput[] {
  const [asc, desc] = isReversed ? (['desc', 'asc'] as const) : (['asc', 'desc'] as const);
  switch (sort) {
    case 'END':
      return [{ validUntil: { sort: asc, nulls: isReversed ? 'first' : 'last' } }, { id: desc }];
    case 'NAME':
      return [{ titleOrder: { sort: asc, nulls: isReversed ? 'first' : 'last' } }, { id: asc }];
    case 'RECEIVED':
      return [{ receivedAt: desc }, { id: desc }];
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

type Where = Prisma.EvidenceItemWhereInput;

/** What comes after a cursor, as ranges in their order. A cursor that we did not make is read as the first page. */
export async function rangesAfter(
  tx: Transaction,
  organizationId: string,
  { sort, isReversed, cursor }: Order & { cursor: string },
): Promise<Where[]> {
  const [, id, value] = CURSOR.exec(cursor) ?? [];
  if (!id || value === undefined) return [{}];
  const [next, previous] = isReversed ? (['lt', 'gt'] as const) : (['gt', 'lt'] as const);
  switch (sort) {
    case 'END': {
      const sameDay = (validUntil: Date | null): Where => ({ validUntil, id: { [previous]: id } });
      if (value === '-') return isReversed ? [sameDay(null), { validUntil: { not: null } }] : [sameDay(null)];
      if (!calendarDay.safeParse(value).success) return [{}];
      const day = fromDay(value);
      const later: Where[] = [sameDay(day), { validUntil: { [next]: day } }];
      return isReversed ? later : [...later, { validUntil: null }];
    }
    case 'NAME': {
      const where = { organizationId, id };
      const last = await tx.evidenceItem.findFirst({ where, select: { titleOrder: true } });
      if (!last?.titleOrder) return [{}];
      const { titleOrder } = last;
      return [{ titleOrder, id: { [next]: id } }, { titleOrder: { [next]: titleOrder } }];
    }
    case 'RECEIVED': {
      if (!z.iso.datetime({ precision: 3 }).safeParse(value).success) return [{}];
      const receivedAt = new Date(value);
      return [{ receivedAt, id: { [previous]: id } }, { receivedAt: { [previous]: receivedAt } }];
    }
  }
}
