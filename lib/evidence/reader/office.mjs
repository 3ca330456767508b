import { SaxesParser } from 'saxes';
import { fromBufferPromise } from 'yauzl';
import { Stop } from './stop.mjs';

const MAX_PARTS = 5_000;
/** All parts together unpack to at most so much; the library stops a part that is larger than it says. */
const MAX_UNPACKED = 300 * 1024 * 1024;

/** Says the text of a document, a workbook or slides, in the formats of Microsoft and of OpenDocument. */
export async function readOffice(bytes, say) {
  const parts = await openParts(bytes);
  const names = [...parts.keys()];
  if (names.includes('xl/workbook.xml')) await readWorkbook(parts, say);
  else if (names.some((name) => /^(word|ppt)\//.test(name))) await readTexts(parts, say, OFFICE_TEXTS);
  else if (names.includes('content.xml')) await readTexts(parts, say, OPEN_TEXTS);
  else throw new Stop('NOT', 'ARCHIVE');
  const hasPictures = names.some((name) =>
    /^((word|ppt|xl)\/(media|embeddings)|Pictures|Object)\/?.*\.\w+$/.test(name),
  );
  return hasPictures ? { read: 'PART', why: 'IMAGES' } : { read: 'WHOLE', why: null };
}

async function openParts(bytes) {
  const parts = new Map();
  let total = 0;
  const zip = await fromBufferPromise(bytes, { autoClose: false, validateEntrySizes: true });
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    if (total > MAX_UNPACKED || parts.size >= MAX_PARTS) throw new Stop('NOT', 'TOO_LARGE');
    if (entry.isEncrypted()) throw new Stop('NOT', 'ENCRYPTED');
    if (parts.has(entry.fileName)) throw new Stop('NOT', 'BROKEN');
    parts.set(entry.fileName, () => zip.openReadStreamPromise(entry));
  }
  return parts;
}

const local = (name) => name.slice(name.indexOf(':') + 1);

/** Reads a part piece by piece. A document type is refused: entities come with it. */
async function readXml(source, { open, text, close }) {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const refuse = () => {
    throw new Stop('NOT', 'BROKEN');
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name, attributes }) => open?.(local(name), attributes));
  parser.on('text', (piece) => text?.(piece));
  parser.on('cdata', (piece) => text?.(piece));
  parser.on('closetag', ({ name }) => close?.(local(name)));
  for await (const piece of source) parser.write(decoder.decode(piece, { stream: true }));
  parser.write(decoder.decode()).close();
}

const OFFICE_TEXTS =
  /^(word\/(document|comments|footnotes|endnotes|header\d*|footer\d*)|ppt\/(slides\/slide\d+|notesSlides\/notesSlide\d+|comments\/\w+))\.xml$/;
const OPEN_TEXTS = /^(content|styles)\.xml$/;
/** Elements whose end is the end of a line, and whose text is no text. */
const LINES = new Set(['p', 'h', 'br', 'tr', 'table-row', 'line-break']);
const HIDDEN = new Set(['instrText', 'style', 'styles', 'automatic-styles', 'font-face-decls']);

async function readTexts(parts, say, wanted) {
  for (const [name, open] of parts) {
    if (!wanted.test(name)) continue;
    let [text, hidden] = ['', 0];
    await readXml(await open(), {
      open: (element) => {
        if (HIDDEN.has(element)) hidden += 1;
        if (element === 'tab' || element === 'tc' || element === 'table-cell') text += ' | ';
        if (element === 's') text += ' ';
      },
      text: (piece) => {
        // Between elements these formats only indent.
        if (hidden === 0 && piece.trim() !== '') text += piece;
        else if (hidden === 0 && piece === ' ') text += ' ';
      },
      close: (element) => {
        if (HIDDEN.has(element)) hidden -= 1;
        if (LINES.has(element)) text += '\n';
      },
    });
    await say(sectionOf(name), '', text);
  }
}

function sectionOf(name) {
  const slide = /slide(\d+)\.xml$/i.exec(name);
  if (slide) return `slide ${slide[1]}`;
  const part = /(comments|footnotes|endnotes|header|footer)\d*\.xml$/.exec(name);
  return part ? part[1] : '';
}

async function readWorkbook(parts, say) {
  const sheets = [];
  await readXml(await parts.get('xl/workbook.xml')(), {
    open: (element, { name = '' }) => {
      if (element === 'sheet') sheets.push(name);
    },
  });
  const strings = parts.has('xl/sharedStrings.xml')
    ? await sharedStrings(await parts.get('xl/sharedStrings.xml')())
    : [];
  for (const [name, open] of parts) {
    const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)?.[1];
    const isRemark = /^xl\/(comments\d*|threadedComments\/\w+|drawings\/\w+)\.xml$/.test(name);
    if (isRemark) await readTexts(new Map([[name, open]]), say, /./);
    if (!number) continue;
    const title = sheets[Number(number) - 1];
    await readSheet(await open(), strings, (text) =>
      say(title ? `sheet “${title.slice(0, 60)}”` : `sheet ${number}`, 'row', text),
    );
  }
}

async function sharedStrings(source) {
  const strings = [];
  let [text, isText] = ['', false];
  await readXml(source, {
    open: (element) => {
      if (element === 'si') text = '';
      isText = element === 't';
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (element) => {
      if (element === 't') isText = false;
      if (element === 'si') strings.push(text.replace(/[\r\n]+/g, ' '));
    },
  });
  return strings;
}

async function readSheet(source, strings, say) {
  let [text, row, kind, value, isValue] = ['', 0, '', '', false];
  const sections = [];
  await readXml(source, {
    open: (element, attributes) => {
      if (element === 'row') {
        // Rows without anything in them are left out of the file: their number counts all the same.
        const next = Math.min(Number(attributes.r) || row + 1, row + 10_000);
        text += '\n'.repeat(Math.max(0, next - Math.max(row, 1)));
        row = next;
      }
      if (element === 'c') [kind, value] = [attributes.t ?? '', ''];
      if (element === 'v' || element === 't') isValue = true;
    },
    text: (piece) => {
      if (isValue) value += piece;
    },
    close: (element) => {
      if (element === 'v' || element === 't') isValue = false;
      if (element === 'c' && value !== '') text += `${cellText(kind, value, strings)} | `;
      if (element === 'row' && text.length > 64 * 1024) {
        sections.push(text);
        text = '';
      }
    },
  });
  for (const section of [...sections, text]) if (section !== '') await say(section);
}

/** A card number that was typed as a number stands there as 4.11111111111111E+15. */
function cellText(kind, value, strings) {
  if (kind === 's') return strings[Number(value)] ?? '';
  if (kind !== '' && kind !== 'n') return value.replace(/[\r\n]+/g, ' ');
  const number = Number(value);
  return /e/i.test(value) && Number.isSafeInteger(number) ? String(number) : value;
}
