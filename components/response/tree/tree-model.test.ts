import { describe, expect, test } from 'vitest';
import type { Finding } from '@/lib/catalogue/model';
import type { ChecklistItem } from '@/lib/response/model';
import { statusOf, type TreeFilter, visibleNodes } from './tree-model';

const form = { options: ['IN_PLACE', 'NOT_APPLICABLE', 'NOT_IN_PLACE'] as const, describesResults: false };
const item = (requirementNumber: string, title: string, ...answers: (Finding | null)[]): ChecklistItem => ({
  requirementNumber,
  title,
  rowNames: [],
  evidence: 0,
  tests: 0,
  review: null,
  rows: answers.map((finding) => ({ finding, version: 0, facts: 0 })),
});
const groups = [
  { requirementNumber: '1', title: 'Network', parentNumber: null },
  { requirementNumber: '1.1', title: 'Governance', parentNumber: '1' },
  { requirementNumber: '10', title: 'Logging', parentNumber: null },
  { requirementNumber: '10.2', title: 'What is logged', parentNumber: '10' },
  { requirementNumber: '10.4', title: 'Review', parentNumber: '10' },
];
const items = [
  item('1.1.1', 'Policies', 'IN_PLACE'),
  item('10.2.1', 'Audit logs', null),
  item('10.4.1', 'Daily review', 'NOT_IN_PLACE'),
  item('10.4.2', 'Other logs', 'NOT_APPLICABLE'),
];
const all: TreeFilter = { facet: 'ALL', words: '' };
const ids = (filter: TreeFilter, open: readonly string[]) =>
  visibleNodes(items, groups, form, filter, (id) => open.includes(id)).map((node) => node.id);
const everything = groups.map((group) => group.requirementNumber);

describe('the rows of the tree that can be seen', () => {
  test.each<[string, TreeFilter, readonly string[], string[]]>([
    ['closed: principal requirements only', all, [], ['1', '10']],
    [
      'an open principal requirement shows its sections, not those of 10 under 1',
      all,
      ['1'],
      ['1', '1.1', '10'],
    ],
    [
      'an open section shows its requirements',
      all,
      ['10', '10.4'],
      ['1', '10', '10.2', '10.4', '10.4.1', '10.4.2'],
    ],
    ['an open section in a closed branch stays hidden', all, ['10.4'], ['1', '10']],
    ['unanswered', { facet: 'UNANSWERED', words: '' }, everything, ['10', '10.2', '10.2.1']],
    ['Not in Place', { facet: 'NOT_IN_PLACE', words: '' }, everything, ['10', '10.4', '10.4.1']],
    [
      'incomplete: answered, and words are missing',
      { facet: 'INCOMPLETE', words: '' },
      everything,
      ['10', '10.4', '10.4.1', '10.4.2'],
    ],
    ['by the start of a number', { facet: 'ALL', words: '1.' }, everything, ['1', '1.1', '1.1.1']],
    [
      'by words of the title, in any case',
      { facet: 'ALL', words: 'LOGS' },
      everything,
      ['10', '10.2', '10.2.1', '10.4', '10.4.2'],
    ],
    ['nothing fits', { facet: 'ALL', words: 'quantum' }, everything, []],
  ])('%s', (_, filter, open, seen) => {
    expect(ids(filter, open)).toEqual(seen);
  });

  test('counts of a branch are those of all its requirements, whatever the filter', () => {
    const [ten] = visibleNodes(items, groups, form, { facet: 'UNANSWERED', words: '' }, () => false);
    expect(ten).toMatchObject({ id: '10', counts: { answered: 2, total: 3 }, hasNotInPlace: true });
  });

  test('say their place among what is shown', () => {
    const nodes = visibleNodes(items, groups, form, all, () => true);
    expect(nodes.find((node) => node.id === '10.4.2')).toMatchObject({ level: 3, position: 2, setSize: 2 });
  });
});

test.each<[string, (Finding | null)[], string]>([
  ['unanswered', [null], 'UNANSWERED'],
  ['partly answered stays unanswered', ['IN_PLACE', null], 'UNANSWERED'],
  ['a row Not in Place shows before the others are answered', ['NOT_IN_PLACE', null], 'NOT_IN_PLACE'],
])('the glyph of a requirement: %s', (_, answers, status) => {
  expect(statusOf(item('6.4.3', 'Scripts', ...answers))).toBe(status);
});
