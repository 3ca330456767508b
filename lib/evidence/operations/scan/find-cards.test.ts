import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxFindings } from '../../model/scan';
import { CardFinder } from './find-cards';

function findIn(pieces: readonly string[], lineName: 'line' | '' = 'line') {
  const finder = new CardFinder();
  for (const text of pieces) finder.add({ section: '', lineName, text });
  finder.finish();
  return finder.findings;
}

const cut = (text: string, size: number) => text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];

describe('card numbers in a text that arrives in pieces', () => {
  const text = `${'nothing here, \n'.repeat(100)}paid with 4111 1111 1111 1111 today\n${'more of it '.repeat(90)}\n;5555555555554444=29121010000012345678?\nend`;

  it.each([1, 2, 7, 16, 64, 511, 512, 513, 1000, 100_000])('are found cut into %i characters', (size) => {
    expect(findIn(cut(text, size))).toEqual([
      { kind: 'NUMBER', brand: 'Visa', lastFour: '1111', place: 'line 101' },
      { kind: 'TRACK', brand: 'Mastercard', lastFour: '4444', place: 'line 103' },
    ]);
  });

  it('are the same ones wherever the text is cut', () => {
    const word = fc.oneof(
      fc.constantFrom('4111111111111111', '3782 822463 10005', '5555-5555-5555-4444', '4111111111111112'),
      fc.stringMatching(/^[a-z0-9 .,\n-]{0,40}$/),
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 60 }),
        fc.array(fc.integer({ min: 1, max: 700 })),
        (words, cuts) => {
          const whole = words.join('\n');
          const pieces: string[] = [];
          let at = 0;
          for (const length of cuts) {
            pieces.push(whole.slice(at, at + length));
            at += length;
          }
          pieces.push(whole.slice(at));
          expect(findIn(pieces)).toEqual(findIn([whole]));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('do not run from one section into the next', () => {
    const finder = new CardFinder();
    finder.add({ section: 'page 1', lineName: '', text: '4111 1111 ' });
    finder.add({ section: 'page 2', lineName: '', text: '1111 1111 and 378282246310005' });
    finder.finish();
    expect(finder.findings).toEqual([
      { kind: 'NUMBER', brand: 'American Express', lastFour: '0005', place: 'page 2' },
    ]);
  });

  it('are kept up to a number, without the number', () => {
    const findings = findIn(['4111111111111111\n'.repeat(500)]);
    expect(findings).toHaveLength(maxFindings);
    expect(JSON.stringify(findings)).not.toMatch(/\d{6}/);
  });
});
