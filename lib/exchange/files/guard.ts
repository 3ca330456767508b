import 'server-only';
import { plainCell } from '@/lib/platform/csv';

/**
 * A text as csvLines() writes it, so that it can be read back: one that a spreadsheet would take for a formula gets an
 * apostrophe in front, and so does one that has such apostrophes already.
 */
export function guardedCell(text: string): string {
  return needsGuard(text) ? `'${text}` : text;
}

/** The text again. */
export function unguardedCell(cell: string): string {
  return cell.startsWith("'") && needsGuard(cell) ? cell.slice(1) : cell;
}

function needsGuard(text: string): boolean {
  const bare = text.replace(/^'+/, '');
  return plainCell(bare) !== bare;
}
