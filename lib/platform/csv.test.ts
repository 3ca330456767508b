import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLines, plainCell } from './csv';

describe('a cell that a spreadsheet would run (ASVS 1.2.10) gets an apostrophe', () => {
  test.each([
    ['a formula', '=1+1'],
    ['plus', '+1'],
    ['minus', '-1'],
    ['at', '@SUM(A1)'],
    ['a tab', '\tx'],
    ['a carriage return', '\rx'],
    ['a line feed', '\n=1'],
    ['full-width equals', '＝1+1'],
    ['full-width plus', '＋1'],
    ['full-width minus', '－1'],
    ['full-width at', '＠x'],
    ['small plus', '﹢1'],
    ['the sign for minus', '−1'],
    ['spaces before', '   =1'],
    ['a no-break space before', '\u00a0=1'],
    ['an ideographic space before', '\u3000=1'],
    ['a byte order mark before', '\ufeff=1'],
    ['a mark without width before', '\u200b=1'],
    ['a right-to-left mark before', '\u200f=1'],
    ['a null before', '\0=1'],
  ])('%s', (_words, text) => {
    expect(plainCell(text)).toBe(`'${text}`);
  });
});

test.each(['6.4.3', 'a=b', 'Checkout - web', '', 'x@example.com', '2026-11-24', ' x'])(
  'an ordinary cell stays as it is: %s',
  (text) => {
    expect(plainCell(text)).toBe(text);
  },
);

test('quotes, commas and line breaks stay inside their cell, in every column and in the header', () => {
  expect(
    csvLines([
      ['=Head', 'b'],
      [7, 'say "x", then\ny'],
    ]),
  ).toBe(`"'=Head","b"\r\n"7","say ""x"", then\ny"\r\n`);
});

test('no text at all leaves its cell or begins with what runs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = csvLines([[text]]);
      const inside = line.slice(1, -3);
      expect(line.startsWith('"') && line.endsWith('"\r\n')).toBe(true);
      expect(inside.replaceAll('""', '')).not.toContain('"');
      expect(inside.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
    }),
  );
});
