import 'server-only';
import type { Face } from './fonts';
import { fontPath, stacks } from './fonts';

type Doc = PDFKit.PDFDocument;
type Glyphs = { hasGlyphForCodePoint(codePoint: number): boolean };
/** What pdfkit keeps of a font: its coverage, and the glyph runs of every text it ever set. Neither is in its public types. */
type Opened = { font: Glyphs; layoutCache?: Record<string, unknown> };
type WithFont = Doc & { _font: Opened };
export type Choice = { font: string; text: string };

/** Texts up to this length recur (words); longer ones are measured when needed and forgotten. */
const wordLength = 24;
const wordCount = 10_000;
/** Characters set before the glyph runs are let go. A run takes some 500 bytes per character. */
const runCharacters = 60_000;

/** Knows which font has a character and how wide a text is; what it remembers is bounded, whatever the text. */
export class Measure {
  readonly missing = new Set<string>();
  private readonly opened = new Map<string, Opened>();
  private readonly widths = new Map<string, Map<string, number>>();
  private readonly choices = new Map<Face, Map<string, Choice>>();
  private remembered = 0;
  private set = 0;
  private readonly doc: Doc;

  constructor(doc: Doc) {
    this.doc = doc;
  }

  /** Makes the font current for a text that is about to be set. */
  use(font: string, text: string): Doc {
    this.set += text.length;
    if (this.set > runCharacters) {
      this.set = text.length;
      for (const opened of this.opened.values()) {
        if (opened.layoutCache) opened.layoutCache = Object.create(null);
      }
    }
    return this.doc.font(fontPath(font));
  }

  width(text: string, font: string, size: number): number {
    const widths = at(this.widths, font);
    let thousandth = widths.get(text);
    if (thousandth === undefined) {
      this.open(font);
      thousandth = this.use(font, text).fontSize(1000).widthOfString(text);
      if (text.length <= wordLength && this.remembered < wordCount) {
        widths.set(text, thousandth);
        this.remembered += 1;
      }
    }
    return thousandth * (size / 1000);
  }

  /** The first font of the face that has the character. One that nobody has is named instead of drawn as a box. */
  choose(character: string, face: Face): Choice {
    const choices = at(this.choices, face);
    let choice = choices.get(character);
    if (!choice) {
      choice = this.find(character, face);
      choices.set(character, choice);
    }
    return choice;
  }

  private find(character: string, face: Face): Choice {
    const codePoint = character.codePointAt(0) ?? 0;
    const stack = stacks[face];
    const first = stack[0] ?? '';
    if (/\s/.test(character)) return { font: first, text: ' ' };
    for (const font of stack) {
      if (this.open(font).font.hasGlyphForCodePoint(codePoint)) return { font, text: character };
    }
    const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    this.missing.add(name);
    return { font: first, text: `[${name}]` };
  }

  private open(font: string): Opened {
    let opened = this.opened.get(font);
    if (!opened) {
      this.doc.font(fontPath(font));
      opened = (this.doc as WithFont)._font;
      this.opened.set(font, opened);
    }
    return opened;
  }
}

function at<Key, Value>(maps: Map<Key, Map<string, Value>>, key: Key): Map<string, Value> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}
