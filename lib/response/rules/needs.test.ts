import { expect, test } from 'vitest';
import type { Finding } from '@/lib/catalogue/model';
import { factBits } from './facts';
import { needsOf, toDoInWords } from './needs';

const form = { options: [], describesResults: false };
const { planAction, planOwner, planTargetOn, notApplicableReason } = factBits;
const row = (finding: Finding | null, facts = 0) => ({ finding, facts, version: 1 });
const item = (rows: ReturnType<typeof row>[], more: object = {}) => ({
  requirementNumber: '1.1.1',
  rows,
  evidence: 1,
  tests: 1,
  ...more,
});

test.each([
  ['nothing is answered', item([row(null)]), '', 'Unanswered'],
  ['one row of two', item([row('IN_PLACE'), row(null)]), '1 of 2 rows answered', '1 of 2 rows answered'],
  ['no plan', item([row('NOT_IN_PLACE')]), 'No plan yet', 'No plan yet'],
  [
    'half a plan',
    item([row('NOT_IN_PLACE', planAction | planOwner)]),
    'Plan has no date',
    'Plan has no date',
  ],
  ['a whole plan', item([row('NOT_IN_PLACE', planAction | planOwner | planTargetOn)]), '', ''],
  ['no reason', item([row('NOT_APPLICABLE')]), 'Reason is not written', 'Reason is not written'],
  ['a reason', item([row('NOT_APPLICABLE', notApplicableReason)]), '', ''],
  [
    'no worksheet',
    item([row('IN_PLACE_WITH_CCW')]),
    '0 of 6 worksheet parts written',
    '0 of 6 worksheet parts written',
  ],
  ['no test', item([row('IN_PLACE')], { tests: 0 }), 'Claimed: no test', 'Claimed: no test'],
  ['no evidence', item([row('IN_PLACE')], { evidence: 0 }), 'Claimed: no evidence', 'Claimed: no evidence'],
  ['all there', item([row('IN_PLACE')]), '', ''],
  [
    'no risk analysis',
    item([row('IN_PLACE')], { requirementNumber: '5.2.3.1', frequencyNeed: 'LINK' }),
    'No approved risk analysis',
    'No approved risk analysis',
  ],
  ['to be confirmed', item([row('IN_PLACE')], { isUnconfirmed: true }), '', 'To be confirmed'],
])('%s', (_name, given, needs, toDo) => {
  expect([needsOf(given, form), toDoInWords(given, form)]).toEqual([needs, toDo]);
});
