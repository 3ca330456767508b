import { z } from 'zod';
import { parseInput } from './parse';

/** How a program asks for a list, page by page. */
export const pageParams = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.uuid('Send the nextCursor of the page before, as it was.').optional(),
};

const page = z.object(pageParams);
export type Page = z.infer<typeof page>;

/** One page of a list, oldest first, and where the next begins; null on the last one. */
export type Paged<Item> = { items: Item[]; nextCursor: string | null };

/** The parameters of an address, checked with a strict schema. Throws INVALID. */
export function parseQuery<S extends z.ZodType>(schema: S, address: string): z.infer<S> {
  return parseInput(schema, Object.fromEntries(new URL(address).searchParams));
}

/** What a query adds for a page: rows by id (which grow with time), one more than asked for. Nothing without a page. */
export function pageQuery(wanted: Page | undefined) {
  if (!wanted) return null;
  return { after: wanted.cursor ? { id: { gt: wanted.cursor } } : {}, take: wanted.limit + 1 };
}

/** Cuts off the row that only said that there are more. */
export function paged<Item>(rows: Item[], limit: number, idOf: (item: Item) => string): Paged<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? idOf(last) : null };
}
