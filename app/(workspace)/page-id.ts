import { notFound } from 'next/navigation';
import { rowId } from '@/lib/platform/parse';

/** The id in a page's address; a malformed one is the same 404 as an unknown one. */
export function parsePageId(value: string): string {
  const parsed = rowId.safeParse(value);
  if (!parsed.success) notFound();
  return parsed.data;
}
