import { type Finding, findingNames, findings } from '@/lib/catalogue/model';
import { formatInstant } from '@/lib/platform/format';
import { type ResponseField, type ResponseFields, responseFields } from '@/lib/response/model';
import {
  type ColumnKey,
  columns,
  type ExchangeFormat,
  type ExchangeRow,
  type ExchangeSheet,
  formatVersion,
} from '../model';

/** Longest text of a cell that is only read; a spreadsheet's cell holds 32,767 characters. */
const LONGEST_LIST = 5_000;

const yes = 'Yes';
const no = 'No';

/** A field of an answer as the words of its cell. */
export function cellOf<F extends ResponseField>(field: F, value: ResponseFields[F]): string {
  if (field === 'finding') return value === null ? '' : findingNames[value as Finding];
  if (field === 'legalException') return value === true ? yes : no;
  return typeof value === 'string' ? value : '';
}

export const legalExceptionWords: readonly string[] = [yes, no];

/** "Inplace checklist 1, CSV": says of each line by itself what it belongs to. */
export function markOf(format: ExchangeFormat, sheet: Pick<ExchangeSheet, 'isPart'>): string {
  return `Inplace checklist ${formatVersion}, ${format}${sheet.isPart ? ', a part' : ''}`;
}

export function readMark(text: string): { version: number; format: string } | null {
  const match = /^Inplace checklist (\d{1,4})(?:, (\w+))?/.exec(text.trim());
  return match ? { version: Number(match[1]), format: match[2] ?? '' } : null;
}

/** The cells of an answer row from left to right. */
export function cellsOf(
  row: ExchangeRow,
  sheet: Pick<ExchangeSheet, 'assessmentId' | 'isPart'>,
  { format, timeZone }: { format: ExchangeFormat; timeZone: string },
): string[] {
  const texts: Partial<Record<ColumnKey, string>> = {
    // Spreadsheets of some countries read "8.3.6" of a CSV file as a day in June 2003.
    requirementNumber: format === 'CSV' ? `Requirement ${row.requirementNumber}` : row.requirementNumber,
    title: row.title,
    question: row.question,
    rowName: row.rowName,
    evidence: listCell(row.evidence),
    assigned: listCell(row.assigned),
    tags: listCell(row.tags),
    version: String(row.version),
    updatedByName: row.updatedByName,
    updatedAt: row.updatedAt ? formatInstant(row.updatedAt, timeZone) : '',
    assessmentId: sheet.assessmentId,
    mark: markOf(format, sheet),
  };
  for (const field of responseFields) texts[field] = cellOf(field, row.fields[field]);
  return columns.map(({ key }) => texts[key] ?? '');
}

export function listCell(names: readonly string[]): string {
  const text = names.join('; ');
  return text.length > LONGEST_LIST ? `${text.slice(0, LONGEST_LIST)} …` : text;
}

/** A value of a cell, or what is wrong with it in words. */
export type ReadCell<T> = { ok: true; value: T } | { ok: false; message: string };

/** An answer by the standard's term. `null` for an empty cell: unanswered. */
export function readFinding(text: string, options: readonly Finding[]): ReadCell<Finding | null> {
  const words = plainWords(text);
  if (words === '' || words === 'unanswered') return { ok: true, value: null };
  const finding = findings.find((candidate) => plainWords(findingNames[candidate]) === words);
  const offered = options.map((option) => findingNames[option]).join(', ');
  if (!finding) return { ok: false, message: `This answer does not exist. Use one of: ${offered}.` };
  if (!options.includes(finding))
    return { ok: false, message: `This questionnaire does not offer ${findingNames[finding]}.` };
  return { ok: true, value: finding };
}

export function readYesNo(text: string): ReadCell<boolean> {
  const words = plainWords(text);
  if (['', 'no', 'n', 'false', '0'].includes(words)) return { ok: true, value: false };
  if (['yes', 'y', 'true', '1'].includes(words)) return { ok: true, value: true };
  return { ok: false, message: `Write ${yes} or ${no}.` };
}

/**
 * The days that a text may mean, as year-month-day: none for something else. Spreadsheets write days of a CSV file the way
 * their country does, and "05/06/2026" is two different days.
 */
export function readDays(text: string): readonly string[] {
  const trimmed = text.trim();
  const year = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$/.exec(trimmed);
  if (year) return existing([[year[1], year[2], year[3]]]);
  const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(trimmed);
  if (dots) return existing([[dots[3], dots[2], dots[1]]]);
  const other = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(trimmed);
  if (!other) return [];
  return existing([
    [other[3], other[2], other[1]],
    [other[3], other[1], other[2]],
  ]);
}

type Parts = [year: string | undefined, month: string | undefined, day: string | undefined];

function existing(candidates: readonly Parts[]): string[] {
  const days = candidates.map(
    ([year, month = '', day = '']) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  );
  return [...new Set(days)].filter((day) => {
    const date = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day;
  });
}

/** For comparing words that somebody may have typed again: case and spaces do not count. */
export function plainWords(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** 0 → "A", 26 → "AA". */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  const letter = String.fromCharCode(65 + (index % 26));
  return rest === 0 ? letter : columnLetters(rest - 1) + letter;
}
