import 'server-only';
import { stringify } from 'csv-stringify/sync';

/** What no spreadsheet skips over and what it may skip over: spaces of all kinds, marks without width, other controls. */
const BEFORE_A_FORMULA =
  /^[\s\p{Cc}\p{Cf}\p{Z}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\u2212\uFE62\uFE63\uFE66\uFE6B]/u;
const BEGINS_WITH_A_CONTROL = /^[\t\r\n\0]/;

/** A text that no spreadsheet takes for a formula (ASVS 1.2.10): such ones get an apostrophe in front. */
export function plainCell(text: string): string {
  return BEFORE_A_FORMULA.test(text) || BEGINS_WITH_A_CONTROL.test(text) ? `'${text}` : text;
}

/** Lines of a CSV file (RFC 4180), every cell in quotes and none a formula. */
export function csvLines(rows: readonly (readonly (string | number)[])[]): string {
  const plain = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : plainCell(cell))));
  return stringify(plain, { quoted: true, quoted_empty: true, record_delimiter: 'windows' });
}
