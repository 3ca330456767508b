import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnalysisText } from '../model';
import {
  deriveState,
  frequencyWords,
  headline,
  isOwnApproval,
  latestReviewDay,
  missingParts,
  reviewDayRefusal,
} from './life';

const whole: AnalysisText = {
  title: 'Terminals in our shops',
  requirementNumbers: ['9.5.1.2.1'],
  assets: 'Twenty terminals',
  threats: 'Skimmers',
  likelihood: 'Customers stand alone with them',
  impact: 'Every card of a shop',
  cadenceEvery: 1,
  cadenceUnit: 'week',
  process: '',
  justification: 'A skimmer needs days to be worth it',
  madeByName: 'Hanne Vik',
  madeOn: '2026-11-01',
};

describe('what an analysis lacks', () => {
  test('nothing, once it says everything', () => {
    expect(missingParts(whole)).toEqual([]);
    expect(
      missingParts({ ...whole, cadenceEvery: null, cadenceUnit: null, process: 'After each visit' }),
    ).toEqual([]);
  });

  test.each([
    [{ requirementNumbers: [] }, 'a requirement'],
    [{ assets: ' \n' }, 'what is protected'],
    [{ threats: '' }, 'the threats'],
    [{ likelihood: '' }, 'what makes them likely'],
    [{ impact: '' }, 'what they would do'],
    [{ cadenceEvery: null, cadenceUnit: null }, 'the frequency or the process'],
    [{ justification: '' }, 'the reason for the frequency'],
    [{ madeByName: '' }, 'who made it, and when'],
    [{ madeOn: null }, 'who made it, and when'],
  ])('%j', (change, words) => {
    expect(missingParts({ ...whole, ...change })).toEqual([words]);
  });
});

describe('the state on a day', () => {
  const approved = { approvedOn: '2026-11-02', nextReviewOn: '2027-11-02', isArchived: false };
  test.each([
    ['approved and before its review', approved, [], '2027-11-01', 'VALID'],
    ['on the day of its review', approved, [], '2027-11-02', 'VALID'],
    ['a day later', approved, [], '2027-11-03', 'OVERDUE'],
    ['not approved', { ...approved, approvedOn: null, nextReviewOn: null }, [], '2026-11-03', 'DRAFT'],
    ['something missing', approved, ['the threats'], '2027-11-03', 'DRAFT'],
    ['archived', { ...approved, isArchived: true }, [], '2027-11-03', 'ARCHIVED'],
  ])('%s', (_, life, missing, today, state) => {
    expect(deriveState(life, missing, today)).toBe(state);
  });
});

describe('the next review (12.3.1: at least every twelve months)', () => {
  test.each([
    ['2026-11-24', '2027-11-24'],
    ['2028-02-29', '2029-02-28'],
    ['2027-02-28', '2028-02-28'],
  ])('of %s is proposed for %s, the last day that may be chosen', (from, latest) => {
    expect(latestReviewDay(from)).toBe(latest);
    expect(reviewDayRefusal(from, latest)).toBeNull();
  });

  test('is neither the same day, nor earlier, nor a day more than a year away', () => {
    expect(reviewDayRefusal('2026-11-24', '2026-11-24')).toMatch(/after/);
    expect(reviewDayRefusal('2026-11-24', '2026-11-23')).toMatch(/after/);
    expect(reviewDayRefusal('2026-11-24', '2027-11-25')).toMatch(/twelve months/);
  });

  test('never lets more than 366 days pass', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.integer({ min: 367, max: 2_000 }),
        (start, days) => {
          const later = new Date(start.getTime() + days * 86_400_000);
          const day = (date: Date) => date.toISOString().slice(0, 10);
          return reviewDayRefusal(day(start), day(later)) !== null;
        },
      ),
    );
  });
});

test('the frequency in words', () => {
  expect(frequencyWords(whole)).toBe('Every week');
  expect(frequencyWords({ cadenceEvery: 45, cadenceUnit: 'day', process: '' })).toBe('Every 45 days');
  expect(frequencyWords({ cadenceEvery: null, cadenceUnit: null, process: 'After each visit' })).toBe(
    'By a process',
  );
  expect(frequencyWords({ cadenceEvery: null, cadenceUnit: null, process: ' ' })).toBe('');
});

test('who approves their own is told apart by name, whatever its case', () => {
  expect(isOwnApproval('Hanne  Vik', 'hanne vik ')).toBe(true);
  expect(isOwnApproval('Hanne Vik', 'Daniel Okafor')).toBe(false);
  expect(isOwnApproval('', '')).toBe(false);
});

test.each([
  [[], 'Risk analyses'],
  [['VALID'], 'The risk analysis is valid'],
  [['VALID', 'VALID', 'ARCHIVED'], 'All 2 risk analyses are valid'],
  [['OVERDUE', 'VALID', 'DRAFT', 'DRAFT'], 'One review is overdue, 2 are drafts'],
] as const)('the heading over %j', (states, words) => {
  expect(headline(states.map((state) => ({ state })))).toBe(words);
});
