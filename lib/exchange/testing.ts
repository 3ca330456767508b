import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { emptyResponse, type ResponseFields } from '@/lib/response/model';
import { type ColumnKey, columns, type ExchangeRow, type ExchangeSheet } from './model';
import { columnLetters } from './rules/cells';

/** For tests only: a checklist of a few rows, and changes of a workbook as a spreadsheet program would make them. */

export const assessmentId = '0198f3a2-7c1e-7d4b-9a55-2f6b1c0d3e4f';

export function exchangeRow(requirementNumber: string, changes: Partial<ExchangeRow> = {}): ExchangeRow {
  return {
    requirementNumber,
    row: 0,
    title: `Title of ${requirementNumber}`,
    question: `Is ${requirementNumber} done?`,
    rowName: '',
    fields: { ...emptyResponse },
    version: 0,
    updatedAt: null,
    updatedByName: '',
    evidence: [],
    assigned: [],
    tags: [],
    ...changes,
  };
}

export function exchangeSheet(
  rows: readonly ExchangeRow[],
  changes: Partial<ExchangeSheet> = {},
): ExchangeSheet {
  return {
    assessmentId,
    assessmentName: 'Web shop 2026',
    questionnaireName: 'SAQ A',
    standard: 'PCI DSS 4.0.1',
    options: ['IN_PLACE', 'IN_PLACE_WITH_CCW', 'NOT_APPLICABLE', 'NOT_IN_PLACE'],
    requirementNumbers: [...new Set([...rows.map((row) => row.requirementNumber), '12.1.1'])],
    rows,
    isPart: false,
    ...changes,
  };
}

export const answered = (fields: Partial<ResponseFields>, version = 1): Partial<ExchangeRow> => ({
  fields: { ...emptyResponse, ...fields },
  version,
});

/** The parts of a workbook, changed as texts. */
export function editedWorkbook(bytes: Uint8Array, edit: (parts: Record<string, string>) => void): Buffer {
  const parts = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]),
  );
  edit(parts);
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strToU8(part)]))),
  );
}

export const sheetPart = 'xl/worksheets/sheet2.xml';

/** Puts a text into a cell of the checklist, as a spreadsheet program saves one that was typed. */
export function withCell(xml: string, line: number, key: ColumnKey, text: string): string {
  const inner = `<is><t xml:space="preserve">${escaped(text)}</t></is>`;
  return withMarkup(xml, line, key, (style) => `${style} t="inlineStr">${inner}</c>`);
}

/** The same with any markup behind the cell's address and style. */
export function withMarkup(
  xml: string,
  line: number,
  key: ColumnKey,
  markup: (style: string) => string,
): string {
  const address = `${columnLetters(columns.findIndex((column) => column.key === key))}${line}`;
  const cell = new RegExp(`<c r="${address}"( s="\\d+")?(?:[^>]*/>|[^>]*>.*?</c>)`);
  if (!cell.test(xml)) throw new Error(`no cell ${address}`);
  return xml.replace(cell, (_, style = '') => `<c r="${address}"${markup(style)}`);
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
