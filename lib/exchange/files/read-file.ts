import 'server-only';
import { AppError } from '@/lib/platform/errors';
import type { FileTable } from '../model';
import { readMark } from '../rules/cells';
import { findTable } from '../rules/locate';
import { unguardedCell } from './guard';
import { readCsv } from './read-csv';
import { readXlsx } from './read-xlsx';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** Workbooks of before 2007, and newer ones behind a password. */
const OLD_OR_LOCKED = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The checklist of a file, by its contents and not by its name. Throws INVALID or TOO_LARGE, with words. */
export async function readChecklistFile(bytes: Buffer): Promise<FileTable> {
  if (bytes.length === 0) throw new AppError('INVALID', 'This file is empty.');
  if (bytes.subarray(0, 4).equals(OLD_OR_LOCKED)) {
    throw new AppError(
      'INVALID',
      'This workbook has a password, or it is of a kind from before 2007. Save it as XLSX without a password.',
    );
  }
  if (!bytes.subarray(0, 4).equals(ZIP)) return unguarded(tableOr(findTable(readCsv(bytes))));
  for await (const lines of readXlsx(bytes)) {
    const table = findTable(lines);
    if (table) return table;
  }
  return tableOr(null);
}

function tableOr(table: FileTable | null): FileTable {
  if (table) return table;
  throw new AppError(
    'INVALID',
    'This is not a checklist that was taken offline here: the columns Requirement, Version and Assessment id are missing.',
  );
}

/** Lines that left as CSV have apostrophes before what looks like a formula; those that left as a workbook have none. */
function unguarded({ places, lines }: FileTable): FileTable {
  const mark = places.get('mark');
  const wasCsv = (cells: readonly string[]) =>
    mark !== undefined && readMark(cells[mark] ?? '')?.format === 'CSV';
  return {
    places,
    lines: lines.map((line) =>
      wasCsv(line.cells) ? { ...line, cells: line.cells.map(unguardedCell) } : line,
    ),
  };
}
