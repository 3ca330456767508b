import 'server-only';
import writeXlsxFile, { type CellObject, type Feature, type Image } from 'write-excel-file/node';
import {
  getCellAddress,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeTextContent,
} from 'write-excel-file/utility';
import { findingNames } from '@/lib/catalogue/model';
import { columns, type ExchangeSheet } from '../model';
import { cellsOf, columnLetters, legalExceptionWords } from '../rules/cells';
import { explanationOf } from '../rules/explanation';
import { sheetText } from './sheet-text';

export const checklistSheetName = 'Checklist';
const SHEET_FILE = 'xl/worksheets/sheet{id}.xml';

const grey = '#ECECEA';
const heading = { backgroundColor: '#DDDDD9', fontWeight: 'bold', wrap: true, alignVertical: 'top' } as const;

type ExportContext = { exportedAt: Date; timeZone: string; personName: string };

/** The checklist as a workbook: the explanation, and the table with drop-down lists. A few megabytes at most. */
export async function writeXlsx(sheet: ExchangeSheet, context: ExportContext): Promise<Buffer> {
  const explanation = explanationOf(sheet, context).map(({ label, words }) => [
    cell(label, { fontWeight: 'bold', alignVertical: 'top' }),
    cell(words, { wrap: true, alignVertical: 'top' }),
  ]);
  const table = sheet.rows.map((row) =>
    cellsOf(row, sheet, { format: 'XLSX', timeZone: context.timeZone }).map((text, place) =>
      cell(text, {
        wrap: true,
        alignVertical: 'top',
        ...(columns[place]?.isReadOnly && { backgroundColor: grey }),
      }),
    ),
  );
  const workbook = writeXlsxFile(
    [
      { sheet: 'Read me first', data: explanation, columns: [{ width: 18 }, { width: 90 }] },
      {
        sheet: checklistSheetName,
        data: [columns.map(({ heading: words }) => cell(words, heading)), ...table],
        columns: columns.map(({ width }) => ({ width })),
        stickyRowsCount: 1,
        stickyColumnsCount: 1,
      },
    ],
    { fontFamily: 'Calibri', fontSize: 11, features: [filterAndLists(sheet)] },
  );
  return workbook.toBuffer();
}

/** Always text ("@"): a spreadsheet leaves it as it is, whatever it begins with. */
function cell(text: string, style: Partial<CellObject>): CellObject {
  return { ...style, type: String, format: '@', value: text === '' ? null : sheetText(text) } as CellObject;
}

/** What the library has no option for: a filter over the headings, and the lists of answers that may be chosen. */
function filterAndLists({ options, rows }: ExchangeSheet): Feature<Image['content']> {
  const last = Math.max(rows.length + 1, 2);
  const place = (key: string) => columns.findIndex((column) => column.key === key);
  const list = (key: string, words: readonly string[], message: string) => {
    const letter = columnLetters(place(key));
    return (
      `<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="Not an answer" error="${message}" sqref="${letter}2:${letter}${last}">` +
      `<formula1>${sanitizeTextContent(`"${words.join(',')}"`)}</formula1></dataValidation>`
    );
  };
  const lists = [
    list(
      'finding',
      options.map((option) => findingNames[option]),
      'Choose one of the answers that this questionnaire offers.',
    ),
    list('legalException', legalExceptionWords, 'Choose Yes or No.'),
  ];
  const filter = `<autoFilter ref="A1:${getCellAddress(last - 1, columns.length - 1)}"/>`;
  const order = getOrderOfSiblings(SHEET_FILE, 'worksheet') ?? [];
  const insert = (xml: string, markup: string) =>
    insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, 'worksheet');
  return {
    files: {
      transform: {
        [SHEET_FILE]: {
          transform: (xml: string, _options: unknown, { sheetIndex }: { sheetIndex: number }) =>
            sheetIndex === 1
              ? insert(
                  insert(xml, filter),
                  `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`,
                )
              : xml,
        },
      },
    },
  };
}
