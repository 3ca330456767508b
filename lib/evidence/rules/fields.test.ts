import { describe, expect, test } from 'vitest';
import { currentCatalogueVersionId, listActivities } from '@/lib/catalogue/queries';
import {
  confidentialityName,
  confidentialityOf,
  datesProblem,
  periodWords,
  proposedEnd,
  shortestCadence,
} from './fields';

const none = { collectedOn: null, validUntil: null };

describe('the period that evidence covers', () => {
  test.each([
    ['nothing', {}, null],
    ['one day', { coversFrom: '2026-09-30', coversTo: '2026-09-30' }, null],
    ['an end alone', { coversTo: '2026-09-30' }, null],
    ['an end to come', { coversFrom: '2026-11-01', coversTo: '2027-10-31' }, null],
    ['from today', { coversFrom: '2026-11-25' }, null],
    ['from tomorrow', { coversFrom: '2026-11-26' }, 'coversFrom'],
    ['the end a day before', { coversFrom: '2026-10-01', coversTo: '2026-09-30' }, 'coversTo'],
  ])('%s', (_words, dates, field) => {
    expect(datesProblem({ ...none, ...dates }, '2026-11-25')?.field ?? null).toBe(field);
  });

  test.each([
    ['2026-07-01', '2026-09-30', '1 Jul 2026 to 30 Sep 2026'],
    ['2026-07-01', '2026-07-01', '1 Jul 2026'],
    ['2026-07-01', null, 'from 1 Jul 2026'],
    [null, '2026-09-30', 'to 30 Sep 2026'],
    [null, null, ''],
  ])('%s, %s in words', (from, to, words) => {
    expect(periodWords(from, to)).toBe(words);
  });
});

describe('how long evidence is valid by its requirements', () => {
  const cadence = (...numbers: string[]) =>
    shortestCadence(numbers, listActivities(currentCatalogueVersionId));

  test.each([
    ['11.3.2', { requirementNumber: '11.3.2', every: 3, unit: 'month' }],
    ['7.2.4', { requirementNumber: '7.2.4', every: 6, unit: 'month' }],
    ['12.1.2', { requirementNumber: '12.1.2', every: 12, unit: 'month' }],
    ['6.4.1', null], // retired
    ['6.5.1', null], // an event, no interval
    ['2.2.2', null],
    ['9.9.9', null],
  ] as const)('%s asks for it as often as the standard says', (number, expected) => {
    expect(cadence(number)).toEqual(expected);
  });

  test('of several the shortest counts, and none of none', () => {
    expect(cadence('12.1.2', '11.3.2', '2.2.2', '7.2.4')?.requirementNumber).toBe('11.3.2');
    expect(cadence('8.3.9', '11.3.2')?.requirementNumber).toBe('8.3.9'); // 90 days, against up to 92
    expect(cadence()).toBeNull();
  });

  test.each([
    ['the end of the period', { coversTo: '2026-09-30', collectedOn: '2026-10-05' }, '2026-12-30'],
    ['the day of collecting', { coversTo: null, collectedOn: '2026-11-30' }, '2027-02-28'],
    ['today', { coversTo: null, collectedOn: null }, '2027-02-25'],
  ])('is counted from %s', (_words, days, validUntil) => {
    const asked = { requirementNumber: '11.3.2', every: 3, unit: 'month' } as const;
    expect(proposedEnd(asked, { ...days, today: '2026-11-25' })).toEqual({
      validUntil,
      reason: '11.3.2 asks for it every 3 months',
    });
  });
});

describe('the days of evidence', () => {
  test.each([
    ['none', {}, null],
    ['collected today', { collectedOn: '2026-11-25' }, null],
    ['collected tomorrow', { collectedOn: '2026-11-26' }, 'collectedOn'],
    ['valid on the day of collecting alone', { collectedOn: '2026-11-20', validUntil: '2026-11-20' }, null],
    ['ended before it was collected', { collectedOn: '2026-11-20', validUntil: '2026-11-19' }, 'validUntil'],
    ['ended, collected at some time', { validUntil: '2020-01-01' }, null],
  ])('%s', (_words, dates, field) => {
    expect(datesProblem({ ...none, ...dates }, '2026-11-25')?.field ?? null).toBe(field);
  });
});

test('a level has its name, and one that is not known its code', () => {
  expect(['PUBLIC', 'CONFIDENTIAL', 'secret', 'toString'].map(confidentialityName)).toEqual([
    'Public',
    'Confidential',
    'secret',
    'toString',
  ]);
});

test('a level that is not known any more counts as the strictest', () => {
  expect(['PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'secret'].map(confidentialityOf)).toEqual([
    'PUBLIC',
    'INTERNAL',
    'CONFIDENTIAL',
    'CONFIDENTIAL',
  ]);
});
