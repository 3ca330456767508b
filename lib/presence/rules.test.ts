import { expect, it } from 'vitest';
import { presentInWords } from './rules';

const here = (name: string, isWriting = false) => ({ name, isWriting });

it('says in one line who else is at a requirement', () => {
  expect(presentInWords([])).toBe('');
  expect(presentInWords([here('Sam')])).toBe('Sam is here');
  expect(presentInWords([here('Sam'), here('Mia')])).toBe('Sam and another are here');
  expect(presentInWords([here('Sam'), here('Mia'), here('Jo')])).toBe('Sam and 2 others are here');
  expect(presentInWords([here('Sam', true), here('Mia')])).toBe('Sam is writing');
});
