import { expect, test } from 'vitest';
import type { AssessmentStatus } from '@/lib/assessment/model';
import { overviewHeading } from './overview-words';

const counts = (answered: number, notInPlace = 0) => ({
  IN_PLACE: answered - notInPlace,
  IN_PLACE_WITH_CCW: 0,
  NOT_APPLICABLE: 0,
  NOT_TESTED: 0,
  NOT_IN_PLACE: notInPlace,
  UNANSWERED: 27 - answered,
  total: 27,
  answered,
});

test.each<[AssessmentStatus, boolean, number, number, string]>([
  ['OPEN', false, 0, 0, 'Shop: 27 requirements to answer'],
  ['OPEN', false, 20, 0, 'Shop: 7 of 27 still to answer'],
  ['OPEN', false, 20, 2, 'Shop: 7 of 27 still to answer, 2 Not in Place'],
  ['OPEN', false, 27, 0, 'Shop: everything is answered'],
  ['OPEN', true, 20, 0, 'Shop is archived'],
  ['SIGNED', false, 27, 1, 'Shop is signed, 1 Not in Place'],
  ['SUPERSEDED', false, 27, 0, 'Shop was replaced by a correction'],
])('%s, archived %s, %i answered, %i Not in Place: %s', (status, isArchived, answered, bad, words) => {
  expect(overviewHeading({ name: 'Shop', status, isArchived }, counts(answered, bad))).toBe(words);
});

test('answers of last year that wait are said first, while it is open', () => {
  const shop = { name: 'Shop', status: 'OPEN' as const, isArchived: false };
  expect(overviewHeading(shop, counts(0), 27)).toBe('Shop: 27 answers of last year wait to be confirmed');
  expect(overviewHeading(shop, counts(20, 2), 1)).toBe(
    'Shop: 1 answer of last year waits to be confirmed, 2 Not in Place',
  );
  expect(overviewHeading({ ...shop, status: 'SIGNED' }, counts(20), 7)).toBe('Shop is signed');
});
