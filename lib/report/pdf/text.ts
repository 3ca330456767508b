import 'server-only';
import bidiFactory from 'bidi-js';
import type { Face } from './fonts';
import { fontPath, stacks } from './fonts';

type Doc = PDFKit.PDFDocument;
type Glyphs = { hasGlyphForCodePoint(codePoint: number): boolean };
/** pdfkit keeps the opened font on the document; its coverage is not part of the public types. */
type WithFont = Doc & { _font: { font: Glyphs } };

export type Style = { face: Face; size: number; leading: number; color: string };
type Piece = { text: string; font: string; width: number; level: number };
export type Line = { pieces: Piece[]; width: number };

const bidi = bidiFactory();
// Hebrew, Arabic and their neighbours and presentation forms.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Sets text in lines with the fonts that have its characters; right-to-left runs are put in visual order. */
export class TextSetter {
  readonly missing = new Set<string>();
  private readonly coverage = new Map<string, Glyphs>();
  private readonly widths = new Map<string, number>();
  private readonly fonts = new Map<string, { font: string; text: string }>();

  private readonly doc: Doc;

  constructor(doc: Doc) {
    this.doc = doc;
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
    this.doc.fillColor(style.color).fontSize(style.size);
    for (const piece of visualOrder(line.pieces)) {
      if (piece.text.trim() !== '') {
        this.doc
          .font(fontPath(piece.font))
          .text(piece.text, at, y, { lineBreak: false, baseline: -style.size * 0.93 });
      }
      at += piece.width;
    }
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

  private cut(pieces: Piece[], style: Style, width: number, lines: Line[], start: Line): Line {
    let line = start;
    for (const piece of pieces) {
      for (const character of piece.text) {
        const characterWidth = this.width(character, piece.font, style.size);
        if (line.width + characterWidth > width && line.pieces.length > 0) {
          lines.push(line);
          line = { pieces: [], width: 0 };
        }
        append(line, [{ ...piece, text: character, width: characterWidth }]);
      }
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
      // Marks, joiners and variation selectors belong to the letter before them.
      if (last && /\p{M}|\p{Cf}/u.test(character)) {
        last.text += character;
        continue;
      }
      const { font, text } = this.fontFor(character, style.face);
      if (last && last.font === font && last.level === level) last.text += text;
      else pieces.push({ text, font, width: 0, level });
    }
    for (const piece of pieces) piece.width = this.width(piece.text, piece.font, style.size);
    return pieces;
  }

  /** The first font of the face that has the character. One that nobody has is named instead of drawn as a box. */
  private fontFor(character: string, face: Face): { font: string; text: string } {
    const key = `${face}|${character}`;
    const known = this.fonts.get(key) ?? this.findFont(character, face);
    this.fonts.set(key, known);
    return known;
  }

  private findFont(character: string, face: Face): { font: string; text: string } {
    const codePoint = character.codePointAt(0) ?? 0;
    const stack = stacks[face];
    const first = stack[0] ?? '';
    if (/\s/.test(character)) return { font: first, text: ' ' };
    for (const font of stack) {
      if (this.glyphs(font).hasGlyphForCodePoint(codePoint)) return { font, text: character };
    }
    const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    this.missing.add(`${name}`);
    return { font: first, text: `[${name}]` };
  }

  private glyphs(font: string): Glyphs {
    let glyphs = this.coverage.get(font);
    if (!glyphs) {
      this.doc.font(fontPath(font));
      glyphs = (this.doc as WithFont)._font.font;
      this.coverage.set(font, glyphs);
    }
    return glyphs;
  }

  private width(text: string, font: string, size: number): number {
    const key = `${font}|${size}|${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.glyphs(font);
      width = this.doc.font(fontPath(font)).fontSize(size).widthOfString(text);
      if (this.widths.size < 20_000) this.widths.set(key, width);
    }
    return width;
  }
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
