import PDFDocument from 'pdfkit';
import { describe, expect, it, vi } from 'vitest';
import { fontPath, stacks } from './fonts';
import { TextSetter } from './text';
import { styles } from './theme';

function setter() {
  const doc = new PDFDocument({ margin: 0, font: fontPath(stacks.sans[0] ?? '') });
  return { doc, setter: new TextSetter(doc), drawn: vi.spyOn(doc, 'text') };
}

function set(text: string, width = 250, style: (typeof styles)[keyof typeof styles] = styles.cell) {
  const { doc, setter: own, drawn } = setter();
  const lines = own.lines(text, style, width);
  for (const [index, line] of lines.entries()) own.draw(line, style, 20, 20 + index);
  return { doc, lines, drawn, texts: lines.map((line) => line.pieces.map((piece) => piece.text).join('')) };
}

describe('text in lines', { timeout: 30_000 }, () => {
  it('draws an unbroken word of 5000 characters with one operation a line', () => {
    const word = 'Ab0/cd-9_'.repeat(560).slice(0, 5000);
    const { lines, drawn, texts } = set(word);
    expect(texts.join('')).toBe(word);
    expect(lines.length).toBeGreaterThan(50);
    expect(drawn.mock.calls.length).toBe(lines.length);
    for (const line of lines) expect(line.width).toBeLessThan(250.5);
    for (const line of lines.slice(0, -1)) expect(line.width).toBeGreaterThan(235);
  });

  it('draws a line of words with one operation and at the places that they had one by one', () => {
    const { lines, drawn, texts } = set(
      'Examined the gateway rules, compared with the approved list. '.repeat(9),
    );
    expect(texts.every((text) => text === text.trim())).toBe(true);
    expect(drawn.mock.calls.length).toBe(lines.length);
  });

  it('draws words one by one in a font that kerns with the space', () => {
    const { drawn } = set('WAV AVA', 400, styles.title);
    expect(drawn.mock.calls.map(([text]) => text)).toEqual(['WAV', 'AVA']);
  });

  it('makes one run of each font of a cut word', () => {
    const word = 'abcdefΑθήναabc'.repeat(100);
    const { lines, drawn, texts } = set(word);
    expect(texts.join('')).toBe(word);
    expect(drawn.mock.calls.length).toBeLessThan(300 + lines.length);
  });

  it('keeps a mark with its letter where a word is cut', () => {
    const { texts } = set('e\u0301'.repeat(400), 100);
    expect(texts.length).toBeGreaterThan(5);
    for (const text of texts) expect(text.startsWith('e')).toBe(true);
  });

  it('sets a cut word from right to left in one run a line', () => {
    const word = 'محمدعليالحسيني'.repeat(60);
    const { lines, drawn, texts } = set(word);
    expect(texts.join('')).toBe(word);
    expect(drawn.mock.calls.length).toBe(lines.length);
  });

  it('draws characters without direction from right to left inside such text', () => {
    const { drawn } = set(`م${'-=+'.repeat(100)}م`, 100);
    expect(drawn.mock.calls.some(([text]) => String(text).includes('+=-+=-'))).toBe(true);
  });

  it('lets go of the glyph runs that pdfkit keeps of each text', () => {
    const { doc } = set(Array.from({ length: 12_000 }, (_, index) => `w${index}`).join(' '));
    const { layoutCache } = (doc as unknown as { _font: { layoutCache: object } })._font;
    expect(Object.keys(layoutCache).length).toBeLessThan(11_000);
  });
});
