import { describe, expect, test } from 'vitest';
import type { Finding } from '@/lib/catalogue/model';
import { noFilters } from '@/lib/checklist-table/model';
import type { ChecklistItem } from '@/lib/response/model';
import { filterItems, findingRank, keysOf, matrixRowOf, noFacts, weighBulk } from './matrix-model';

const form = { options: ['IN_PLACE', 'NOT_IN_PLACE'] as const, describesResults: false };
const item = (requirementNumber: string, ...answers: (Finding | null)[]): ChecklistItem => ({
  requirementNumber,
  title: `Title of ${requirementNumber}`,
  rowNames: answers.length > 1 ? answers.map((_, index) => `Part ${index}`) : [],
  evidence: 2,
  tests: 1,
  review: null,
  rows: answers.map((finding) => ({ finding, version: 1, facts: 0 })),
});

describe('a line of the table', () => {
  test('one row: no parts, the answer and what is still needed', () => {
    expect(matrixRowOf(item('6.3.3', 'NOT_APPLICABLE'), noFacts, form)).toMatchObject({
      id: '6.3.3',
      finding: 'NOT_APPLICABLE',
      needs: 'Reason is not written',
      evidence: 2,
      rows: [],
    });
  });

  test('several rows: a part each, and a fraction until all are answered', () => {
    const line = matrixRowOf(item('6.4.3', 'IN_PLACE', null, 'NOT_IN_PLACE'), noFacts, form);
    expect(line).toMatchObject({ finding: null, needs: '2 of 3 rows answered' });
    expect(line.rows.map((part) => [part.id, part.title, part.needs])).toEqual([
      ['6.4.3/0', 'Part 0', ''],
      ['6.4.3/1', 'Part 1', ''],
      ['6.4.3/2', 'Part 2', 'No plan yet'],
    ]);
    expect(keysOf(line)).toEqual(['6.4.3/0', '6.4.3/1', '6.4.3/2']);
    expect(line.rows[1] && keysOf(line.rows[1])).toEqual(['6.4.3/1']);
  });

  test('stays the same object while the requirement is unchanged', () => {
    const same = item('6.3.3', null);
    expect(matrixRowOf(same, noFacts, form)).toBe(matrixRowOf(same, noFacts, form));
    const tagged = { tags: ['night'] };
    expect(matrixRowOf(same, tagged, form).facts).toBe(tagged);
  });

  test('unanswered sorts last', () => {
    expect(
      [null, 'NOT_IN_PLACE' as const, 'IN_PLACE' as const].sort((a, b) => findingRank(a) - findingRank(b)),
    ).toEqual(['IN_PLACE', 'NOT_IN_PLACE', null]);
  });
});

test('words and filters join', () => {
  const items = [item('6.3.3', null), item('10.2.1', null), item('10.4.1', 'IN_PLACE'), item('1.1.1', null)];
  const numbers = (words: string, filters: Partial<typeof noFilters>) =>
    filterItems(
      items,
      { words, filters: { ...noFilters, ...filters } },
      { '10.2.1': { tags: ['night'] } },
      { form, userId: '', today: '2026-11-29' },
    ).map((one) => one.requirementNumber);
  expect(numbers('', { section: ['10'] })).toEqual(['10.2.1', '10.4.1']);
  expect(numbers('', { answer: ['UNANSWERED'], section: ['10'] })).toEqual(['10.2.1']);
  expect(numbers('', { tag: ['night'] })).toEqual(['10.2.1']);
  expect(numbers('10.4', {})).toEqual(['10.4.1']);
  expect(numbers('title of 1.', {})).toEqual(['1.1.1']);
});

describe('a bulk answer', () => {
  const empty = (count: number) => Array.from({ length: count }, (_, index) => item(`1.1.${index}`, null));

  test.each([
    ['twenty unanswered requirements are answered without a question', empty(20), false],
    ['twenty-one are asked about', empty(21), true],
    ['an answer that would be replaced is asked about', [item('1.1.1', 'NOT_IN_PLACE')], true],
    ['the same answer again replaces nothing', [item('1.1.1', 'IN_PLACE')], false],
  ])('%s', (_, items, asks) => {
    expect(weighBulk(items, 'IN_PLACE').needsConfirmation).toBe(asks);
  });

  test('says both numbers, and which are untouched', () => {
    const weighed = weighBulk(
      [item('1', null), item('2', 'NOT_IN_PLACE'), item('3', 'IN_PLACE', null)],
      'IN_PLACE',
    );
    expect(weighed).toMatchObject({ total: 3, replaced: 1 });
    expect(weighed.untouched.map((one) => one.requirementNumber)).toEqual(['1']);
  });
});
