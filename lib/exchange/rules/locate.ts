import { AppError } from '@/lib/platform/errors';
import type { ResponseField } from '@/lib/response/model';
import { responseFields } from '@/lib/response/model';
import {
  type ColumnKey,
  columns,
  type ExchangeRow,
  type ExchangeSheet,
  type FileLine,
  type FileTable,
  formatVersion,
  type LineProblem,
  placeKey,
} from '../model';
import { columnLetters, plainWords, readMark } from './cells';

/** How far from the top the headings may stand: somebody may have put a title above them. */
const HEADINGS_WITHIN = 20;

const headingOf = new Map(columns.map(({ key, heading }) => [plainWords(heading), key]));
const needed: readonly ColumnKey[] = ['requirementNumber', 'version', 'assessmentId'];

/** Where the columns of a sheet stand, by their headings; null when it is not a checklist. */
export function findTable(lines: readonly FileLine[]): FileTable | null {
  for (const [index, { cells }] of lines.slice(0, HEADINGS_WITHIN).entries()) {
    const places = new Map<ColumnKey, number>();
    for (const [place, cell] of cells.entries()) {
      const key = headingOf.get(plainWords(cell));
      if (key && !places.has(key)) places.set(key, place);
    }
    if (needed.every((key) => places.has(key))) return { places, lines: lines.slice(index + 1) };
  }
  return null;
}

/** A line of the file beside the answer row that it is about. */
export type LocatedLine = {
  line: FileLine;
  row: ExchangeRow;
  /** The version that the row had when the file was made. */
  version: number;
  texts: ReadonlyMap<ColumnKey, string>;
};

export type Located = { found: LocatedLine[]; problems: LineProblem[] };

/** Which answer row each line is about. Throws INVALID when nothing of the file can be for this assessment. */
export function locateLines(table: FileTable, sheet: ExchangeSheet): Located {
  const rows = new Map(sheet.rows.map((row) => [placeKey(row), row]));
  const problems: LineProblem[] = [];
  const found: LocatedLine[] = [];
  let foreign = 0;
  for (const line of table.lines) {
    const texts = textsOf(line, table);
    if ([...texts.values()].every((text) => text.trim() === '')) continue;
    const problem = (key: ColumnKey | null, message: string) =>
      problems.push(problemAt({ line, texts }, table, key, message));
    const id = text(texts, 'assessmentId').trim().toLowerCase();
    if (id !== sheet.assessmentId) {
      foreign += id === '' ? 0 : 1;
      problem(
        'assessmentId',
        id === '' ? 'The id of the assessment is missing.' : 'This line is of another assessment.',
      );
      continue;
    }
    const row = rowOf(texts, sheet, rows);
    if (typeof row === 'string') problem(row === notKnownRow ? 'rowName' : 'requirementNumber', row);
    else {
      const version = versionOf(text(texts, 'version'));
      if (version === null || version > row.version)
        problem('version', 'The version was changed. It says what you saw, so take it from a new file.');
      else found.push({ line, row, version, texts });
    }
  }
  if (found.length === 0 && foreign > 0 && foreign === problems.length) {
    throw new AppError(
      'INVALID',
      'This file belongs to another assessment. Open that one and bring the file back there.',
    );
  }
  return { found: withoutDuplicates(found, table, problems), problems };
}

const notKnownRow = 'This answer row is not one of the requirement. Write its words as they were.';

function rowOf(
  texts: ReadonlyMap<ColumnKey, string>,
  sheet: ExchangeSheet,
  rows: ReadonlyMap<string, ExchangeRow>,
): ExchangeRow | string {
  const requirementNumber = text(texts, 'requirementNumber')
    .trim()
    .replace(/^requirement\s+/i, '')
    .toUpperCase();
  if (!sheet.requirementNumbers.includes(requirementNumber)) {
    return requirementNumber === ''
      ? 'The number of the requirement is missing.'
      : 'This requirement is not part of the questionnaire. If a spreadsheet made a date of the number, write it again.';
  }
  const first = rows.get(placeKey({ requirementNumber, row: 0 }));
  if (!first) return 'This requirement is not yours to answer.';
  if (first.rowName === '') return first;
  const words = plainWords(text(texts, 'rowName'));
  return (
    sheet.rows.find(
      (row) => row.requirementNumber === requirementNumber && plainWords(row.rowName) === words,
    ) ?? notKnownRow
  );
}

/** Row numbers in one message. */
const MOST_NAMED = 5;

/** Two lines for one answer: nobody but the person knows which is meant, so neither is taken. */
function withoutDuplicates(
  found: readonly LocatedLine[],
  table: FileTable,
  problems: LineProblem[],
): LocatedLine[] {
  const lines = new Map<string, LocatedLine[]>();
  for (const one of found) {
    const key = placeKey(one.row);
    const same = lines.get(key);
    if (same) same.push(one);
    else lines.set(key, [one]);
  }
  return found.filter((one) => {
    const same = lines.get(placeKey(one.row)) ?? [];
    if (same.length < 2) return true;
    const shown = same.slice(0, MOST_NAMED).map(({ line }) => line.line);
    const numbers = shown.join(', ') + (same.length > shown.length ? ' and others' : '');
    problems.push(
      problemAt(
        one,
        table,
        'requirementNumber',
        `Rows ${numbers} are for the same answer. Keep one of them; none is taken.`,
      ),
    );
    return false;
  });
}

function textsOf(line: FileLine, { places }: FileTable): ReadonlyMap<ColumnKey, string> {
  const cells = new Map([...places].map(([key, place]) => [key, line.cells[place] ?? '']));
  const mark = readMark(cells.get('mark') ?? '');
  if (mark && mark.version > formatVersion) {
    throw new AppError(
      'INVALID',
      'This file was made by a newer version of Inplace. Take the checklist offline here and use the new file.',
    );
  }
  return cells;
}

function versionOf(words: string): number | null {
  return /^\d{1,9}$/.test(words.trim()) ? Number(words) : null;
}

const text = (texts: ReadonlyMap<ColumnKey, string>, key: ColumnKey) => texts.get(key) ?? '';

/** A problem with its place as a spreadsheet shows it. */
export function problemAt(
  { line, texts }: Pick<LocatedLine, 'line' | 'texts'>,
  { places }: FileTable,
  key: ColumnKey | null,
  message: string,
): LineProblem {
  const place = key === null ? undefined : places.get(key);
  const number = text(texts, 'requirementNumber').replace(/^requirement\s+/i, '');
  return {
    line: line.line,
    column: place === undefined ? null : columnLetters(place),
    heading: key === null ? null : (columns.find((column) => column.key === key)?.heading ?? null),
    requirementNumber: number.slice(0, 20) || null,
    message,
  };
}

/** The fields that a file carries: a column that somebody took out changes nothing. */
export function fieldsIn({ places }: FileTable): ResponseField[] {
  return responseFields.filter((field) => places.has(field));
}
