import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '@/lib/platform/clock';
import {
  addMonths,
  compareRequirementNumbers,
  type Interval,
  intervalOf,
  isAtLeastAsStrict,
  keepsInterval,
  lastAllowedDay,
  longestDays,
  nextRegularDay,
  principalOf,
  timeframeDays,
} from './rules';

const every = (count: number, unit: Interval['unit']): Interval => ({ every: count, unit });

describe('the order of requirement numbers', () => {
  it.each([
    [
      ['1.2.10', '1.2.9', '1.2.1'],
      ['1.2.1', '1.2.9', '1.2.10'],
    ],
    [
      ['8.3.10.1', '8.3.11', '8.3.10'],
      ['8.3.10', '8.3.10.1', '8.3.11'],
    ],
    [
      ['12.1.1', '2.1.1', '10.1.1'],
      ['2.1.1', '10.1.1', '12.1.1'],
    ],
    [
      ['A1.1.1', '12.10.7', 'A3.1.1', 'A2.1.1'],
      ['12.10.7', 'A1.1.1', 'A2.1.1', 'A3.1.1'],
    ],
    [
      ['6.3', '6', '6.3.1'],
      ['6', '6.3', '6.3.1'],
    ],
  ])('%j becomes %j', (numbers, expected) => {
    expect([...numbers].sort(compareRequirementNumbers)).toEqual(expected);
  });

  it.each([
    ['8.3.10.1', '8'],
    ['12.10.7', '12'],
    ['A3.2.1', 'A3'],
    ['6', '6'],
  ])('%s belongs to %s', (number, principal) => {
    expect(principalOf(number)).toBe(principal);
  });
});

describe('the same day number months later', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2027-02-28', 12, '2028-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
  ])('%s and %i months: %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });
});

describe('the last day that keeps an interval', () => {
  it.each([
    // daily and weekly: weekends and holidays count
    ['2026-12-24', every(1, 'day'), '2026-12-25'],
    ['2026-11-20', every(1, 'week'), '2026-11-27'],
    // monthly: 30 to 31 days
    ['2026-02-01', every(1, 'month'), '2026-03-04'],
    ['2026-01-31', every(1, 'month'), '2026-03-03'],
    // three months: 90 to 92 days
    ['2026-02-01', every(3, 'month'), '2026-05-04'],
    ['2026-06-01', every(3, 'month'), '2026-09-01'],
    ['2026-11-30', every(3, 'month'), '2027-03-02'],
    ['2027-12-01', every(3, 'month'), '2028-03-02'],
    // six months: 180 to 184 days
    ['2026-03-01', every(6, 'month'), '2026-09-01'],
    ['2026-08-31', every(6, 'month'), '2027-03-03'],
    // twelve months: the same date; 366 days only across a leap day
    ['2026-03-01', every(12, 'month'), '2027-03-01'],
    ['2027-03-01', every(12, 'month'), '2028-03-01'],
    ['2028-02-29', every(12, 'month'), '2029-02-28'],
    ['2026-11-24', every(1, 'year'), '2027-11-24'],
    // fixed 90 days
    ['2026-01-01', every(90, 'day'), '2026-04-01'],
    ['2028-01-01', every(90, 'day'), '2028-03-31'],
    // an interval of one's own
    ['2026-12-31', every(2, 'month'), '2027-02-28'],
  ])('done on %s, %j: until %s', (doneOn, interval, last) => {
    expect(lastAllowedDay(interval, doneOn)).toBe(last);
    expect(keepsInterval(interval, doneOn, last)).toBe(true);
    expect(keepsInterval(interval, doneOn, addDays(last, 1))).toBe(false);
  });

  it.each([
    ['2026-02-01', every(3, 'month'), '2026-05-01'],
    ['2026-01-31', every(3, 'month'), '2026-04-30'],
    ['2026-08-31', every(6, 'month'), '2027-02-28'],
    ['2026-11-24', every(1, 'week'), '2026-12-01'],
  ])('done on %s, %j: aim for %s', (doneOn, interval, regular) => {
    expect(nextRegularDay(interval, doneOn)).toBe(regular);
  });
});

const anyDay = fc.integer({ min: 0, max: 36_000 }).map((offset) => addDays('2001-01-01', offset));
const standardInterval = fc.constantFrom(
  ['daily', 1, 1] as const,
  ['weekly', 7, 7] as const,
  ['monthly', 28, 31] as const,
  ['every_three_months', 89, 92] as const,
  ['every_six_months', 181, 184] as const,
  ['every_twelve_months', 365, 366] as const,
  ['fixed_90_days', 90, 90] as const,
);

describe('whatever day something was done on', () => {
  it('the regular day and the last allowed day stay within the days that the standard names', () => {
    fc.assert(
      fc.property(anyDay, standardInterval, (doneOn, [timeframe, fewest, most]) => {
        const interval = intervalOf(timeframe);
        if (!interval) throw new Error('a fixed timeframe has an interval');
        const regular = daysBetween(doneOn, nextRegularDay(interval, doneOn));
        const last = daysBetween(doneOn, lastAllowedDay(interval, doneOn));
        expect(regular).toBeGreaterThanOrEqual(fewest);
        expect(regular).toBeLessThanOrEqual(last);
        expect(last).toBeLessThanOrEqual(most);
        expect(last).toBeGreaterThanOrEqual(timeframeDays[timeframe].min);
        expect(last).toBeLessThanOrEqual(longestDays(interval));
      }),
    );
  });

  it('twelve months are 366 days only when 29 February lies between', () => {
    fc.assert(
      fc.property(anyDay, (doneOn) => {
        const last = lastAllowedDay(every(12, 'month'), doneOn);
        const leapDays = [doneOn, last]
          .map((day) => `${day.slice(0, 4)}-02-29`)
          .filter((day) => addDays(day, 0) === day && day > doneOn && day <= last);
        expect(daysBetween(doneOn, last)).toBe(leapDays.length > 0 ? 366 : 365);
      }),
    );
  });

  it('four regular quarters are exactly one year, so the rhythm does not drift', () => {
    fc.assert(
      fc.property(anyDay, (doneOn) => {
        // The day number may have been cut at a month's end on the way; it never moves forward.
        let day = doneOn;
        for (let quarter = 0; quarter < 4; quarter += 1) day = nextRegularDay(every(3, 'month'), day);
        expect(day <= addMonths(doneOn, 12)).toBe(true);
        expect(daysBetween(day, addMonths(doneOn, 12))).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe('an interval of one’s own', () => {
  it.each([
    [every(80, 'day'), 'every_three_months', true],
    [every(92, 'day'), 'every_three_months', true],
    [every(93, 'day'), 'every_three_months', false],
    [every(13, 'week'), 'every_three_months', true],
    [every(14, 'week'), 'every_three_months', false],
    [every(2, 'month'), 'every_three_months', true],
    [every(3, 'month'), 'every_three_months', true],
    [every(4, 'month'), 'every_three_months', false],
    [every(3, 'month'), 'fixed_90_days', false],
    [every(2, 'month'), 'fixed_90_days', true],
    [every(365, 'day'), 'every_twelve_months', true],
    [every(366, 'day'), 'every_twelve_months', false],
    [every(1, 'year'), 'every_twelve_months', true],
    [every(2, 'year'), 'every_twelve_months', false],
    [every(31, 'day'), 'monthly', true],
    [every(32, 'day'), 'monthly', false],
    [every(1, 'month'), 'weekly', false],
    [every(1, 'week'), 'daily', false],
    [every(184, 'day'), 'every_six_months', true],
    [every(185, 'day'), 'every_six_months', false],
  ] as const)('%j instead of %s: allowed %s', (own, timeframe, allowed) => {
    const standard = intervalOf(timeframe);
    if (!standard) throw new Error('a fixed timeframe has an interval');
    expect(isAtLeastAsStrict(own, standard)).toBe(allowed);
  });

  it('that is allowed never ends after the standard’s, whatever day it is counted from', () => {
    const own = fc.record({
      every: fc.integer({ min: 1, max: 400 }),
      unit: fc.constantFrom('day', 'week', 'month', 'year') as fc.Arbitrary<Interval['unit']>,
    });
    fc.assert(
      fc.property(anyDay, own, standardInterval, (doneOn, candidate, [timeframe]) => {
        const standard = intervalOf(timeframe);
        if (!standard) throw new Error('a fixed timeframe has an interval');
        if (!isAtLeastAsStrict(candidate, standard)) return;
        expect(lastAllowedDay(candidate, doneOn) <= lastAllowedDay(standard, doneOn)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
