import 'server-only';
import { setImmediate as breathe } from 'node:timers/promises';
import type { FindingCounts } from '@/lib/attestation/model/snapshot';
import { findingNames, findings } from '@/lib/catalogue/model';
import type { Block, Cell, Column } from '../model';
import { drawFindingGlyph } from './glyphs';
import type { Line, Style } from './text';
import { bodyWidth, findingColours, ink, page, styles } from './theme';
import type { Element, ElementOptions, Writer } from './writer';

type Table = Extract<Block, { kind: 'table' }>;
type SetCell = { cell: Cell; lines: Line[]; style: Style; x: number; width: number; align: 'start' | 'end' };
const gap = 8;
const padding = 3.5;

/**
 * A tagged table: the head is repeated on every page, rows stay whole unless one is taller than a page. Lets other requests
 * in between the rows.
 */
export async function writeTable(writer: Writer, block: Table): Promise<void> {
  const table = writer.element(writer.root, 'Table');
  const columns = placed(block.columns);
  const head = columns.map((column) => setCell(writer, column.header, styles.cellHead, column));
  writer.keep(rowHeight(head) + 40);
  writeRow(writer, table, head, 'TH');
  const repeatHead = () => {
    writer.artifact(() => drawRow(writer, head, writer.y));
    writer.y += rowHeight(head);
    writer.rule(writer.y, ink.rule);
  };
  for (const row of block.rows) {
    writeBodyRow(writer, table, row, columns, repeatHead);
    await breathe();
  }
  if (block.total) {
    writer.rule(writer.y, ink.rule);
    writeBodyRow(writer, table, block.total, columns, repeatHead);
  }
  table.end();
  writer.space(12);
}

type Placed = Column & { x: number; width: number; isLast: boolean };

function placed(columns: readonly Column[]): Placed[] {
  let x: number = page.left;
  return columns.map((column, index) => {
    const width = column.share * bodyWidth;
    const result = { ...column, x, width: width - gap, isLast: index === columns.length - 1 };
    x += width;
    return result;
  });
}

function setCell(writer: Writer, cell: Cell, style: Style, column: Placed): SetCell {
  const align: 'start' | 'end' = column.align ?? 'start';
  const x = align === 'end' ? column.x + column.width + (column.isLast ? gap : 0) : column.x;
  const base = { cell, style, x, width: column.width, align };
  if (typeof cell === 'string') return { ...base, lines: writer.setter.lines(cell, style, column.width) };
  if (cell.kind === 'strong')
    return {
      ...base,
      style: styles.cellStrong,
      lines: writer.setter.lines(cell.text, styles.cellStrong, column.width),
    };
  if (cell.kind === 'mono')
    return { ...base, style: styles.mono, lines: writer.setter.lines(cell.text, styles.mono, column.width) };
  if (cell.kind === 'finding') {
    const label = cell.finding ? findingNames[cell.finding] : 'Unanswered';
    const coloured = { ...style, color: findingColours[cell.finding ?? 'UNANSWERED'].text };
    return {
      ...base,
      style: coloured,
      x: x + 12,
      lines: writer.setter.lines(label, coloured, column.width - 12),
    };
  }
  return { ...base, lines: [] };
}

function rowHeight(cells: readonly SetCell[]): number {
  const heights = cells.map((cell) => cell.lines.length * cell.style.leading);
  return Math.max(styles.cell.leading, ...heights) + 2 * padding;
}

function writeBodyRow(
  writer: Writer,
  table: Element,
  row: readonly Cell[],
  columns: readonly Placed[],
  repeatHead: () => void,
): void {
  const cells = columns.map((column, index) => setCell(writer, row[index] ?? '', styles.cell, column));
  const height = rowHeight(cells);
  const fullPage = page.height - page.top - page.bottom - 30;
  if (height > fullPage) {
    writeTallRow(writer, table, cells, repeatHead);
    return;
  }
  if (writer.room < height) {
    writer.newPage();
    repeatHead();
  }
  writeRow(writer, table, cells, 'TD');
}

function writeRow(writer: Writer, table: Element, cells: readonly SetCell[], type: 'TH' | 'TD'): void {
  const row = writer.element(table, 'TR');
  const top = writer.y;
  for (const cell of cells) {
    const element = writer.element(row, type, type === 'TH' ? { scope: 'Column' } : cellOptions(cell));
    drawDecoration(writer, cell, top + padding);
    writer.content(element, type, () => drawText(writer, cell, top + padding));
    element.end();
  }
  row.end();
  writer.y = top + rowHeight(cells);
  writer.rule(writer.y, type === 'TH' ? ink.rule : ink.line);
}

/** A row taller than a page goes on over pages; each cell stays one element. */
function writeTallRow(
  writer: Writer,
  table: Element,
  cells: readonly SetCell[],
  repeatHead: () => void,
): void {
  const row = writer.element(table, 'TR');
  const elements = cells.map((cell) => writer.element(row, 'TD', cellOptions(cell)));
  const total = Math.max(...cells.map((cell) => cell.lines.length));
  const leading = Math.max(...cells.map((cell) => cell.style.leading));
  if (writer.room < 6 * leading) {
    writer.newPage();
    repeatHead();
  }
  let done = 0;
  while (done < total) {
    const count = Math.max(1, Math.min(total - done, Math.floor((writer.room - 2 * padding) / leading)));
    for (const [index, cell] of cells.entries()) {
      const slice = { ...cell, lines: cell.lines.slice(done, done + count) };
      const element = elements[index];
      if (!element || (slice.lines.length === 0 && done > 0)) continue;
      if (done === 0) drawDecoration(writer, cell, writer.y + padding);
      writer.content(element, 'TD', () => drawText(writer, slice, writer.y + padding));
    }
    writer.y += count * leading + 2 * padding;
    done += count;
    if (done < total) {
      writer.newPage();
      repeatHead();
    }
  }
  for (const element of elements) element.end();
  row.end();
  writer.rule(writer.y, ink.line);
}

function cellOptions(cell: SetCell): ElementOptions {
  if (typeof cell.cell === 'object' && cell.cell.kind === 'bar') return { alt: barWords(cell.cell.counts) };
  return {};
}

function barWords(counts: FindingCounts): string {
  const parts = findings
    .filter((finding) => counts[finding] > 0)
    .map((finding) => `${counts[finding]} ${findingNames[finding]}`);
  return [...parts, `${counts.unanswered} unanswered`].join(', ');
}

function drawRow(writer: Writer, cells: readonly SetCell[], y: number): void {
  for (const cell of cells) drawText(writer, cell, y + padding);
}

function drawText(writer: Writer, cell: SetCell, y: number): void {
  writer.drawLines(cell.lines, cell.style, cell.x, y, cell.align);
}

function drawDecoration(writer: Writer, { cell, x, width }: SetCell, y: number): void {
  if (typeof cell === 'string') return;
  if (cell.kind === 'finding')
    writer.artifact(() => drawFindingGlyph(writer.doc, cell.finding, x - 12, y + 2));
  if (cell.kind === 'bar') writer.artifact(() => drawBar(writer, cell.counts, x, y + 2, width - gap));
}

/** Stacked bar in the paper form's order; compensating controls are hatched, unanswered is an outline. */
function drawBar({ doc }: Writer, counts: FindingCounts, x: number, y: number, width: number): void {
  const height = 8;
  if (counts.total === 0) return;
  doc.lineWidth(0.4).strokeColor(ink.line).rect(x, y, width, height).stroke();
  let at = x;
  for (const finding of findings) {
    const part = (counts[finding] / counts.total) * width;
    if (part === 0) continue;
    doc.fillColor(findingColours[finding].fill).rect(at, y, part, height).fill();
    if (finding === 'IN_PLACE_WITH_CCW') {
      doc.save().rect(at, y, part, height).clip().lineWidth(0.8).strokeColor('#ffffff');
      for (let line = at - height; line < at + part; line += 3)
        doc
          .moveTo(line, y + height)
          .lineTo(line + height, y)
          .stroke();
      doc.restore();
    }
    at += part;
  }
}
