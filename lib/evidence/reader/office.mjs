import { openParts, readXml, rootOf } from './parts.mjs';
import { plainNumber, readSheet, sharedStrings, sheetTitles } from './sheets.mjs';
import { Stop } from './stop.mjs';

const PICTURE = /\.(png|jpe?g|jpe|gif|bmp|dib|tiff?|emf|wmf|emz|wmz|svg|svm|webp|ico|wdp|jxr|heic|eps)$/i;
const PICTURES = /(^|\/)(media|Pictures|ObjectReplacements)\//;
const ATTACHED = /(^|\/)embeddings\/|(^|\/)Object \d+$|\.(ole|docx|xlsx|pptx|odt|ods|odp|zip|pdf|eml|msg)$/i;
/** Parts that hold nothing that somebody wrote: settings of printers, fonts, small pictures of the first page. */
const EMPTY =
  /\/$|^mimetype$|(^|\/)printerSettings\/[^/]*\.bin$|\.(odttf|fntdata|[ot]tf)$|(^|\/)thumbnail\.\w+$|^layout-cache$/i;
/** What a program notes about a document. It is read, and is no text of it. */
const ABOUT =
  /^(docProps|customXml\/itemProps)|(^|\/)(meta|manifest|settings)\.(xml|rdf)$|\.rels$|^\[Content_Types\]/;

/**
 * Says the text of a document, a workbook or slides, in the formats of Microsoft and of OpenDocument. Every part that is XML
 * is read, whatever it is called and whether it is known; of the others the outcome tells.
 */
export async function readOffice(bytes, say) {
  const opened = await openParts(bytes);
  const seen = { hasText: false, isBroken: false, left: new Set() };
  const parts = await sorted(opened, seen);
  if (parts.length === 0 && !seen.isBroken) throw new Stop('NOT', 'ARCHIVE');
  const strings = { all: [], used: new Set() };
  const titles = new Map();
  const attempt = (work) =>
    work().catch((error) => {
      if (error instanceof Stop && error.outcome.why !== 'BROKEN') throw error;
      seen.isBroken = true;
    });
  for (const part of parts.filter(({ root }) => root === 'sst'))
    await attempt(() => sharedStrings(part.open, strings.all));
  for (const part of parts.filter(({ root }) => root === 'workbook')) {
    const relations = opened.get(part.name.replace(/([^/]*)$/, '_rels/$1.rels'));
    await attempt(async () => {
      for (const [name, title] of await sheetTitles(part, relations)) titles.set(name, title);
    });
  }
  const tell = (name, section, lineName) => async (text) => {
    if (!ABOUT.test(name) && text.trim() !== '') seen.hasText = true;
    await say(section, lineName, text);
  };
  for (const { name, root, open } of parts) {
    if (root === 'sst') continue;
    await attempt(() =>
      root === 'worksheet'
        ? readSheet(open, strings, tell(name, sheetName(titles.get(name)), 'row'))
        : readTexts(open, tell(name, sectionOf(name), '')),
    );
  }
  const unused = strings.all.filter((_, index) => !strings.used.has(index));
  if (unused.length > 0) await tell('', 'texts that no cell shows', '')(unused.join('\n'));
  return outcomeOf(seen);
}

function outcomeOf({ hasText, isBroken, left }) {
  const why = isBroken ? 'BROKEN' : ['ATTACHMENTS', 'PARTS', 'IMAGES'].find((one) => left.has(one));
  if (!hasText) return { read: 'NOT', why: why === 'IMAGES' ? 'NO_TEXT' : (why ?? 'NO_TEXT') };
  return why ? { read: 'PART', why } : { read: 'WHOLE', why: null };
}

/** The parts that are XML, what is about the document last. What else there is, is noted. */
async function sorted(opened, seen) {
  const found = [];
  for (const [name, open] of opened) {
    if (PICTURE.test(name) && !EMPTY.test(name)) {
      seen.left.add('IMAGES');
      continue;
    }
    const root = await rootOf(open).catch(() => {
      seen.isBroken = true;
    });
    if (typeof root === 'string') found.push({ name, root, open });
    else if (root === null && !EMPTY.test(name)) seen.left.add(leftOver(name));
  }
  return found.sort((left, right) => Number(ABOUT.test(left.name)) - Number(ABOUT.test(right.name)));
}

function leftOver(name) {
  if (PICTURES.test(name)) return 'IMAGES';
  return ATTACHED.test(name) ? 'ATTACHMENTS' : 'PARTS';
}

/** Elements whose end is the end of a line, and whose text is no text. */
const LINES = new Set(['p', 'h', 'br', 'tr', 'table-row', 'line-break']);
const HIDDEN = new Set(['style', 'styles', 'automatic-styles', 'font-face-decls']);
/** Outside of a paragraph, text of these goes on in the next; of all others it ends. */
const RUNS = new Set(['r', 't', 'span', 'a', 's', 'rPr']);
/** Attributes in which stands what somebody wrote, or a cell's value. */
const SAYING = new Set(['v', 'value', 'string-value', 'descr', 'title']);

async function readTexts(open, say) {
  let [text, hidden, paragraphs] = ['', 0, 0];
  /** Where each open element began, to know whether anything was written in it. */
  const begins = [];
  const flush = async () => {
    const said = text;
    text = '';
    begins.fill(-1);
    if (said !== '') await say(said);
  };
  await readXml(open, {
    open: (element, attributes) => {
      if (HIDDEN.has(element)) hidden += 1;
      if (element === 'tab' || element === 'tc' || element === 'table-cell') text += ' | ';
      if (element === 's' && paragraphs > 0) text += ' ';
      if (hidden === 0) text += said(element, attributes);
      if (element === 'p' || element === 'h') paragraphs += 1;
      begins.push(text.length);
    },
    text: (piece) => {
      // Between elements these formats only indent.
      if (hidden === 0 && piece.trim() !== '') text += piece;
      else if (hidden === 0 && piece === ' ') text += ' ';
    },
    close: (element) => {
      if (HIDDEN.has(element)) hidden -= 1;
      const isWritten = begins.pop() !== text.length;
      if (element === 'p' || element === 'h') paragraphs -= 1;
      if (LINES.has(element) || (paragraphs === 0 && isWritten && !RUNS.has(element))) text += '\n';
    },
    after: async () => {
      if (text.length > 64 * 1024) await flush();
    },
  });
  text += '\n';
  await flush();
}

function said(element, attributes) {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    const isLink = element === 'Relationship' && name === 'Target' && attributes.TargetMode === 'External';
    if (isLink || SAYING.has(name.slice(name.indexOf(':') + 1))) text += `\n${plainNumber(value)}\n`;
  }
  return text;
}

function sheetName(title) {
  return title ? `sheet “${title.slice(0, 60)}”` : 'a sheet';
}

function sectionOf(name) {
  const slide = /slide(\d+)\.xml$/i.exec(name);
  if (slide) return `slide ${slide[1]}`;
  const part = /(comments|footnotes|endnotes|header|footer)\d*\.xml$/.exec(name);
  return part ? part[1] : '';
}
