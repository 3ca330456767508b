import { describe, expect, test } from 'vitest';
import { compareValues, matchesQuery, parseSort } from './data-table-model';

describe('a filter', () => {
  test.each([
    ['strip', true],
    ['  STRIPE checkout ', true],
    ['checkout stripe', true],
    ['ortega tomas', true],
    ['', true],
    ['adyen', false],
    ['stripe adyen', false],
  ])('%j finds the row: %s', (query, found) => {
    expect(matchesQuery(['Stripe Checkout', null, 12, 'Tomás Ortega'], query)).toBe(found);
  });
});

test('requirement numbers sort by their parts and numbers by size', () => {
  expect(['1.10', '1.9', '11.1', '2.1'].sort(compareValues)).toEqual(['1.9', '1.10', '2.1', '11.1']);
  expect([10, 9, 100].sort(compareValues)).toEqual([9, 10, 100]);
});

describe('a sort in the address', () => {
  const columns = [{ id: 'name' }, { id: 'marks', sortable: false }];
  test.each([
    ['name', { id: 'name', desc: false }],
    ['-name', { id: 'name', desc: true }],
    ['marks', null],
    ['__proto__', null],
    [null, null],
  ])('%j is %j', (text, sort) => {
    expect(parseSort(text, columns)).toEqual(sort);
  });
});
