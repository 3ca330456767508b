import { expect, test } from 'vitest';
import { chosenWords, otherWords } from './verdict-words';

const result = {
  outcome: 'NON_COMPLIANT' as const,
  planRequested: false,
  hasGaps: false,
  unanswered: [] as string[],
  incomplete: [] as string[],
  notInPlace: [] as string[],
  legalExceptions: [],
};
const chosen = (change: object, signIncomplete = false) =>
  chosenWords({ ...result, ...change }, { signIncomplete });

test.each([
  [
    { unanswered: ['2.2.2'] },
    'Answers are still missing. Answer them, or say in part 3 that you sign with them open.',
  ],
  [
    { incomplete: ['2.2.2'] },
    'Everything is answered, but 1 requirement lacks an obligatory text or risk analysis. Add it, or say in part 3 that you sign without it.',
  ],
  [
    { incomplete: ['2.2.2', '3.1.1'] },
    'Everything is answered, but 2 requirements lack an obligatory text or risk analysis. Add it, or say in part 3 that you sign without it.',
  ],
  [
    { unanswered: ['2.2.2'], incomplete: ['3.1.1'] },
    'Answers and what they oblige to are still missing. Add them, or say in part 3 that you sign with them open.',
  ],
])('a Non-Compliant without a gap says what is missing: %j', (change, words) => {
  expect(chosen(change)).toBe(words);
});

test('a gap goes before what is missing', () => {
  expect(chosen({ hasGaps: true, notInPlace: ['2.2.2'], incomplete: ['3.1.1'] })).toMatch(
    /^1 requirement is Not in Place\./,
  );
});

test('who signs with open answers is told what the attestation names', () => {
  expect(chosen({ unanswered: ['2.2.2'] }, true)).toMatch(/names each requirement that is still open/);
});

test('Compliant says what stands against it', () => {
  expect(otherWords('COMPLIANT', { ...result, unanswered: ['1'], incomplete: ['2', '3'] })).toBe(
    'Not possible yet: 1 requirement has no answer, 2 requirements lack an obligatory text or risk analysis.',
  );
});
