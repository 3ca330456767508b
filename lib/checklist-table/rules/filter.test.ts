import { describe, expect, test } from 'vitest';
import type { Finding } from '@/lib/catalogue/model';
import type { ChecklistItem } from '@/lib/response/model';
import { noFilters, type RequirementFacts, type TableFilters } from '../model';
import { passes } from './filter';

const item = (finding: Finding | null, more: Partial<ChecklistItem> = {}): ChecklistItem => ({
  requirementNumber: '8.3.6',
  title: 'Passwords',
  rowNames: [],
  evidence: 0,
  tests: 1,
  review: null,
  rows: [{ finding, version: 1, facts: 0 }],
  ...more,
});
const analysed = (finding: Finding) =>
  item(finding, { requirementNumber: '5.2.3.1', frequencyNeed: 'APPROVAL' });
const context = {
  form: { options: ['IN_PLACE', 'NOT_IN_PLACE'] as const, describesResults: false },
  userId: 'me-id',
  today: '2026-11-29',
};
const fits = (one: ChecklistItem, filters: Partial<TableFilters>, facts: RequirementFacts = {}) =>
  passes(one, facts, { ...noFilters, ...filters }, context);
const due = (dueOn: string | null) => ({ people: [{ userId: 'me-id', dueOn }] });

describe('a filter of the table', () => {
  test.each([
    ['its answer', item('IN_PLACE'), { answer: ['IN_PLACE'] }, {}, true],
    ['another answer', item('IN_PLACE'), { answer: ['UNANSWERED'] }, {}, false],
    ['one of two answers', item(null), { answer: ['IN_PLACE', 'UNANSWERED'] }, {}, true],
    [
      'an answer to be confirmed',
      item('IN_PLACE', { isUnconfirmed: true }),
      { answer: ['IN_PLACE'] },
      {},
      false,
    ],
    ['mine', item(null), { owner: ['ME'] }, due(null), true],
    ['not mine', item(null), { owner: ['ME'] }, {}, false],
    ['nobody’s', item(null), { owner: ['NOBODY'] }, {}, true],
    ['without evidence', item('IN_PLACE'), { evidence: ['MISSING'] }, {}, true],
    ['with evidence', item('IN_PLACE', { evidence: 1 }), { evidence: ['MISSING'] }, {}, false],
    ['of a principal requirement', item(null), { section: ['8'] }, {}, true],
    ['of a section', item(null), { section: ['8.3'] }, {}, true],
    ['of another section', item(null), { section: ['8.2'] }, {}, false],
    ['returned', item('IN_PLACE', { review: 'RETURNED' }), { review: ['RETURNED'] }, {}, true],
    ['not reviewed', item('IN_PLACE'), { review: ['NONE'] }, {}, true],
    ['overdue', item(null), { due: ['OVERDUE'] }, due('2026-11-28'), true],
    ['due today is not overdue', item(null), { due: ['OVERDUE'] }, due('2026-11-29'), false],
    ['answered is never overdue', item('IN_PLACE'), { due: ['OVERDUE'] }, due('2026-11-28'), false],
    ['due in seven days', item(null), { due: ['WEEK'] }, due('2026-12-06'), true],
    ['due in eight days', item(null), { due: ['WEEK'] }, due('2026-12-07'), false],
    ['without a day', item(null), { due: ['NONE'] }, due(null), true],
    [
      'another answer than last year',
      item('IN_PLACE'),
      { 'last-year': ['CHANGED'] },
      { last: ['NOT_IN_PLACE'] },
      true,
    ],
    ['the same as last year', item('IN_PLACE'), { 'last-year': ['CHANGED'] }, { last: ['IN_PLACE'] }, false],
    ['nothing this year yet', item(null), { 'last-year': ['CHANGED'] }, { last: ['IN_PLACE'] }, false],
    ['a tag in other capitals', item(null), { tag: ['Phase 2'] }, { tags: ['phase 2'] }, true],
    ['words missing', item('NOT_APPLICABLE'), { lacks: ['INCOMPLETE'] }, {}, true],
    ['without its risk analysis', analysed('IN_PLACE'), { lacks: ['INCOMPLETE'] }, {}, true],
    ['without one, but not claimed', analysed('NOT_TESTED'), { lacks: ['CLAIMED'] }, {}, false],
    ['claimed', item('IN_PLACE'), { lacks: ['CLAIMED'] }, {}, true],
    ['failed', item('IN_PLACE', { evidence: 1, unmetOn: '2026-11-20' }), { lacks: ['CLAIMED'] }, {}, true],
    ['shown', item('IN_PLACE', { evidence: 1 }), { lacks: ['CLAIMED'] }, {}, false],
  ] as [string, ChecklistItem, Partial<TableFilters>, RequirementFacts, boolean][])(
    '%s',
    (_, one, filters, facts, expected) => expect(fits(one, filters, facts)).toBe(expected),
  );

  test('filters join', () => {
    expect(fits(item(null), { owner: ['ME'], due: ['OVERDUE'] }, due('2026-11-01'))).toBe(true);
    expect(fits(item(null), { owner: ['ME'], due: ['OVERDUE'] }, due(null))).toBe(false);
  });
});
