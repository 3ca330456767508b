import { buffer } from 'node:stream/consumers';
import { strToU8, zipSync } from 'fflate';
import PDFDocument from 'pdfkit';
import { describe, expect, test } from 'vitest';
import { CardFinder } from './find-cards';
import { readText } from './read-text';
import type { ReaderLimits } from './reader';

const PDF = 'application/pdf';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function readAll(mediaType: string, contents: Uint8Array | string, limits?: ReaderLimits) {
  const bytes = Buffer.from(contents as Uint8Array);
  const pieces = readText(
    {
      mediaType,
      sizeBytes: bytes.byteLength,
      open: async () => new Blob([bytes]).stream() as ReadableStream<Uint8Array>,
    },
    limits,
  );
  const finder = new CardFinder();
  let text = '';
  for (;;) {
    const step = await pieces.next();
    if (step.done) {
      finder.finish();
      return { text, ...step.value, found: finder.findings.map((one) => `${one.lastFour} ${one.place}`) };
    }
    text += step.value.text;
    finder.add(step.value);
  }
}

async function pdf(pages: readonly string[], options = {}): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false, ...options });
  const bytes = buffer(document);
  for (const words of pages) {
    document.addPage();
    if (words) document.text(words);
  }
  document.end();
  return bytes;
}

function docx(paragraphs: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  const xml = `<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>${paragraphs}</w:body></w:document>`;
  return zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8(xml), ...more });
}
const paragraph = (...runs: string[]) =>
  `<w:p>${runs.map((text) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`).join('')}</w:p>`;

describe('a PDF', { timeout: 30_000 }, () => {
  test('is read page by page', async () => {
    const file = await pdf(['Nothing here', 'Paid with 4111 1111 1111 1111 today']);
    expect(await readAll(PDF, file)).toMatchObject({ read: 'WHOLE', why: null, found: ['1111 page 2'] });
  });

  test('of pictures, or partly so, says what was not read', async () => {
    expect(await readAll(PDF, await pdf(['', '']))).toMatchObject({ read: 'NOT', why: 'NO_TEXT' });
    expect(await readAll(PDF, await pdf(['Some text', '']))).toMatchObject({ read: 'PART', why: 'IMAGES' });
    const document = new PDFDocument();
    const bytes = buffer(document);
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    document.text('Some text').image(Buffer.from(pixel, 'base64')).end();
    expect(await readAll(PDF, await bytes)).toMatchObject({ read: 'PART', why: 'IMAGES' });
  });

  test('with files attached inside of it is not read whole', async () => {
    const document = new PDFDocument();
    const bytes = buffer(document);
    document.text('Some text').file(Buffer.from('4111 1111 1111 1111'), { name: 'list.txt' });
    document.end();
    expect(await readAll(PDF, await bytes)).toMatchObject({ read: 'PART', why: 'ATTACHMENTS' });
  });

  test('that is encrypted or broken is not read, and says so', async () => {
    const closed = await pdf(['4111 1111 1111 1111'], { userPassword: 'secret', pdfVersion: '1.7' });
    expect(await readAll(PDF, closed)).toMatchObject({ read: 'NOT', why: 'ENCRYPTED', text: '' });
    const broken = (await pdf(['Some text'])).subarray(0, 200);
    expect(await readAll(PDF, broken)).toMatchObject({ read: 'NOT', text: '' });
  });

  test('that takes too long, too much memory or says too much is ended', async () => {
    const file = await pdf(['one '.repeat(400), 'two '.repeat(400)]);
    const limits = { millis: 30_000, characters: 1_000_000, memoryBytes: 2 ** 40 };
    const [slow, large, long] = await Promise.all([
      readAll(PDF, file, { ...limits, millis: 1 }),
      readAll(PDF, file, { ...limits, memoryBytes: 1 }),
      readAll(PDF, file, { ...limits, characters: 100 }),
    ]);
    expect(slow).toMatchObject({ read: 'NOT', why: 'TOO_LONG' });
    expect(large).toMatchObject({ read: 'NOT', why: 'TOO_LARGE' });
    expect(long).toMatchObject({ read: 'PART', why: 'TOO_LARGE' });
    expect(long.text).not.toContain('two');
  });
});

describe('an office file', { timeout: 30_000 }, () => {
  test('gives its text, also where it is cut into runs, and its pictures are not read', async () => {
    const text = paragraph('Seen: 5555 5555', ' 5555 4444') + paragraph('End');
    expect(await readAll(DOCX, docx(text))).toMatchObject({ read: 'WHOLE', found: ['4444 '] });
    const withPicture = docx(paragraph('Nothing'), { 'word/media/image1.png': new Uint8Array([1]) });
    expect(await readAll(DOCX, withPicture)).toMatchObject({ read: 'PART', why: 'IMAGES' });
  });

  test('a workbook names sheet and row, and a number that was typed as one is seen', async () => {
    const file = xlsx();
    expect((await readAll(XLSX, file)).found).toEqual([
      '1111 sheet “Payments”, row 2',
      '0005 sheet “Payments”, row 3',
    ]);
  });

  test.each([
    [
      'a document that is called otherwise',
      'word/document2.xml',
      `<w:document>${paragraph('4111 1111 1111 1111')}</w:document>`,
    ],
    [
      'a part under any name at all',
      'word/odd/text.part',
      `<?xml version="1.0"?><x><y>4111 1111 1111 1111</y></x>`,
    ],
    ['the values of a chart', 'word/charts/chart1.xml', '<c:v>4111111111111111</c:v>'],
    [
      'a kept table',
      'xl/pivotCache/pivotCacheRecords1.xml',
      '<pivotCacheRecords><r><n v="4.111111111111111E+15"/></r></pivotCacheRecords>',
    ],
    [
      'a link that leads out',
      'word/_rels/document.xml.rels',
      '<Relationships><Relationship Target="https://shop.test/4111111111111111" TargetMode="External"/></Relationships>',
    ],
    [
      'what is noted about it',
      'docProps/core.xml',
      '<p:core><dc:subject>4111 1111 1111 1111</dc:subject></p:core>',
    ],
    [
      'a field',
      'word/footer1.xml',
      '<w:ftr><w:p><w:r><w:instrText>4111111111111111</w:instrText></w:r></w:p></w:ftr>',
    ],
    [
      'an alternative text',
      'ppt/slides/slide1.xml',
      '<p:sld><p:cNvPr id="2" descr="Card 4111 1111 1111 1111"/></p:sld>',
    ],
  ])('is read in every part: %s', async (_words, name, xml) => {
    const { found } = await readAll(DOCX, docx(paragraph('Nothing'), { [name]: strToU8(xml) }));
    expect(found.map((one) => one.slice(0, 4))).toEqual(['1111']);
  });

  test('keeps values apart that stand beside each other, and joins what only a format has cut', async () => {
    const chart = strToU8('<c:x><c:pt><c:v>41111111</c:v></c:pt><c:pt><c:v>11111111</c:v></c:pt></c:x>');
    expect(
      await readAll(DOCX, docx(paragraph('Nothing'), { 'word/charts/chart1.xml': chart })),
    ).toMatchObject({
      read: 'WHOLE',
      found: [],
    });
    const remark = strToU8(
      '<comments><comment><text><r><rPr><b/></rPr><t>4111 1111</t></r><r><t xml:space="preserve"> 1111 1111</t></r></text></comment></comments>',
    );
    expect((await readAll(XLSX, xlsx({ 'xl/comments7.xml': remark }))).found).toContain('1111 comments');
  });

  test('says what was not read in it, and is not clean when nothing was', async () => {
    const none = { found: [] };
    const macros = docx(paragraph('Text'), { 'word/vbaProject.bin': new Uint8Array([1, 2]) });
    expect(await readAll(DOCX, macros)).toMatchObject({ read: 'PART', why: 'PARTS', ...none });
    const printer = docx(paragraph('Text'), {
      'xl/printerSettings/printerSettings1.bin': new Uint8Array([1]),
    });
    expect(await readAll(DOCX, printer)).toMatchObject({ read: 'WHOLE', ...none });
    const attached = docx(paragraph('Text'), { 'word/embeddings/list.xlsx': new Uint8Array([80, 75]) });
    expect(await readAll(DOCX, attached)).toMatchObject({ read: 'PART', why: 'ATTACHMENTS' });
    const broken = docx(paragraph('Text'), { 'word/footer1.xml': strToU8('<w:ftr><w:p>') });
    expect(await readAll(DOCX, broken)).toMatchObject({ read: 'PART', why: 'BROKEN' });
    const about = { 'docProps/app.xml': strToU8('<Properties><Application>Any</Application></Properties>') };
    expect(await readAll(DOCX, docx('', about))).toMatchObject({ read: 'NOT', why: 'NO_TEXT' });
    const picture = { 'word/media/image1.png': new Uint8Array([1]) };
    expect(await readAll(DOCX, docx('', picture))).toMatchObject({ read: 'NOT', why: 'NO_TEXT' });
    expect(
      await readAll(DOCX, zipSync({ 'xl/workbook.bin': new Uint8Array([1]), 'a.xml': strToU8('<a/>') })),
    ).toMatchObject({
      read: 'NOT',
      why: 'PARTS',
    });
  });

  test('a sheet is named as its workbook relates it, whatever its part is called', async () => {
    const sheets =
      '<workbook xmlns:r="r"><sheets><sheet name="First" r:id="a"/><sheet name="Second" r:id="b"/></sheets></workbook>';
    const relations =
      '<Relationships><Relationship Id="b" Target="worksheets/sheet1.xml"/><Relationship Id="a" Target="/xl/data/Blatt.xml"/></Relationships>';
    const cells =
      '<worksheet><sheetData><row r="4"><c><f>"4111111111111111"</f><v>5555555555554444</v></c></row></sheetData></worksheet>';
    const file = zipSync({
      'xl/workbook.xml': strToU8(sheets),
      'xl/_rels/workbook.xml.rels': strToU8(relations),
      'xl/data/Blatt.xml': strToU8(cells),
    });
    expect((await readAll(XLSX, file)).found.toSorted()).toEqual([
      '1111 sheet “First”, row 4',
      '4444 sheet “First”, row 4',
    ]);
  });

  test('a workbook of very many texts is read, those among them that no cell shows', async () => {
    const many = Array.from({ length: 200_000 }, (_, index) => `<si><t>text ${index}</t></si>`).join('');
    const last = '<si><t>4111 1111 1111 1111</t></si>';
    const file = zipSync({
      'xl/strings.xml': strToU8(`<sst>${many}${last}</sst>`),
      'xl/one.xml': strToU8('<worksheet><row r="1"><c t="s"><v>199999</v></c></row></worksheet>'),
    });
    const { text, ...read } = await readAll(XLSX, file);
    expect(read).toEqual({ read: 'WHOLE', why: null, found: ['1111 texts that no cell shows'] });
    expect(text).toContain('text 199999 |');
  });

  test('a bomb, a lie about sizes, entities and an archive are refused at once', async () => {
    const started = performance.now();
    const zip = docx(paragraph('x'.repeat(1000)));
    const [bomb, lie, entities, archive] = await Promise.all([
      readAll(DOCX, saying(zip, 0xf0000000)),
      readAll(DOCX, saying(zip, 10)),
      readAll(DOCX, zipSync({ 'word/document.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>') })),
      readAll(DOCX, zipSync({ 'a.txt': strToU8('4111 1111 1111 1111') })),
    ]);
    expect(bomb).toMatchObject({ read: 'NOT', why: 'TOO_LARGE' });
    expect(lie).toMatchObject({ read: 'NOT', why: 'BROKEN' });
    expect(entities).toMatchObject({ read: 'NOT', why: 'BROKEN' });
    expect(archive).toMatchObject({ read: 'NOT', why: 'ARCHIVE' });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('text', () => {
  test('is read as it streams, with its lines', async () => {
    const log = `${'a line of a log\n'.repeat(5_000)}4111111111111111\n`;
    expect(await readAll('text/plain', log)).toMatchObject({ read: 'WHOLE', found: ['1111 line 5001'] });
    expect(await readAll('application/json', '{"pan":"4111111111111111"}')).toMatchObject({
      found: ['1111 line 1'],
    });
    expect(
      await readAll('text/csv; charset=utf-16le', Buffer.from('a;4111111111111111', 'utf16le')),
    ).toMatchObject({
      found: ['1111 line 1'],
    });
  });

  test('without a letter in it is not called clean', async () => {
    expect(await readAll('text/plain', ' \n\n ')).toMatchObject({ read: 'NOT', why: 'NO_TEXT' });
  });

  test.each([
    ['image/png', 'IMAGE'],
    ['application/zip', 'ARCHIVE'],
    ['application/x-7z-compressed', 'ARCHIVE'],
    ['application/x-cfb', 'FORMAT'],
    ['application/octet-stream', 'FORMAT'],
  ])('%s is not read: %s', async (mediaType, why) => {
    expect(await readAll(mediaType, 'whatever')).toMatchObject({ read: 'NOT', why, text: '' });
  });
});

/** The same archive whose list of contents gives every part this size. */
function saying(zip: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(zip);
  for (
    let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    bytes.writeUInt32LE(size, at + 24);
  }
  return bytes;
}

function xlsx(more: Record<string, Uint8Array> = {}): Uint8Array {
  const cell = (kind: string, value: string) => `<c${kind && ` t="${kind}"`}><v>${value}</v></c>`;
  const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`;
  const sheet = `<worksheet><sheetData>${row(1, cell('s', '0'))}${row(2, cell('s', '1'), cell('', '12.5'))}${row(3, cell('', '3.78282246310005E+14'))}</sheetData></worksheet>`;
  return zipSync({
    'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="Payments"/></sheets></workbook>'),
    'xl/sharedStrings.xml': strToU8('<sst><si><t>card</t></si><si><t>4111-1111-1111-1111</t></si></sst>'),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
    ...more,
  });
}
