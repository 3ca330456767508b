import { expect, it } from 'vitest';
import { findings } from '@/lib/catalogue/model';
import { answerOfKey, keyOfAnswer } from './answer-keys';

const short = ['IN_PLACE', 'IN_PLACE_WITH_CCW', 'NOT_APPLICABLE', 'NOT_IN_PLACE'] as const;

it('gives each answer a key of its own', () => {
  expect(findings.map(keyOfAnswer).toSorted()).toEqual(['1', '2', '3', '4', '5']);
});

it.each(['1', '2', '3', '4'])('%s means in a form without Not Tested what it means in one with it', (key) => {
  expect(answerOfKey(key, short)).toBe(answerOfKey(key, findings));
  expect(answerOfKey(key, short)).toBeDefined();
});

it.each(['0', '5', '6', '', '11', 'x'])('%j gives no answer where the form has none for it', (key) => {
  expect(answerOfKey(key, short)).toBeUndefined();
});

it('keeps what the short forms had: 4 is Not in Place, and Not Tested is 5', () => {
  expect([answerOfKey('4', findings), answerOfKey('5', findings)]).toEqual(['NOT_IN_PLACE', 'NOT_TESTED']);
});
