import { expect, test } from 'vitest';
import type { Finding } from '@/lib/catalogue/model';
import { planBulk } from './plan';

const form = { options: ['IN_PLACE', 'NOT_APPLICABLE'], describesResults: false } as const;
const wish = { replace: false, assign: null, addTags: [], removeTags: [], ready: false, test: null };

test.each<[Finding, number, number, string]>([
  ['IN_PLACE', 0, 0, 'In Place, only claimed until evidence and a test that was met are there'],
  ['IN_PLACE', 1, 0, 'In Place, only claimed until evidence and a test that was met are there'],
  ['IN_PLACE', 1, 1, 'In Place'],
  ['NOT_APPLICABLE', 0, 0, 'Not Applicable, incomplete until it is written in each: reason is not written'],
  [
    'IN_PLACE_WITH_CCW',
    1,
    1,
    'In Place with CCW, incomplete until it is written in each: 0 of 6 worksheet parts written',
  ],
])('%s with %i items of evidence and %i tests is announced as "%s"', (finding, evidence, tests, to) => {
  const item = {
    requirementNumber: '6.3.3',
    title: 'Patches',
    rows: [{ finding: null, version: 0, facts: 0 }],
    rowNames: [],
    evidence,
    tests,
    review: null,
  };
  const chosen = {
    requirementNumber: '6.3.3',
    basis: 0,
    item,
    tags: [],
    assignedBy: undefined,
    isFull: false,
  };
  const [plan] = planBulk([chosen], { ...wish, finding }, form);
  expect(plan?.changes).toEqual([{ requirementNumber: '6.3.3', from: 'Unanswered', to }]);
});
