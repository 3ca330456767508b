import 'server-only';
import { cardNumbersIn } from '@/lib/platform/card-number';
import { type CardFinding, maxFindings } from '../../model/scan';

/** A piece of a file's text. Pieces of one section follow each other; a number never runs from one section into the next. */
export type TextPiece = {
  /** "page 2", "sheet “Cards”"; empty where the file is one piece. */
  section: string;
  /** What a line of the section is called; empty where its number would tell nobody anything. */
  lineName: 'line' | 'row' | '';
  text: string;
};

/** Text before a place that decides whether digits there begin a number, and behind it, whether they end one. */
const BEFORE = 64;
const BEHIND = 512;

/** Looks for card numbers in a text that arrives in pieces, wherever they are cut. Holds a few hundred characters. */
export class CardFinder {
  /** At most so many as are kept. */
  readonly findings: CardFinding[] = [];
  private piece: Omit<TextPiece, 'text'> = { section: '', lineName: '' };
  private held = '';
  /** From here on what stands in `held` was not looked at yet. */
  private from = 0;
  private lines = 1;

  get isFull(): boolean {
    return this.findings.length >= maxFindings;
  }

  add({ section, lineName, text }: TextPiece): void {
    if (section !== this.piece.section) this.finish();
    this.piece = { section, lineName };
    this.held += text;
    if (this.held.length > this.from + BEHIND) this.look(this.held.length - BEHIND);
  }

  /** Ends a section: what is held is looked at to its last character. */
  finish(): void {
    this.look(this.held.length);
    this.held = '';
    this.from = 0;
    this.lines = 1;
  }

  private look(until: number): void {
    // One digit for all its looks; line breaks stay, so that lines can be counted.
    const ahead = this.held.slice(this.from);
    const start = Math.max(0, this.from - BEFORE);
    const context = this.held.slice(start, this.from).normalize('NFKC');
    const text = context + ahead.normalize('NFKC');
    // Nearly no text changes its length; where it does, a border moves by as much and a number may be named twice.
    const limit = until === this.held.length ? text.length : context.length + (until - this.from);
    let counted = context.length;
    for (const card of cardNumbersIn(text)) {
      if (card.from < context.length || card.from >= limit || this.isFull) continue;
      this.lines += breaks(text.slice(counted, card.from));
      counted = card.from;
      this.findings.push({
        kind: card.kind,
        brand: card.brand,
        lastFour: card.lastFour,
        place: this.place(),
      });
    }
    this.lines += breaks(text.slice(counted, limit));
    this.held = this.held.slice(Math.max(0, until - BEFORE));
    this.from = Math.min(until, BEFORE);
  }

  private place(): string {
    const { section, lineName } = this.piece;
    return [section, lineName && `${lineName} ${this.lines}`].filter(Boolean).join(', ');
  }
}

function breaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
