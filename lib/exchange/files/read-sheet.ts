import 'server-only';
import type { Readable } from 'node:stream';
import { AppError } from '@/lib/platform/errors';
import { type FileLine, maxColumns, maxRows } from '../model';
import { tooManyRows } from './read-csv';
import { plainText } from './sheet-text';
import { readXml } from './xml';

export type CellReading = {
  strings: readonly string[];
  dateStyles: ReadonlySet<number>;
  startsIn1904: boolean;
};

type OpenCell = { place: number; type: string; style: number; value: string; inline: string };

/** The lines of a sheet that hold anything, each cell as the text that a person sees in it. Throws INVALID. */
export async function readSheet(source: Readable, reading: CellReading): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  let line = 0;
  let cells: string[] = [];
  let errors: number[] = [];
  let next = 0;
  let cell: OpenCell | null = null;
  let taking: 'value' | 'inline' | null = null;
  let isReading = false;

  await readXml(source, {
    open: (name, attributes) => {
      if (name === 'row') {
        line = Number(attributes.r) || line + 1;
        [cells, errors, next] = [[], [], 0];
      } else if (name === 'c') {
        const place = attributes.r ? placeOf(attributes.r) : next;
        cell = {
          place,
          type: attributes.t ?? 'n',
          style: Number(attributes.s ?? -1),
          value: '',
          inline: '',
        };
        next = place + 1;
      } else if (name === 'rPh') isReading = true;
      else if (name === 'v') taking = 'value';
      else if (name === 't' && !isReading) taking = 'inline';
    },
    text: (piece) => {
      if (cell && taking) cell[taking] += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 't') taking = null;
      else if (name === 'rPh') isReading = false;
      else if (name === 'c' && cell) {
        if (cell.place < maxColumns) {
          while (cells.length < cell.place) cells.push('');
          cells[cell.place] = wordsOf(cell, reading);
          if (cell.type === 'e') errors.push(cell.place);
        }
        cell = null;
      } else if (name === 'row' && (cells.some((text) => text !== '') || errors.length > 0)) {
        if (lines.length > maxRows) throw new AppError('INVALID', tooManyRows);
        lines.push({ line, cells, errors });
      }
    },
  });
  return lines;
}

/** "F12" → 5. Beyond what a checklist has there is no need to count on. */
function placeOf(address: string): number {
  let place = 0;
  for (const letter of address.toUpperCase()) {
    if (letter < 'A' || letter > 'Z') break;
    place = Math.min(place * 26 + letter.charCodeAt(0) - 64, maxColumns + 1);
  }
  return Math.max(place - 1, 0);
}

function wordsOf(cell: OpenCell, { strings, dateStyles, startsIn1904 }: CellReading): string {
  switch (cell.type) {
    case 's':
      return strings[Number(cell.value)] ?? '';
    case 'inlineStr':
      return plainText(cell.inline);
    case 'b':
      return cell.value === '1' ? 'TRUE' : 'FALSE';
    case 'e':
      return '';
    case 'n':
      if (cell.value === '') return '';
      return dateStyles.has(cell.style)
        ? dayOf(Number(cell.value), startsIn1904)
        : String(Number(cell.value));
    default:
      return plainText(cell.value);
  }
}

const DAY_MS = 86_400_000;

/** Days since the end of 1899, or since the start of 1904 in workbooks of old Macs. */
function dayOf(serial: number, startsIn1904: boolean): string {
  const start = startsIn1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const date = new Date(start + Math.floor(serial) * DAY_MS);
  return Number.isNaN(date.getTime()) ? String(serial) : date.toISOString().slice(0, 10);
}
