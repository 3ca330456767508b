import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { compareFile } from '../rules/compare';
import { locateLines } from '../rules/locate';
import {
  answered,
  editedWorkbook,
  exchangeRow,
  exchangeSheet,
  sheetPart,
  withCell,
  withMarkup,
} from '../testing';
import { readChecklistFile } from './read-file';
import { openPackage } from './unpack';
import { writeCsv } from './write-csv';
import { writeXlsx } from './write-xlsx';

const context = {
  exportedAt: new Date('2026-11-29T10:00:00Z'),
  timeZone: 'Europe/Berlin',
  personName: 'Ada',
};
const sheet = exchangeSheet([
  exchangeRow('8.3.5', answered({ finding: 'IN_PLACE', resultNote: 'Käse, "Brot"\nzweite Zeile' })),
  exchangeRow('8.3.6'),
]);
const csv = (of = sheet) => writeCsv(of, context).toString('utf8').slice(1);

async function compared(bytes: Buffer) {
  const table = await readChecklistFile(bytes);
  return compareFile(table, locateLines(table, sheet), sheet, new Map());
}
const untouched = {
  willChange: [],
  wouldClear: [],
  changedMeanwhile: [],
  problems: [],
  notes: [],
  newerHere: [],
  unchanged: 2,
};

describe('CSV as spreadsheets save it', () => {
  const semicolons = csv().replaceAll('","', '";"');
  test.each([
    ['with commas, without a mark', Buffer.from(csv())],
    ['with semicolons', Buffer.from(semicolons)],
    ['with semicolons and a mark', Buffer.from(`\uFEFF${semicolons}`)],
    ['with semicolons in Windows-1252', Buffer.from(semicolons, 'latin1')],
    ['with tabs in UTF-16', Buffer.from(`\uFEFF${csv().replaceAll('","', '"\t"')}`, 'utf16le')],
    ['with its separator named', Buffer.from(`sep=;\r\n${semicolons}`)],
    ['with LF alone', Buffer.from(csv().replaceAll('\r\n', '\n'))],
    ['with CRLF inside of cells', Buffer.from(csv().replace('\nzweite', '\r\nzweite'))],
    ['with empty rows below', Buffer.from(`${csv()}${','.repeat(26)}\r\n\r\n`)],
    [
      'with quotes only where they are needed',
      Buffer.from(csv().replace(/(?<![^,\n])"([\w :.-]*)"(?=[,\r])/g, '$1')),
    ],
  ])('%s', async (_, bytes) => {
    expect(await compared(bytes)).toEqual(untouched);
  });

  test('rows are numbered as a spreadsheet numbers them, whatever line breaks their cells have', async () => {
    const bytes = Buffer.from(csv().replace('"Requirement 8.3.6"', '"Requirement 9.9.9"'));
    expect((await compared(bytes)).problems).toMatchObject([{ line: 3, column: 'A' }]);
  });

  test('what begins like a formula leaves as text', () => {
    const risky = exchangeSheet([
      exchangeRow('8.3.5', answered({ resultNote: '=cmd|x', planOwner: '\t@x' })),
    ]);
    expect(csv(risky)).toContain(`"'=cmd|x"`);
  });

  test.each([
    ['an open quotation mark', `${csv()}"open`, /broken/],
    ['too many rows', `${csv()}${'a,b\r\n'.repeat(5_001)}`, /more than 5,000 rows/],
    ['a row without end', `Requirement,Version,Assessment id\r\n"${'x'.repeat(500_000)}`, /too long/],
    ['another table', 'Name,Age\r\nAda,36\r\n', /not a checklist/],
    ['a picture', '\u0089PNG\u0000\u0001', /neither an XLSX nor a CSV/],
    ['nothing', '', /empty/],
  ])('refuses %s with words', async (_, text, message) => {
    await expect(readChecklistFile(Buffer.from(text, 'latin1'))).rejects.toThrow(message);
  });
});

describe('workbooks', () => {
  const edited = async (edit: (xml: string) => string) =>
    editedWorkbook(await writeXlsx(sheet, context), (parts) => {
      parts[sheetPart] = edit(parts[sheetPart] ?? '');
    });

  test('an answer and a text that were typed are found', async () => {
    const bytes = await edited((xml) =>
      withCell(
        withCell(xml, 3, 'finding', 'Not Applicable'),
        3,
        'notApplicableReason',
        '<No> cards & "none"\nhere ',
      ),
    );
    expect((await compared(bytes)).willChange).toMatchObject([
      {
        requirementNumber: '8.3.6',
        differences: [
          { field: 'finding', to: 'NOT_APPLICABLE' },
          { field: 'notApplicableReason', to: '<No> cards & "none"\nhere ' },
        ],
      },
    ]);
  });

  test.each<[string, (style: string) => string, object]>([
    ['a day that the spreadsheet keeps as a number', () => ' s="1"><v>46387</v></c>', { to: '2026-12-31' }],
    [
      'a formula with its result',
      (style) => `${style} t="str"><f>A1</f><v>2026-12-31</v></c>`,
      { to: '2026-12-31' },
    ],
  ])('%s', async (_, markup, difference) => {
    const bytes = editedWorkbook(await writeXlsx(sheet, context), (parts) => {
      parts[sheetPart] = withMarkup(parts[sheetPart] ?? '', 3, 'planTargetOn', markup);
      parts['xl/styles.xml'] = (parts['xl/styles.xml'] ?? '').replace(
        '<xf numFmtId="100"',
        '<xf numFmtId="14"',
      );
    });
    expect((await compared(bytes)).willChange).toMatchObject([
      { differences: [{ field: 'planTargetOn', ...difference }] },
    ]);
  });

  test('a number, a truth value, an error and a text in several looks', async () => {
    const number = await edited((xml) => withMarkup(xml, 3, 'resultNote', () => '><v>12.50</v></c>'));
    expect((await compared(number)).willChange).toMatchObject([{ differences: [{ to: '12.5' }] }]);
    const truth = await edited((xml) => withMarkup(xml, 3, 'legalException', () => ' t="b"><v>1</v></c>'));
    expect((await compared(truth)).willChange).toMatchObject([{ differences: [{ to: true }] }]);
    const error = await edited((xml) => withMarkup(xml, 3, 'resultNote', () => ' t="e"><v>#REF!</v></c>'));
    expect((await compared(error)).problems).toMatchObject([{ line: 3, column: 'F' }]);
    const rich =
      ' t="inlineStr"><is><r><t>Two </t></r><r><rPr><b/></rPr><t>looks</t></r><rPh><t>no</t></rPh></is></c>';
    const looks = await edited((xml) => withMarkup(xml, 3, 'resultNote', () => rich));
    expect((await compared(looks)).willChange).toMatchObject([{ differences: [{ to: 'Two looks' }] }]);
  });

  test('prefixes, absolute targets and cells without addresses are as good', async () => {
    const bytes = editedWorkbook(await writeXlsx(sheet, context), (parts) => {
      const xml = parts[sheetPart] ?? '';
      parts[sheetPart] = xml
        .replace(/ r="[A-Z]+\d+"/g, '')
        .replace(/<(\/?)(row|c|v|sheetData)\b/g, '<$1x:$2')
        .replace(
          '<worksheet ',
          '<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ',
        );
      const rels = 'xl/_rels/workbook.xml.rels';
      parts[rels] = (parts[rels] ?? '').replaceAll('Target="worksheets', 'Target="/xl/worksheets');
    });
    expect(await compared(bytes)).toEqual(untouched);
  });

  test('carry no macro, no formula and no link', async () => {
    const risky = exchangeSheet([exchangeRow('8.3.5', answered({ resultNote: '=HYPERLINK("https://x")' }))]);
    editedWorkbook(await writeXlsx(risky, context), (parts) => {
      expect(Object.keys(parts).filter((name) => /vba|external|macro/i.test(name))).toEqual([]);
      const all = Object.values(parts).join('');
      expect(all).not.toMatch(/<f>|<hyperlink|TargetMode="External"/);
      expect(parts[sheetPart]).toContain(
        '<formula1>"In Place,In Place with CCW,Not Applicable,Not in Place"</formula1>',
      );
      expect(parts[sheetPart]).toMatch(/<pane [^>]*state="frozen"/);
      expect(parts[sheetPart]).toContain('<autoFilter ref="A1:AB2"/>');
    });
  });
});

describe('files that mean harm, or are broken', () => {
  const workbook = async (edit: (parts: Record<string, string>) => void) =>
    editedWorkbook(await writeXlsx(sheet, context), edit);

  test('a bomb that says how large it is, is not unpacked', async () => {
    const bytes = Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(60 * 1024 * 1024) }));
    expect(bytes.length).toBeLessThan(100_000);
    await expect(readChecklistFile(bytes)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  test('many parts count together', async () => {
    const piece = new Uint8Array(6 * 1024 * 1024);
    const parts = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`part${index}`, piece]));
    await expect(readChecklistFile(Buffer.from(zipSync(parts)))).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  test('a bomb that lies about its size is stopped at what it said', async () => {
    const honest = await writeXlsx(sheet, context);
    const bytes = lying(honest, 'xl/workbook.xml', Buffer.alloc(80 * 1024 * 1024, ' '));
    await expect(readChecklistFile(bytes)).rejects.toMatchObject({ code: 'INVALID' });
    let unpacked = 0;
    const reading = async () => {
      const part = await (await openPackage(bytes)).open('xl/workbook.xml');
      for await (const piece of part) unpacked += (piece as Buffer).length;
    };
    await expect(reading()).rejects.toThrow(/too many bytes/);
    expect(unpacked).toBeLessThan(100_000);
  });

  test.each<[string, (parts: Record<string, string>) => void]>([
    [
      'a document type',
      (parts) => {
        parts[sheetPart] =
          `<!DOCTYPE x [<!ENTITY a "b">]>${(parts[sheetPart] ?? '').replace(/^<\?xml[^>]*>/, '')}`;
      },
    ],
    [
      'an entity',
      (parts) => {
        parts[sheetPart] = (parts[sheetPart] ?? '').replace('<sheetData>', '<sheetData>&xxe;');
      },
    ],
    [
      'half an XML part',
      (parts) => {
        parts[sheetPart] = (parts[sheetPart] ?? '').slice(0, 4_000);
      },
    ],
    [
      'no workbook',
      (parts) => {
        delete parts['xl/workbook.xml'];
      },
    ],
    [
      'no relations',
      (parts) => {
        delete parts['xl/_rels/workbook.xml.rels'];
      },
    ],
  ])('%s', async (_, edit) => {
    await expect(readChecklistFile(await workbook(edit))).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('cells far outside of any checklist take no memory', async () => {
    const bytes = await workbook((parts) => {
      const far = '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>';
      parts[sheetPart] = (parts[sheetPart] ?? '').replace('</sheetData>', `${far}</sheetData>`);
    });
    expect(await compared(bytes)).toEqual(untouched);
  });

  test('more rows than any checklist has', async () => {
    const bytes = await workbook((parts) => {
      const more = '<row><c t="str"><v>x</v></c></row>'.repeat(5_100);
      parts[sheetPart] = (parts[sheetPart] ?? '').replace('</sheetData>', `${more}</sheetData>`);
    });
    await expect(readChecklistFile(bytes)).rejects.toThrow(/more than 5,000 rows/);
  });

  test.each([
    ['cut off', async () => (await writeXlsx(sheet, context)).subarray(0, 3_000)],
    ['an archive of something else', async () => Buffer.from(zipSync({ 'a.txt': new Uint8Array(9) }))],
    ['a workbook with a password', async () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3])],
  ])('%s', async (_, bytes) => {
    await expect(readChecklistFile(await bytes())).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('a workbook without a checklist says what is missing', async () => {
    const bytes = await workbook((parts) => {
      parts['xl/sharedStrings.xml'] = (parts['xl/sharedStrings.xml'] ?? '').replace('>Version<', '>Edition<');
    });
    await expect(readChecklistFile(bytes)).rejects.toThrow(/Requirement, Version and Assessment id/);
  });
});

/** A workbook in which one part is replaced by a far larger one, while all sizes that stand in it stay as they were. */
function lying(workbook: Buffer, name: string, contents: Buffer): Buffer {
  const packed = deflateRawSync(contents);
  const end = workbook.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const directory = workbook.readUInt32LE(end + 16);
  const head = Buffer.alloc(30);
  head.write('PK\u0003\u0004', 'latin1');
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(name.length, 26);
  const local = Buffer.concat([head, Buffer.from(name), packed]);
  const rest = Buffer.from(workbook.subarray(directory));
  const entry = rest.indexOf(Buffer.from(name)) - 46;
  rest.writeUInt16LE(8, entry + 10);
  rest.writeUInt32LE(packed.length, entry + 20);
  rest.writeUInt32LE(directory, entry + 42);
  rest.writeUInt32LE(directory + local.length, end - directory + 16);
  return Buffer.concat([workbook.subarray(0, directory), local, rest]);
}
