import 'server-only';
import { posix } from 'node:path';
import { AppError } from '@/lib/platform/errors';
import type { FileLine } from '../model';
import { type CellReading, readSheet } from './read-sheet';
import { plainText } from './sheet-text';
import { notReadable, openPackage, type Package } from './unpack';
import { readXml } from './xml';

const MAX_SHEETS = 10;
const WORKBOOK = 'xl/workbook.xml';

/** The lines of one sheet after another, each read when it is asked for. Throws INVALID or TOO_LARGE. */
export async function* readXlsx(bytes: Buffer): AsyncGenerator<FileLine[]> {
  const parts = await openPackage(bytes);
  if (!parts.has(WORKBOOK)) throw new AppError('INVALID', notReadable);
  const { sheets, startsIn1904 } = await readWorkbook(parts);
  const targets = await readRelations(parts);
  const reading: CellReading = {
    strings: await readStrings(parts, targets.byKind.get('sharedStrings')),
    dateStyles: await readDateStyles(parts, targets.byKind.get('styles')),
    startsIn1904,
  };
  for (const { relationId } of sheets.slice(0, MAX_SHEETS)) {
    const target = targets.byId.get(relationId);
    if (target && parts.has(target)) yield await readSheet(await parts.open(target), reading);
  }
}

async function readWorkbook(parts: Package) {
  const sheets: { relationId: string }[] = [];
  let startsIn1904 = false;
  await readXml(await parts.open(WORKBOOK), {
    open: (name, attributes) => {
      if (name === 'workbookPr') startsIn1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name === 'sheet') sheets.push({ relationId: relationIdIn(attributes) });
    },
  });
  return { sheets, startsIn1904 };
}

function relationIdIn(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}

/** Where the other parts stand. What lies outside of the file is passed over: nothing of it is ever fetched. */
async function readRelations(parts: Package) {
  const byId = new Map<string, string>();
  const byKind = new Map<string, string>();
  const file = 'xl/_rels/workbook.xml.rels';
  if (!parts.has(file)) throw new AppError('INVALID', notReadable);
  await readXml(await parts.open(file), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target);
      byId.set(Id, target);
      byKind.set(Type.slice(Type.lastIndexOf('/') + 1), target);
    },
  });
  return { byId, byKind };
}

/** The texts that cells point to. Parts of a text with their own look are joined; readings of Japanese words are left out. */
async function readStrings(parts: Package, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (!part || !parts.has(part)) return strings;
  let text = '';
  let isText = false;
  let isReading = false;
  await readXml(await parts.open(part), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isReading = true;
      isText = name === 't' && !isReading;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') isReading = false;
      if (name === 'si') strings.push(plainText(text));
    },
  });
  return strings;
}

/** Formats of the standard (ECMA-376, 18.8.30) that show a number as a day. */
const DATE_FORMATS = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** Which styles of cells show a number as a day. */
async function readDateStyles(parts: Package, part: string | undefined): Promise<Set<number>> {
  const own = new Set<number>();
  const styles = new Set<number>();
  if (!part || !parts.has(part)) return styles;
  let count = 0;
  let isCellFormat = false;
  await readXml(await parts.open(part), {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt' && showsDay(formatCode)) own.add(Number(numFmtId));
      if (name === 'cellXfs') isCellFormat = true;
      if (name !== 'xf' || !isCellFormat) return;
      if (DATE_FORMATS.has(Number(numFmtId)) || own.has(Number(numFmtId))) styles.add(count);
      count += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') isCellFormat = false;
    },
  });
  return styles;
}

/** Longer codes than spreadsheets take would only cost time. */
const LONGEST_FORMAT = 255;

function showsDay(formatCode: string): boolean {
  const signs = formatCode
    .slice(0, LONGEST_FORMAT)
    .replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
    .toLowerCase();
  return /[yd]/.test(signs);
}
