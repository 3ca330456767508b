import { expect, it } from 'vitest';
import { longText } from './parse';
import { whyTooLong } from './text-length';

it.each([
  ['a text of the greatest length', 'x'.repeat(5000), undefined],
  ['one character more', 'x'.repeat(5001), 'Use at most 5,000 characters.'],
  ['an accent that is written apart and counts with its letter', 'u\u0308'.repeat(5000), undefined],
])('%s: page and server say the same', (_, text, words) => {
  expect(whyTooLong(text, 5000)).toBe(words);
  expect(longText(5000).safeParse(text).error?.issues[0]?.message).toBe(words);
});
