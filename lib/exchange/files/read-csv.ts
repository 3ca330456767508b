import 'server-only';
import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '@/lib/platform/errors';
import { type FileLine, maxColumns, maxRows } from '../model';

/** One line of a table: every text as long as it may be. */
const MAX_LINE = 400_000;

/** The lines of a CSV file as spreadsheets of different countries save it. Throws INVALID. */
export function readCsv(bytes: Uint8Array): FileLine[] {
  const text = decoded(bytes);
  if (text.includes('\0')) throw new AppError('INVALID', 'This is neither an XLSX nor a CSV file.');
  const named = /^sep=(.)\r?\n/i.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  const skipped = named ? 1 : 0;
  return parsed(body, named?.[1] ?? delimiterOf(body)).map((cells, index) => ({
    line: index + 1 + skipped,
    cells,
    errors: [],
  }));
}

function parsed(text: string, delimiter: string): string[][] {
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      relax_column_count: true,
      // Counted like the rows of a spreadsheet, where an empty one has its number too.
      skip_empty_lines: false,
      max_record_size: MAX_LINE,
      to: maxRows + 1,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError('INVALID', wordsOf(error));
  }
  if (rows.length > maxRows) throw new AppError('INVALID', tooManyRows);
  return rows.map((row) => row.slice(0, maxColumns));
}

export const tooManyRows = `This file has more than ${maxRows.toLocaleString('en')} rows. A checklist has far fewer: take it offline again.`;

function wordsOf(error: CsvError): string {
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return 'A row of this file is too long. A quotation mark that is not closed may be the cause.';
  const line = typeof error.lines === 'number' ? ` near line ${error.lines}` : '';
  return `This CSV file is broken${line}: a quotation mark is missing or stands in the wrong place.`;
}

/** UTF-8 with or without its mark, UTF-16 with it, else what older spreadsheets in western Europe write. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What stands most often between the headings. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const outside = first.replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: outside.split(sign).length }));
  counted.sort((a, b) => b.count - a.count);
  return counted[0]?.sign ?? ',';
}
