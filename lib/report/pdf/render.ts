import 'server-only';
import { setImmediate as breathe } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { Block, Report, ReportStage } from '../model';
import { fontPath, stacks } from './fonts';
import { drawFindingGlyph } from './glyphs';
import { writeTable } from './table';
import { bodyWidth, ink, page, styles } from './theme';
import { inTurn } from './turn';
import { Writer } from './writer';

/**
 * Draws a report as a tagged PDF (PDF/UA structure, embedded fonts, selectable text). Works block by block and lets other
 * requests in between; reports are drawn one at a time. Characters that no font has are written as [U+XXXX] and named on the last page.
 */
export function renderPdf(report: Report): Promise<Buffer> {
  return inTurn(() => draw(report));
}

async function draw(report: Report): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: true,
    bufferPages: true,
    tagged: true,
    subset: 'PDF/UA' as never, // missing in the published types
    pdfVersion: '1.7',
    lang: 'en',
    displayTitle: true,
    font: fontPath(stacks.sans[0] ?? ''),
    info: {
      Title: report.title,
      Author: report.author,
      Subject: 'PCI DSS self-assessment',
      Creator: 'Inplace',
      Producer: 'Inplace',
      // The same document at any time: the date is the signature's, not the download's.
      CreationDate: new Date(report.datedAt),
      ModDate: new Date(report.datedAt),
    },
  });
  const chunks: Buffer[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  const writer = new Writer(doc);
  for (const block of report.blocks) {
    await writeBlock(writer, block);
    await breathe();
  }
  writeMissing(writer);
  writer.root.end();
  writeFeet(writer, report);
  doc.end();
  await finished;
  return Buffer.concat(chunks);
}

async function writeBlock(writer: Writer, block: Block): Promise<void> {
  switch (block.kind) {
    case 'title':
      writeTitle(writer, block);
      break;
    case 'heading':
      writeHeading(writer, block);
      break;
    case 'paragraph':
      writeParagraph(writer, block.text, block.muted === true);
      break;
    case 'facts':
      writeFacts(writer, block);
      break;
    case 'result':
      writeResult(writer, block);
      break;
    case 'table':
      await writeTable(writer, block);
      break;
    case 'signatures':
      writeSignatures(writer, block);
      break;
  }
}

function writeTitle(writer: Writer, block: Extract<Block, { kind: 'title' }>): void {
  writer.y += 14;
  const heading = writer.element(writer.root, 'H1');
  writer.flow(
    heading,
    'H1',
    writer.setter.lines(block.text, styles.title, bodyWidth),
    styles.title,
    page.left,
  );
  heading.end();
  writer.space(4);
  writeText(writer, block.subtitle, styles.subtitle);
  if (block.mark) writeText(writer, block.mark, { ...styles.heading3, color: '#b3261b' });
  writer.space(10);
}

function writeHeading(writer: Writer, block: Extract<Block, { kind: 'heading' }>): void {
  const style = block.level === 2 ? styles.heading2 : styles.heading3;
  if (block.newPage && writer.y > page.top) writer.newPage();
  // A heading never stands alone at the foot of a page.
  writer.keep(block.level === 2 ? 110 : 64);
  if (block.level === 2) {
    writer.space(12);
    writer.rule(writer.y, ink.rule, 0.75);
    writer.y += 8;
  } else writer.space(4);
  const element = writer.element(writer.root, `H${block.level}`);
  writer.flow(
    element,
    `H${block.level}`,
    writer.setter.lines(block.text, style, bodyWidth),
    style,
    page.left,
  );
  element.end();
  writer.space(4);
}

function writeText(writer: Writer, text: string, style: Parameters<Writer['flow']>[3]): void {
  const paragraph = writer.element(writer.root, 'P');
  writer.flow(paragraph, 'P', writer.setter.lines(text, style, bodyWidth), style, page.left);
  paragraph.end();
}

function writeParagraph(writer: Writer, text: string, muted: boolean): void {
  writeText(writer, text, muted ? styles.muted : styles.body);
  writer.space(6);
}

function writeFacts(writer: Writer, block: Extract<Block, { kind: 'facts' }>): void {
  const half = block.columns === 2;
  const columnWidth = half ? bodyWidth / 2 - 8 : bodyWidth;
  const labelWidth = half ? 78 : 150;
  for (let index = 0; index < block.items.length; index += block.columns) {
    const cells = block.items.slice(index, index + block.columns).map((item, column) => {
      const style = item.mono ? styles.mono : styles.body;
      return {
        item,
        style,
        x: page.left + column * (bodyWidth / 2 + 8),
        label: writer.setter.lines(item.label, styles.label, labelWidth - 10),
        value: writer.setter.lines(item.value, style, columnWidth - labelWidth),
      };
    });
    const height = Math.max(
      ...cells.flatMap((cell) => [
        cell.label.length * styles.label.leading,
        cell.value.length * cell.style.leading,
      ]),
    );
    // One column flows over the page's end; three lines at least stay together with their heading.
    writer.keep(half ? height + 4 : Math.min(height, 3 * styles.body.leading) + 4);
    const top = writer.y;
    const topPage = writer.doc.bufferedPageRange().count;
    for (const cell of cells) {
      const paragraph = writer.element(writer.root, 'P');
      writer.content(paragraph, 'P', () => writer.drawLines(cell.label, styles.label, cell.x, top));
      writer.y = top;
      writer.flow(paragraph, 'P', cell.value, cell.style, cell.x + labelWidth);
      paragraph.end();
    }
    if (writer.doc.bufferedPageRange().count === topPage) writer.y = Math.max(top + height, writer.y);
    writer.y += 4;
  }
  writer.space(6);
}

function writeResult(writer: Writer, block: Extract<Block, { kind: 'result' }>): void {
  const lines = writer.setter.lines(block.text, styles.body, bodyWidth - 76);
  const title = writer.setter.lines(block.title, styles.result, bodyWidth - 76);
  const height = title.length * styles.result.leading + lines.length * styles.body.leading + 30;
  writer.keep(height + 12);
  const top = writer.y + 4;
  writer.artifact(() => {
    writer.doc.lineWidth(0.9).strokeColor(ink.rule).rect(page.left, top, bodyWidth, height).stroke();
    writer.doc
      .save()
      .translate(page.left + 18, top + height / 2 - 9)
      .scale(2.25);
    drawFindingGlyph(
      writer.doc,
      block.outcome === 'COMPLIANT'
        ? 'IN_PLACE'
        : block.outcome === 'NON_COMPLIANT'
          ? 'NOT_IN_PLACE'
          : 'IN_PLACE_WITH_CCW',
      0,
      0,
    );
    writer.doc.restore();
  });
  const paragraph = writer.element(writer.root, 'P');
  writer.content(paragraph, 'P', () => {
    writer.drawLines(title, styles.result, page.left + 56, top + 12);
    writer.drawLines(lines, styles.body, page.left + 56, top + 16 + title.length * styles.result.leading);
  });
  paragraph.end();
  writer.y = top + height + 8;
}

function writeSignatures(writer: Writer, block: Extract<Block, { kind: 'signatures' }>): void {
  for (const item of block.items) {
    const lines = item.lines.flatMap((line) => writer.setter.lines(line, styles.muted, bodyWidth));
    const height = 40 + styles.heading3.leading + lines.length * styles.muted.leading;
    writer.keep(height);
    const name = writer.setter.lines(item.name, styles.heading3, bodyWidth);
    const rule = writer.y + 26;
    writer.artifact(() =>
      writer.doc
        .lineWidth(0.75)
        .strokeColor(ink.rule)
        .moveTo(page.left, rule)
        .lineTo(page.left + 230, rule)
        .stroke(),
    );
    const signed = { face: 'serif' as const, size: 16, leading: 20, color: ink.accent };
    const written = writer.setter.lines(item.name, signed, bodyWidth);
    const paragraph = writer.element(writer.root, 'P');
    writer.artifact(() => writer.drawLines(written.slice(0, 1), signed, page.left + 4, writer.y + 4));
    writer.content(paragraph, 'P', () => {
      writer.drawLines(name, styles.heading3, page.left, rule + 6);
      writer.drawLines(lines, styles.muted, page.left, rule + 6 + name.length * styles.heading3.leading);
    });
    paragraph.end();
    writer.y += height + 8;
  }
}

function writeMissing(writer: Writer): void {
  if (writer.setter.missing.size === 0) return;
  writer.keep(50);
  writeText(
    writer,
    `Characters without a font, written by their number: ${[...writer.setter.missing].sort().join(', ')}.`,
    styles.muted,
  );
}

const heads: Record<ReportStage, string> = {
  DRAFT: 'Self-assessment report, draft',
  FOR_SIGNATURE: 'Self-assessment report, for signature',
  SIGNED: 'Self-assessment report',
};

/** Running head and foot are drawn last, when the number of pages is known. They are artifacts: not read aloud. */
function writeFeet(writer: Writer, report: Report): void {
  const { doc, setter } = writer;
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index);
    doc.markContent('Artifact', { type: 'Pagination' });
    const foot = setter.lines(report.foot, styles.foot, bodyWidth - 80).slice(0, 1);
    const number = setter.lines(`Page ${index - start + 1} of ${count}`, styles.foot, 80);
    const head = setter.lines(heads[report.stage], styles.foot, 200);
    writer.drawLines(foot, styles.foot, page.left, page.height - 40);
    writer.drawLines(number, styles.foot, page.width - page.right, page.height - 40, 'end');
    writer.drawLines(head, styles.foot, page.width - page.right, 32, 'end');
    writer.drawLines(
      setter.lines('Inplace', { ...styles.foot, face: 'sans-strong' }, 80),
      { ...styles.foot, face: 'sans-strong' },
      page.left,
      32,
    );
    doc.endMarkedContent();
  }
}
