import 'server-only';
import bidiFactory from 'bidi-js';
import type { Face } from './fonts';
import { Measure } from './measure';

type Doc = PDFKit.PDFDocument;

export type Style = { face: Face; size: number; leading: number; color: string };
type Piece = { text: string; font: string; width: number; level: number };
export type Line = { pieces: Piece[]; width: number };

const bidi = bidiFactory();
// Hebrew, Arabic and their neighbours and presentation forms.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
// Marks, joiners and variation selectors belong to the letter before them.
const LETTER = /[\s\S][\p{M}\p{Cf}]*/gu;
/** No line holds so many characters: measuring such a word as a whole would be for nothing. */
const endless = 1000;

/** Sets text in lines with the fonts that have its characters; right-to-left runs are put in visual order. */
export class TextSetter {
  private readonly doc: Doc;
  private readonly measure: Measure;

  constructor(doc: Doc) {
    this.doc = doc;
    this.measure = new Measure(doc);
  }

  /** Names of the characters that no font has. */
  get missing(): ReadonlySet<string> {
    return this.measure.missing;
  }

  /** Lines of a text in a width (points). Line breaks in the text are kept; words longer than a line are cut. */
  lines(text: string, style: Style, width: number): Line[] {
    return text
      .split('\n')
      .flatMap((paragraph) => this.paragraph(paragraph.replace(/\t/g, ' '), style, width));
  }

  /** Draws one line with its left (or, for `end`, right) edge at x. Returns nothing; the caller moves the cursor. */
  draw(line: Line, style: Style, x: number, y: number, align: 'start' | 'end' = 'start'): void {
    let at = align === 'end' ? x - line.width : x;
    this.doc.fillColor(style.color);
    for (const piece of this.runs(visualOrder(line.pieces), style)) {
      if (piece.text.trim() !== '') {
        this.measure
          .use(piece.font, piece.text)
          .fontSize(style.size)
          .text(piece.text, at, y, { lineBreak: false, baseline: -style.size * 0.93 });
      }
      at += piece.width;
    }
  }

  /** Joins neighbours of one font to one text operation, unless the font kerns between them: nothing may move. */
  private runs(pieces: readonly Piece[], style: Style): Piece[] {
    const runs: Piece[] = [];
    for (let start = 0; start < pieces.length; ) {
      let end = start + 1;
      while (end < pieces.length && joins(pieces[start], pieces[end])) end += 1;
      const parts = pieces.slice(start, end);
      const [first] = parts;
      start = end;
      if (!first || parts.length === 1) {
        runs.push(...parts);
        continue;
      }
      const text = parts.map((part) => part.text).join('');
      const width = this.measure.width(text, first.font, style.size);
      if (Math.abs(width - sum(parts)) < 0.01) runs.push({ ...first, text, width });
      else runs.push(...parts);
    }
    return runs;
  }

  private paragraph(text: string, style: Style, width: number): Line[] {
    const levels = RIGHT_TO_LEFT.test(text) ? bidi.getEmbeddingLevels(text).levels : null;
    const lines: Line[] = [];
    let line: Line = { pieces: [], width: 0 };
    let offset = 0;
    for (const word of text.match(/\s+|\S+/g) ?? ['']) {
      const pieces = this.pieces(word, offset, levels, style);
      offset += word.length;
      const wordWidth = sum(pieces);
      if (line.width + wordWidth > width && line.pieces.length > 0) {
        lines.push(trimmed(line));
        line = { pieces: [], width: 0 };
        if (word.trim() === '') continue;
      }
      if (wordWidth <= width) append(line, pieces);
      else line = this.cut(pieces, style, width, lines, line);
    }
    lines.push(trimmed(line));
    return lines;
  }

  /** Fills lines with the letters of a word; what stands on one line in one font stays one piece. */
  private cut(pieces: Piece[], style: Style, width: number, lines: Line[], start: Line): Line {
    let line = start;
    // Lines break by the letters' own widths; joined or kerned they may take less.
    let filled = start.width;
    for (const piece of pieces) {
      // Signs between right-to-left letters have no direction of their own: the font would set them from the left.
      const isTurned = piece.level % 2 === 1 && !RIGHT_TO_LEFT.test(piece.text);
      let part: Piece = { ...piece, text: '', width: 0 };
      const close = () => {
        if (part.text === '') return;
        append(line, [{ ...part, width: this.measure.width(part.text, part.font, style.size) }]);
        part = { ...piece, text: '', width: 0 };
      };
      for (const letter of piece.text.match(LETTER) ?? []) {
        const letterWidth = this.measure.width(letter, piece.font, style.size);
        if (filled + letterWidth > width && (part.text !== '' || line.pieces.length > 0)) {
          close();
          lines.push(line);
          line = { pieces: [], width: 0 };
          filled = 0;
        }
        part.text = isTurned ? letter + part.text : part.text + letter;
        filled += letterWidth;
      }
      close();
    }
    return line;
  }

  /** A word as runs of one font and one direction. */
  private pieces(word: string, offset: number, levels: Uint8Array | null, style: Style): Piece[] {
    const pieces: Piece[] = [];
    let index = 0;
    for (const character of word) {
      const level = levels?.[offset + index] ?? 0;
      index += character.length;
      const last = pieces.at(-1);
      if (last && /\p{M}|\p{Cf}/u.test(character)) {
        last.text += character;
        continue;
      }
      const { font, text } = this.measure.choose(character, style.face);
      if (last && last.font === font && last.level === level) last.text += text;
      else pieces.push({ text, font, width: 0, level });
    }
    for (const piece of pieces) {
      piece.width =
        piece.text.length > endless
          ? Number.POSITIVE_INFINITY
          : this.measure.width(piece.text, piece.font, style.size);
    }
    return pieces;
  }
}

function joins(first: Piece | undefined, next: Piece | undefined): boolean {
  return first?.font === next?.font && first?.level === 0 && next?.level === 0;
}

function sum(pieces: readonly Piece[]): number {
  return pieces.reduce((total, piece) => total + piece.width, 0);
}

function append(line: Line, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    line.pieces.push(piece);
    line.width += piece.width;
  }
}

function trimmed(line: Line): Line {
  const pieces = [...line.pieces];
  while (pieces.length > 0 && pieces.at(-1)?.text.trim() === '') pieces.pop();
  return { pieces, width: sum(pieces) };
}

/** Rule L2 of the Unicode bidirectional algorithm, on runs: reverse every stretch of at least each odd level. */
function visualOrder(pieces: readonly Piece[]): Piece[] {
  const ordered = [...pieces];
  const highest = Math.max(0, ...ordered.map((piece) => piece.level));
  for (let level = highest; level > 0; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      if ((ordered[start]?.level ?? 0) < level) continue;
      let end = start;
      while ((ordered[end + 1]?.level ?? 0) >= level) end += 1;
      ordered.splice(start, end - start + 1, ...ordered.slice(start, end + 1).reverse());
      start = end;
    }
  }
  return ordered;
}
