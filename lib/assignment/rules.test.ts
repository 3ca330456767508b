import { expect, test } from 'vitest';
import type { OwnRequirement } from './model';
import { byAssessment, isToDo, toDoNote } from './rules';

const own = (more: Partial<OwnRequirement> = {}): OwnRequirement => ({
  assessmentId: 'a',
  assessmentName: 'Shop',
  requirementNumber: '6.3.3',
  title: 'Patches',
  isAnswered: true,
  finding: 'IN_PLACE',
  needs: '',
  returned: null,
  dueOn: null,
  days: null,
  ...more,
});
const returned = own({ returned: { reason: 'Which policy?', byName: 'Ada' } });
const claimed = own({ needs: 'Claimed: no test' });

test.each([
  ['done', own(), false],
  ['only claimed', claimed, true],
  ['returned, whatever it holds', returned, true],
])('%s', (_name, one, expected) => expect(isToDo(one)).toBe(expected));

test.each([
  [[own()], 'all done'],
  [[claimed, own()], '1 to do'],
  [[returned, claimed, claimed], '1 returned, 2 to do'],
  [[returned, own({ ...returned, needs: 'No plan yet' })], '2 returned'],
])('the note of a list', (list, words) => expect(toDoNote(list)).toBe(words));

test('assessments stand in the order of what stands first in them', () => {
  const list = [own({ assessmentId: 'b' }), own(), own({ assessmentId: 'b' })];
  expect(byAssessment(list).map((group) => group.map((one) => one.assessmentId))).toEqual([
    ['b', 'b'],
    ['a'],
  ]);
});
