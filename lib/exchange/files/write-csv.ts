import 'server-only';
import { csvLines } from '@/lib/platform/csv';
import { columns, type ExchangeSheet } from '../model';
import { cellsOf } from '../rules/cells';
import { guardedCell } from './guard';

/** Spreadsheets take a file without it for one in the character set of their country. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The checklist as CSV (RFC 4180), in UTF-8. */
export function writeCsv(sheet: ExchangeSheet, { timeZone }: { timeZone: string }): Buffer {
  const rows = sheet.rows.map((row) => cellsOf(row, sheet, { format: 'CSV', timeZone }).map(guardedCell));
  const text = csvLines([columns.map(({ heading }) => heading), ...rows]);
  return Buffer.from(BYTE_ORDER_MARK + text, 'utf8');
}
