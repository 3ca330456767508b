import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findings } from '@/lib/catalogue/model';
import { monthsBeforePeriod } from './model';
import {
  deedWords,
  describeResults,
  describeTest,
  earliestTestDay,
  methodWords,
  testsOfRow,
  unmetOnOf,
  untestedRows,
  whyNotOn,
} from './rules';
import { testInput } from './testing';

const period = { today: '2026-11-29', periodFrom: '2026-01-01' };

describe('the day of a test', () => {
  test('twelve months before the period is the earliest', () => expect(monthsBeforePeriod).toBe(12));

  test.each([
    ['2026-11-29', null],
    ['2026-11-30', 'This day is still to come: today is 29 Nov 2026. Record a test once it is done.'],
    ['2025-01-01', null],
    [
      '2024-12-31',
      'The period of this assessment begins on 1 Jan 2026. A test counts from 1 Jan 2025 on, 12 months before. Test again, or check the year.',
    ],
  ])('%s', (day, words) => expect(whyNotOn(day, period)).toBe(words));

  test.each([
    ['2026-01-01', '2025-01-01'],
    ['2024-02-29', '2023-02-28'],
    ['2025-02-28', '2024-02-28'],
  ])('a period from %s looks back to %s', (from, earliest) => expect(earliestTestDay(from)).toBe(earliest));
});

describe('which rows lack a test', () => {
  const whole = { row: null };
  test.each([
    [[null], [], []],
    [['IN_PLACE'], [], [0]],
    [['IN_PLACE_WITH_CCW'], [], [0]],
    [['NOT_IN_PLACE'], [], []],
    [['NOT_APPLICABLE'], [], []],
    [['NOT_TESTED'], [], []],
    [['IN_PLACE'], [whole], []],
    [['IN_PLACE', 'IN_PLACE', null], [{ row: 1 }], [0]],
    [['IN_PLACE', 'IN_PLACE'], [whole], []],
  ] as const)('%j with tests %j: %j', (answers, tests, rows) =>
    expect(untestedRows([...answers], tests)).toEqual(rows),
  );

  test('a row is untested exactly when it is said to be in place and nothing speaks for it', () => {
    const finding = fc.option(fc.constantFrom(...findings));
    const row = fc.record({ row: fc.option(fc.nat(4)) });
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 5 }), fc.array(row), (answers, tests) => {
        const untested = untestedRows(answers, tests);
        answers.forEach((answer, at) => {
          const claims = answer === 'IN_PLACE' || answer === 'IN_PLACE_WITH_CCW';
          expect(untested.includes(at)).toBe(claims && testsOfRow(tests, at).length === 0);
        });
      }),
    );
  });
});

describe('a test in words', () => {
  const asked = testInput({
    methods: ['INTERVIEWED', 'EXAMINED'],
    examined: 'Patch report of October',
    asked: 'Who decides on exceptions?',
    askedOf: 'Daniel Okafor, network lead',
    performedOn: '2026-11-18',
    note: 'One server waits for its vendor',
    result: 'PARTLY',
  });

  test('names methods in the order of the standard', () => {
    expect(methodWords(asked.methods)).toBe('Examined, interviewed');
    expect(methodWords(['OBSERVED'])).toBe('Observed');
  });

  test('says what, by whom, when, on which sample, and the result', () => {
    expect(describeTest(asked)).toBe(
      [
        'Examined, interviewed on 18 Nov 2026 by Hanne Vik, Nordic Testing.',
        'Patch report of October',
        'Asked Daniel Okafor, network lead: Who decides on exceptions?',
        'Population: 42 servers. Sample: 5, one of each type.',
        'Result: partly met. One server waits for its vendor.',
      ].join('\n'),
    );
  });

  test('leaves out what is empty', () => {
    const bare = testInput({ population: '', sample: '', performedOn: '2026-11-18' });
    expect(describeTest(bare).split('\n')).toHaveLength(3);
    expect(describeTest(bare)).toMatch(/Result: met\.$/);
    expect(deedWords({ examined: '', asked: 'Why?', askedOf: 'Ada, owner' })).toBe('Asked Ada, owner: Why?');
  });
});

describe('described results', () => {
  const first = testInput({ examined: 'Firewall rules' });
  const second = testInput({ examined: 'Change tickets' });

  test('stand below what was written, and once only', () => {
    const once = describeResults('My own words.\n', [first]);
    expect(once).toBe(`My own words.\n\n${describeTest(first)}`);
    expect(describeResults(once, [first])).toBe(once);
    expect(describeResults(once, [first, second])).toBe(`${once}\n\n${describeTest(second)}`);
    expect(describeResults('', [])).toBe('');
  });

  test('never lose a letter of what was written', () => {
    fc.assert(
      fc.property(fc.string(), (before) => {
        expect(describeResults(before, [first, second]).startsWith(before.trimEnd())).toBe(true);
      }),
    );
  });
});

describe('a test that was not fully met stands until the same was tested anew and met', () => {
  const done = (row: number | null, result: 'MET' | 'PARTLY' | 'NOT_MET', performedOn: string) => ({
    row,
    result,
    performedOn,
  });

  test.each([
    ['none', [], undefined],
    ['met', [done(null, 'MET', '2026-11-01')], undefined],
    ['met in part', [done(null, 'PARTLY', '2026-11-01')], '2026-11-01'],
    ['met after', [done(0, 'NOT_MET', '2026-11-01'), done(0, 'MET', '2026-11-02')], undefined],
    ['met before', [done(null, 'MET', '2026-11-01'), done(null, 'NOT_MET', '2026-11-02')], '2026-11-02'],
    ['another row met after', [done(0, 'NOT_MET', '2026-11-01'), done(1, 'MET', '2026-11-02')], '2026-11-01'],
    ['the whole met after', [done(0, 'NOT_MET', '2026-11-01'), done(null, 'MET', '2026-11-02')], undefined],
    ['a row met after', [done(null, 'NOT_MET', '2026-11-01'), done(0, 'MET', '2026-11-02')], '2026-11-01'],
  ] as const)('%s', (_, tests, unmetOn) => {
    expect(unmetOnOf(tests).unmetOn).toBe(unmetOn);
  });
});
