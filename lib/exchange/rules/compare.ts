import { type ResponseField, type ResponseFields, responseFields } from '@/lib/response/model';
import { responseFieldInputs } from '@/lib/response/schema';
import {
  type Comparison,
  type ExchangeSheet,
  type FieldDifference,
  type FileTable,
  type LineProblem,
  placeKey,
  type RowDifference,
  type RowPlace,
} from '../model';
import { cellOf, listCell, plainWords, type ReadCell, readDays, readFinding, readYesNo } from './cells';
import { fieldsIn, type Located, type LocatedLine, problemAt } from './locate';

/** What a row held at the version that its line of the file names; the row as it is now where nobody saved since. */
export type Bases = ReadonlyMap<string, ResponseFields>;

/**
 * What a file would change. A cell counts as changed when it is not what the file held when it was made: whoever leaves
 * a row alone does not bring back what somebody else has replaced since.
 */
export function compareFile(
  table: FileTable,
  { found, problems: unlocated }: Located,
  sheet: Pick<ExchangeSheet, 'options'>,
  bases: Bases,
): Comparison {
  const willChange: RowDifference[] = [];
  const wouldClear: RowDifference[] = [];
  const changedMeanwhile: RowDifference[] = [];
  const problems: LineProblem[] = [...unlocated];
  const notes: LineProblem[] = [];
  const newerHere: RowPlace[] = [];
  let unchanged = 0;
  for (const one of found) {
    notes.push(...notesOf(one, table));
    const base = bases.get(placeKey(one.row)) ?? one.row.fields;
    const compared = compareLine(one, table, sheet, base);
    if (compared.problems.length > 0) problems.push(...compared.problems);
    else if (compared.differences.length === 0) {
      if (compared.isOlder)
        newerHere.push({ requirementNumber: one.row.requirementNumber, row: one.row.row });
      else unchanged += 1;
    } else {
      const difference = differenceOf(one, compared.differences);
      if (one.version !== one.row.version) changedMeanwhile.push(difference);
      else if (clearsAnswer(difference)) wouldClear.push(difference);
      else willChange.push(difference);
    }
  }
  problems.sort((a, b) => a.line - b.line);
  return { willChange, wouldClear, changedMeanwhile, problems, notes, newerHere, unchanged };
}

function clearsAnswer({ differences }: RowDifference): boolean {
  return differences.some(({ field, from, to }) => field === 'finding' && from !== null && to === null);
}

function compareLine(
  one: LocatedLine,
  table: FileTable,
  sheet: Pick<ExchangeSheet, 'options'>,
  base: ResponseFields,
): { differences: FieldDifference[]; problems: LineProblem[]; isOlder: boolean } {
  let isOlder = false;
  const differences: FieldDifference[] = [];
  const problems: LineProblem[] = [];
  for (const field of fieldsIn(table)) {
    const place = table.places.get(field) ?? -1;
    const cell = withLineBreaks(one.texts.get(field) ?? '');
    if (one.line.errors.includes(place)) {
      problems.push(
        problemAt(one, table, field, 'The cell holds an error of the spreadsheet. Write the text.'),
      );
      continue;
    }
    if (cell === withLineBreaks(cellOf(field, base[field]))) {
      isOlder ||= base[field] !== one.row.fields[field];
      continue;
    }
    const read = readField(field, cell, sheet, base);
    if (!read.ok) problems.push(problemAt(one, table, field, read.message));
    else if (read.value !== base[field] && read.value !== one.row.fields[field]) {
      differences.push({ field, from: one.row.fields[field], to: read.value } as FieldDifference);
    }
  }
  return { differences, problems, isOlder };
}

function readField(
  field: ResponseField,
  cell: string,
  { options }: Pick<ExchangeSheet, 'options'>,
  base: ResponseFields,
): ReadCell<ResponseFields[ResponseField]> {
  if (field === 'finding') return readFinding(cell, options);
  if (field === 'legalException') return readYesNo(cell);
  const value =
    field === 'planTargetOn' ? readTargetOn(cell, base.planTargetOn) : { ok: true as const, value: cell };
  return value.ok ? checked(field, value.value) : value;
}

function checked(field: ResponseField, value: string | null): ReadCell<string | null> {
  const parsed = responseFieldInputs[field].safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data as string | null };
  return { ok: false, message: parsed.error.issues[0]?.message ?? 'This text cannot be taken.' };
}

/** A day that can be read in two ways is the one that stands here already, if it is one of the two. */
function readTargetOn(cell: string, base: string | null): ReadCell<string | null> {
  if (cell.trim() === '') return { ok: true, value: null };
  const days = readDays(cell);
  const [only] = days;
  if (base !== null && days.includes(base)) return { ok: true, value: base };
  if (only === undefined)
    return { ok: false, message: 'Enter a date as year-month-day, for example 2026-11-25.' };
  if (days.length > 1)
    return { ok: false, message: `This is ${days.join(' or ')}. Write the date as year-month-day.` };
  return { ok: true, value: only };
}

function differenceOf(one: LocatedLine, differences: readonly FieldDifference[]): RowDifference {
  const { requirementNumber, row, title, rowName, version, updatedByName, updatedAt } = one.row;
  return {
    requirementNumber,
    row,
    title,
    rowName,
    version,
    updatedByName,
    updatedAt: updatedAt?.toISOString() ?? null,
    line: one.line.line,
    differences,
  };
}

/** Words of columns that are only read, where the file has others. Nothing of them is taken. */
function notesOf(one: LocatedLine, table: FileTable): LineProblem[] {
  const here = {
    title: one.row.title,
    question: one.row.question,
    evidence: listCell(one.row.evidence),
    assigned: listCell(one.row.assigned),
    tags: listCell(one.row.tags),
  } as const;
  return Object.entries(here).flatMap(([name, words]) => {
    const key = name as keyof typeof here;
    const cell = one.texts.get(key);
    if (cell === undefined || plainWords(cell) === plainWords(words)) return [];
    return [problemAt(one, table, key, 'This column is only read. What the file has in it is not taken.')];
  });
}

/** The fields at a version, from the newest row and the recorded changes since, oldest first; null when some are missing. */
export function fieldsAt(
  now: ResponseFields,
  from: number,
  to: number,
  recorded: readonly { version: number; changes: Partial<Record<ResponseField, { from: unknown }>> }[],
): ResponseFields | null {
  const since = recorded.filter(({ version }) => version > from && version <= to);
  if (since.length !== to - from) return null;
  const base: Record<string, unknown> = { ...now };
  for (const { changes } of since.toSorted((a, b) => b.version - a.version)) {
    for (const field of responseFields) {
      const change = changes[field];
      if (change) base[field] = change.from;
    }
  }
  return base as ResponseFields;
}

const withLineBreaks = (cell: string) => cell.replace(/\r\n?/g, '\n');
