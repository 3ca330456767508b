import { describe, expect, test } from 'vitest';
import { emptyResponse } from '@/lib/response/model';
import { type ColumnKey, columns, type ExchangeSheet, type FileLine, type FileTable } from '../model';
import { answered, assessmentId, exchangeRow, exchangeSheet } from '../testing';
import { cellsOf, readDays } from './cells';
import { type Bases, compareFile, fieldsAt } from './compare';
import { findTable, locateLines } from './locate';

const rows = [
  exchangeRow('8.3.5', answered({ finding: 'IN_PLACE', resultNote: 'Seen' }, 3)),
  exchangeRow('8.3.6'),
  exchangeRow('12.8.2', { rowName: 'Contracts' }),
  exchangeRow('12.8.2', { row: 1, rowName: 'Acknowledgements' }),
];
const sheet = exchangeSheet(rows);
type Cells = Partial<Record<ColumnKey, string>>;

/** The lines of an exported file, with other cells in some of them. */
function fileOf(changes: readonly (Cells | null)[], format: 'XLSX' | 'CSV' = 'XLSX', of = sheet): FileTable {
  const lines = of.rows.flatMap((row, index): FileLine[] => {
    const change = changes[index] ?? {};
    if (changes[index] === null) return [];
    const cells = cellsOf(row, of, { format, timeZone: 'UTC' });
    for (const [key, text] of Object.entries(change))
      cells[columns.findIndex((column) => column.key === key)] = text;
    return [{ line: index + 2, cells, errors: [] }];
  });
  const headings = { line: 1, cells: columns.map(({ heading }) => heading), errors: [] };
  const table = findTable([headings, ...lines]);
  if (!table) throw new Error('no table');
  return table;
}

function compare(table: FileTable, of: ExchangeSheet = sheet, bases: Bases = new Map()) {
  return compareFile(table, locateLines(table, of), of, bases);
}

describe('what a file would change', () => {
  test('only the cells that differ, with the version that is shown', () => {
    const found = compare(
      fileOf([{ finding: 'not  in place', planAction: 'Longer passwords', planTargetOn: '31.12.2026' }]),
    );
    expect(found.unchanged).toBe(3);
    expect(found.problems).toEqual([]);
    expect(found.willChange).toEqual([
      expect.objectContaining({
        requirementNumber: '8.3.5',
        row: 0,
        line: 2,
        version: 3,
        differences: [
          { field: 'finding', from: 'IN_PLACE', to: 'NOT_IN_PLACE' },
          { field: 'planAction', from: '', to: 'Longer passwords' },
          { field: 'planTargetOn', from: null, to: '2026-12-31' },
        ],
      }),
    ]);
  });

  test('an emptied cell takes the text back, and the answer only when somebody chooses that', () => {
    expect(compare(fileOf([{ resultNote: '' }]))).toMatchObject({ willChange: [{}], wouldClear: [] });
    const { willChange, wouldClear } = compare(fileOf([{ finding: '', resultNote: '' }]));
    expect(willChange).toEqual([]);
    expect(wouldClear[0]?.differences).toEqual([
      { field: 'finding', from: 'IN_PLACE', to: null },
      { field: 'resultNote', from: 'Seen', to: '' },
    ]);
  });

  test('rows and columns that were taken out of the file change nothing', () => {
    const table = fileOf([null, { finding: 'In Place' }]);
    const places = new Map([...table.places].filter(([key]) => key !== 'finding'));
    expect(compare({ ...table, places })).toMatchObject({ willChange: [], unchanged: 3, problems: [] });
  });

  test('answer rows are found by their words', () => {
    const found = compare(fileOf([null, null, null, { rowName: ' ACKNOWLEDGEMENTS ', finding: 'In Place' }]));
    expect(found.willChange).toMatchObject([{ requirementNumber: '12.8.2', row: 1 }]);
  });

  test('columns that are only read are noted and not taken', () => {
    const { notes, willChange } = compare(
      fileOf([{ title: 'Other', evidence: 'Scan.pdf', updatedByName: 'Me' }]),
    );
    expect(willChange).toEqual([]);
    expect(notes.map(({ line, column, heading }) => [line, column, heading])).toEqual([
      [2, 'B', 'Title'],
      [2, 'U', 'Evidence'],
    ]);
  });
});

describe('what does not fit is named with its place, and the other rows are taken', () => {
  const long = 'x'.repeat(5001);
  const cases: [string, Cells, string, RegExp][] = [
    [
      'an answer that does not exist',
      { finding: 'Maybe' },
      'E',
      /does not exist.*In Place, In Place with CCW/,
    ],
    ['an answer that is not offered', { finding: 'Not Tested' }, 'E', /does not offer Not Tested/],
    ['a requirement that is not asked', { requirementNumber: '3.4.1' }, 'A', /not part of the questionnaire/],
    ['no requirement', { requirementNumber: ' ' }, 'A', /number of the requirement is missing/],
    ['a requirement made a date', { requirementNumber: '05.03.2008' }, 'A', /made a date/],
    ['a requirement of somebody else', { requirementNumber: '12.1.1' }, 'A', /not yours/],
    ['a text that is too long', { resultNote: long }, 'F', /at most 5,000 characters/],
    ['a name that is too long', { planOwner: 'x'.repeat(201) }, 'M', /at most 200/],
    ['a day that does not exist', { planTargetOn: '2026-02-31' }, 'N', /year-month-day/],
    ['a day that is none', { planTargetOn: 'soon' }, 'N', /year-month-day/],
    ['a day that may be two', { planTargetOn: '05/06/2026' }, 'N', /2026-06-05 or 2026-05-06/],
    ['a day in another century', { planTargetOn: '1926-12-31' }, 'N', /between 2000 and 2100/],
    ['a card number', { resultNote: 'Card 4111 1111 1111 1111' }, 'F', /card number/],
    ['control characters', { planOwner: 'a\u0007b' }, 'M', /invisible/],
    ['neither yes nor no', { legalException: 'Perhaps' }, 'J', /Yes or No/],
    [
      'another assessment',
      { assessmentId: '0198f3a2-7c1e-7d4b-9a55-000000000000' },
      'AA',
      /another assessment/,
    ],
    ['no assessment', { assessmentId: '' }, 'AA', /id of the assessment is missing/],
    ['no version', { version: '' }, 'X', /version was changed/],
    ['a version of the future', { version: '4' }, 'X', /version was changed/],
  ];
  test.each(cases)('%s', (_, cells, column, message) => {
    const found = compare(fileOf([cells, { finding: 'In Place' }]));
    expect(found.problems).toEqual([
      expect.objectContaining({ line: 2, column, message: expect.stringMatching(message) }),
    ]);
    expect(found.willChange).toMatchObject([{ requirementNumber: '8.3.6' }]);
  });

  test('an answer row that the requirement does not have', () => {
    const found = compare(fileOf([null, null, { rowName: 'Invoices' }]));
    expect(found.problems).toMatchObject([{ line: 4, column: 'D', requirementNumber: '12.8.2' }]);
  });

  test('two lines for one answer: neither is taken', () => {
    const found = compare(
      fileOf([{ finding: '' }, { requirementNumber: '8.3.5', version: '3', finding: 'Not in Place' }]),
    );
    expect(found.problems.map(({ line }) => line)).toEqual([2, 3]);
    expect(found.problems[0]?.message).toContain('Rows 2, 3');
    expect(found.willChange).toEqual([]);
  });

  test('a cell that holds an error', () => {
    const table = fileOf([]);
    const place = table.places.get('resultNote') ?? -1;
    const lines = table.lines.map((line, index) => (index === 0 ? { ...line, errors: [place] } : line));
    expect(compare({ ...table, lines }).problems).toMatchObject(
      [{ line: 2, column: 'F', message: /error/ }].map(({ message, ...rest }) => ({
        ...rest,
        message: expect.stringMatching(message),
      })),
    );
  });

  test('a file of another assessment, or of a newer Inplace, is refused whole', () => {
    const other = '0198f3a2-7c1e-7d4b-9a55-000000000000';
    const foreign = fileOf(rows.map(() => ({ assessmentId: other })));
    expect(() => compare(foreign)).toThrow(/belongs to another assessment/);
    expect(() => compare(fileOf([{ mark: 'Inplace checklist 2, XLSX' }]))).toThrow(/newer version/);
  });
});

describe('what somebody changed meanwhile', () => {
  const bases: Bases = new Map([['8.3.5/0', { ...emptyResponse, resultNote: 'Before' }]]);
  const asTaken: Cells = { version: '1', finding: '', resultNote: 'Before' };

  test('is not brought back by a row that was left alone', () => {
    expect(compare(fileOf([asTaken]), sheet, bases)).toMatchObject({
      changedMeanwhile: [],
      newerHere: [{ requirementNumber: '8.3.5', row: 0 }],
      unchanged: 3,
    });
  });

  test('stands beside the file’s version where both changed the row', () => {
    const { willChange, changedMeanwhile } = compare(
      fileOf([{ ...asTaken, resultNote: 'Mine' }]),
      sheet,
      bases,
    );
    expect(willChange).toEqual([]);
    expect(changedMeanwhile).toMatchObject([
      { version: 3, differences: [{ field: 'resultNote', from: 'Seen', to: 'Mine' }] },
    ]);
  });

  test('shows every difference where the record of the changes is not complete', () => {
    const { changedMeanwhile } = compare(fileOf([asTaken]));
    expect(changedMeanwhile[0]?.differences).toHaveLength(2);
  });

  test('is what both wrote: nothing to choose', () => {
    const same = { version: '1', finding: 'In Place', resultNote: 'Seen' };
    expect(compare(fileOf([same]), sheet, bases)).toMatchObject({ changedMeanwhile: [], unchanged: 4 });
  });

  test('earlier fields are the newest with each recorded change taken back', () => {
    const now = { ...emptyResponse, resultNote: 'c', planOwner: 'x' };
    const recorded = [
      { version: 3, changes: { resultNote: { from: 'b' } } },
      { version: 2, changes: { resultNote: { from: 'a' }, planOwner: { from: '' } } },
      { version: 1, changes: { resultNote: { from: '' } } },
    ];
    expect(fieldsAt(now, 1, 3, recorded)).toMatchObject({ resultNote: 'a', planOwner: '' });
    expect(fieldsAt(now, 2, 3, recorded)).toMatchObject({ resultNote: 'b', planOwner: 'x' });
    expect(fieldsAt(now, 1, 3, recorded.slice(1))).toBeNull();
  });
});

test('days are read the way spreadsheets of different countries write them', () => {
  expect(readDays('2026-12-31')).toEqual(['2026-12-31']);
  expect(readDays('31.12.2026')).toEqual(['2026-12-31']);
  expect(readDays('12/31/2026')).toEqual(['2026-12-31']);
  expect(readDays('31/12/2026')).toEqual(['2026-12-31']);
  expect(readDays('05/05/2026')).toEqual(['2026-05-05']);
  expect(readDays('29.02.2027')).toEqual([]);
  expect(readDays('tomorrow')).toEqual([]);
});

test('a day that may be two is the one that stood there', () => {
  const dated = exchangeSheet([exchangeRow('8.3.5', answered({ planTargetOn: '2026-05-06' }))]);
  expect(compare(fileOf([{ planTargetOn: '5/6/2026' }], 'CSV', dated), dated)).toMatchObject({
    unchanged: 1,
  });
});

test('the assessment of these tests is the one of their lines', () => {
  expect(fileOf([]).lines[0]?.cells).toContain(assessmentId);
});
