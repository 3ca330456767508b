import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxText, type ResponseFields } from '@/lib/response/model';
import { responseFieldInputs } from '@/lib/response/schema';
import type { Comparison, ExchangeSheet } from '../model';
import { compareFile } from '../rules/compare';
import { locateLines } from '../rules/locate';
import { answered, exchangeRow, exchangeSheet } from '../testing';
import { readChecklistFile } from './read-file';
import { writeCsv } from './write-csv';
import { writeXlsx } from './write-xlsx';

const context = {
  exportedAt: new Date('2026-11-29T10:00:00Z'),
  timeZone: 'Europe/Berlin',
  personName: 'Ada',
};

async function broughtBack(bytes: Buffer, sheet: ExchangeSheet): Promise<Comparison> {
  const table = await readChecklistFile(bytes);
  return compareFile(table, locateLines(table, sheet), sheet, new Map());
}

const beginnings = [
  '=1+1',
  '+',
  '-',
  '@SUM(A1)',
  '\t=x',
  "'",
  "'=",
  "''-",
  '007',
  '"',
  '","',
  ' ',
  '\n',
  '_x000D_',
  '﹣',
];
/** Any text that may be saved, as it is saved. */
const text = (longest: number) =>
  fc
    .tuple(
      fc.constantFrom('', ...beginnings, '__proto__', 'constructor', 'toString'),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom('', '\n', 'ÄÖÜ ß ł 中 👍🏽', '\uFFFE', '\uFFFD', ';', '<b>&amp;</b>', ' '),
    )
    .map((parts) => parts.join(''))
    .filter((value) => value.length <= longest);
const saved = (field: 'resultNote' | 'planOwner', longest: number) =>
  text(longest)
    .map((value) => responseFieldInputs[field].safeParse(value))
    .filter((parsed) => parsed.success)
    .map((parsed) => parsed.data ?? '');
const fields: fc.Arbitrary<Partial<ResponseFields>> = fc.record({
  finding: fc.constantFrom(null, 'IN_PLACE', 'NOT_APPLICABLE', 'NOT_IN_PLACE'),
  resultNote: saved('resultNote', maxText),
  notApplicableReason: saved('resultNote', maxText),
  planAction: saved('resultNote', maxText),
  planOwner: saved('planOwner', 200),
  notTestedAskedBy: saved('planOwner', 200),
  legalException: fc.boolean(),
  planTargetOn: fc.constantFrom(null, '2026-12-31', '2028-02-29', '2026-05-06'),
});
const sheets = fc
  .array(fields, { minLength: 1, maxLength: 6 })
  .map((rows) => exchangeSheet(rows.map((row, index) => exchangeRow(`1.2.${index + 1}`, answered(row)))));

test('what was taken offline and brought back changes nothing, whatever the texts are: XLSX', {
  timeout: 30_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(sheets, async (sheet) => {
      const { unchanged, ...rest } = await broughtBack(await writeXlsx(sheet, context), sheet);
      expect(rest).toEqual({
        willChange: [],
        wouldClear: [],
        changedMeanwhile: [],
        problems: [],
        notes: [],
        newerHere: [],
      });
      expect(unchanged).toBe(sheet.rows.length);
    }),
    { numRuns: 30 },
  );
});

test('what was taken offline and brought back changes nothing, whatever the texts are: CSV', {
  timeout: 30_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(sheets, async (sheet) => {
      const { unchanged, ...rest } = await broughtBack(writeCsv(sheet, context), sheet);
      expect(rest).toEqual({
        willChange: [],
        wouldClear: [],
        changedMeanwhile: [],
        problems: [],
        notes: [],
        newerHere: [],
      });
      expect(unchanged).toBe(sheet.rows.length);
    }),
    { numRuns: 200 },
  );
});
