import type { Finding } from '@/lib/catalogue/model';
import { fieldNames, type ResponseField, type ResponseFields, responseFields } from '@/lib/response/model';

/**
 * The checklist as a table that leaves Inplace and comes back. No zod and no server here: the page that shows what a file
 * would change imports this.
 */

/** Changes whenever an older file could be read wrongly. */
export const formatVersion = 1;

export const exchangeFormats = ['XLSX', 'CSV'] as const;
export type ExchangeFormat = (typeof exchangeFormats)[number];

/** What comes back: far more than the longest questionnaire needs, far less than would be a burden. */
export const maxUploadBytes = 5 * 1024 * 1024;
export const maxUnpackedBytes = 50 * 1024 * 1024;
export const maxRows = 5_000;
export const maxColumns = 60;

/** Columns that a person reads; what is written into them is not taken. */
export const readOnlyColumns = {
  requirementNumber: 'Requirement',
  title: 'Title',
  question: 'Question',
  rowName: 'Answer row',
  evidence: 'Evidence',
  assigned: 'Assigned to',
  tags: 'Tags',
  version: 'Version',
  updatedByName: 'Last changed by',
  updatedAt: 'Last changed',
  assessmentId: 'Assessment id',
  mark: 'File',
} as const;
export type ReadOnlyColumn = keyof typeof readOnlyColumns;
export type ColumnKey = ReadOnlyColumn | ResponseField;

export type Column = {
  key: ColumnKey;
  heading: string;
  /** In characters, as spreadsheets measure it. */
  width: number;
  isReadOnly: boolean;
};

const readOnly = (key: ReadOnlyColumn, width: number): Column => ({
  key,
  heading: readOnlyColumns[key],
  width,
  isReadOnly: true,
});

const fieldWidths: Partial<Record<ResponseField, number>> = {
  finding: 20,
  notTestedAskedBy: 22,
  legalException: 16,
  planOwner: 20,
  planTargetOn: 16,
};

/** The table from left to right. */
export const columns: readonly Column[] = [
  readOnly('requirementNumber', 13),
  readOnly('title', 32),
  readOnly('question', 56),
  readOnly('rowName', 24),
  ...responseFields.map((key) => ({
    key,
    heading: fieldNames[key],
    width: fieldWidths[key] ?? 36,
    isReadOnly: false,
  })),
  readOnly('evidence', 30),
  readOnly('assigned', 20),
  readOnly('tags', 24),
  readOnly('version', 9),
  readOnly('updatedByName', 20),
  readOnly('updatedAt', 20),
  readOnly('assessmentId', 38),
  readOnly('mark', 26),
];

/** One answer row with everything that stands in its line of the file. */
export type ExchangeRow = {
  requirementNumber: string;
  row: number;
  title: string;
  question: string;
  /** Empty where the requirement takes one answer. */
  rowName: string;
  fields: ResponseFields;
  version: number;
  updatedAt: Date | null;
  updatedByName: string;
  evidence: readonly string[];
  assigned: readonly string[];
  /** Of the requirement, not of the row: given in Inplace, and only read here. */
  tags: readonly string[];
};

/** A whole checklist, or the part of it that somebody sees. */
export type ExchangeSheet = {
  assessmentId: string;
  assessmentName: string;
  questionnaireName: string;
  standard: string;
  options: readonly Finding[];
  /** All that the questionnaire asks, seen or not. */
  requirementNumbers: readonly string[];
  rows: readonly ExchangeRow[];
  isPart: boolean;
};

/** A line of a file that was read, with its number as a spreadsheet counts. */
export type FileLine = {
  line: number;
  cells: readonly string[];
  /** Columns whose cell holds an error (#REF!) in place of a value. */
  errors: readonly number[];
};

/** The table of a file: where each column stands, and its lines. */
export type FileTable = { places: ReadonlyMap<ColumnKey, number>; lines: readonly FileLine[] };

/** One answer row by its place. */
export type RowPlace = { requirementNumber: string; row: number };

export function placeKey({ requirementNumber, row }: RowPlace): string {
  return `${requirementNumber}/${row}`;
}

export type FieldDifference = {
  [F in ResponseField]: { field: F; from: ResponseFields[F]; to: ResponseFields[F] };
}[ResponseField];

/** An answer row that the file would change. */
export type RowDifference = RowPlace & {
  line: number;
  title: string;
  rowName: string;
  /** The version that would be changed: the one that the preview shows. */
  version: number;
  updatedByName: string;
  updatedAt: string | null;
  differences: readonly FieldDifference[];
};

/** Something of the file that is not taken, with the place where it stands. */
export type LineProblem = {
  line: number;
  /** "F", or null where it is the whole line. */
  column: string | null;
  heading: string | null;
  requirementNumber: string | null;
  message: string;
};

export type Comparison = {
  willChange: readonly RowDifference[];
  /** An answer stands here and the file's cell for it is empty: kept unless the person chooses to clear it. */
  wouldClear: readonly RowDifference[];
  /** Saved by somebody after the file was made: left out unless the person chooses the file's version. */
  changedMeanwhile: readonly RowDifference[];
  problems: readonly LineProblem[];
  /** Columns that are only read, with other words in the file than here. */
  notes: readonly LineProblem[];
  /** Saved by somebody after the file was made, in a row that the file leaves alone: what they wrote stays. */
  newerHere: readonly RowPlace[];
  unchanged: number;
};

/** What the browser gets to show, and `sealed` to bring back. */
export type ImportPreview = Comparison & { fileName: string; stopsOnProblems: boolean; sealed: string };

export type ImportOutcome = {
  changed: number;
  /** Somebody saved these between the preview and the confirmation; nothing of theirs was overwritten. */
  overtaken: readonly RowPlace[];
  /** Places of the file that did not fit, and rows that waited for a choice and were not chosen. */
  leftOut: number;
  /** How many of these were not chosen. */
  notChosen: number;
};
