import { describe, expect, test } from 'vitest';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import { factBits } from './facts';
import {
  besideSection,
  claimInWords,
  countFindings,
  countsInWords,
  deriveFinding,
  groupByPrincipal,
  groupBySection,
  incompleteInWords,
  isClaimed,
  isIncomplete,
  isNotInPlace,
  nextOpen,
  sectionOf,
} from './progress';

const form = { describesResults: false };
const item = (requirementNumber: string, ...answers: (Finding | null)[]) => ({
  requirementNumber,
  rows: answers.map((finding) => ({ finding, facts: 0 })),
});
const rows = (...answers: (Finding | null)[]) => answers.map((finding) => ({ finding }));

describe('the finding of a requirement from its answer rows', () => {
  test.each<[string, (Finding | null)[], Finding | null]>([
    ['one answer is the answer', ['IN_PLACE'], 'IN_PLACE'],
    ['no rows, no answer', [], null],
    ['unanswered until every row is answered', ['IN_PLACE', 'IN_PLACE', null], null],
    ['unanswered even when one row is Not in Place already', ['NOT_IN_PLACE', null], null],
    ['one row Not in Place settles it', ['IN_PLACE', 'NOT_IN_PLACE', 'NOT_TESTED'], 'NOT_IN_PLACE'],
    ['Not Tested outweighs a compensating control', ['IN_PLACE_WITH_CCW', 'NOT_TESTED'], 'NOT_TESTED'],
    ['a compensating control in one row', ['IN_PLACE', 'IN_PLACE_WITH_CCW'], 'IN_PLACE_WITH_CCW'],
    ['rows that do not apply leave it to the others', ['NOT_APPLICABLE', 'IN_PLACE'], 'IN_PLACE'],
    ['Not Applicable only when no row applies', ['NOT_APPLICABLE', 'NOT_APPLICABLE'], 'NOT_APPLICABLE'],
  ])('%s', (_, answers, finding) => {
    expect(deriveFinding(rows(...answers))).toBe(finding);
  });
});

describe('progress', () => {
  const items = [
    item('6.3.3', 'IN_PLACE'),
    item('6.4.3', 'IN_PLACE', null, 'NOT_IN_PLACE'),
    item('10.2.1', 'NOT_APPLICABLE'),
    item('A2.1.1', null),
  ];

  test('counts requirements, not rows', () => {
    const counts = countFindings(items);
    expect(counts).toMatchObject({
      total: 4,
      answered: 2,
      IN_PLACE: 1,
      NOT_APPLICABLE: 1,
      UNANSWERED: 2,
      NOT_IN_PLACE: 0,
    });
    expect(countsInWords(counts, findingNames)).toBe('1 In Place, 1 Not Applicable, 2 Unanswered');
  });

  test('groups by principal requirement and by section, appendices too', () => {
    expect([...groupByPrincipal(items).keys()]).toEqual(['6', '10', 'A2']);
    expect([...groupBySection(items).keys()]).toEqual(['6.3', '6.4', '10.2', 'A2.1']);
    expect(sectionOf('8.3.10.1')).toBe('8.3');
  });

  test('a row that is Not in Place counts before the others are answered', () => {
    expect(items.filter(isNotInPlace).map((found) => found.requirementNumber)).toEqual(['6.4.3']);
  });

  test('incomplete: partly answered, or a text is missing; untouched is merely unanswered', () => {
    expect(items.filter((one) => isIncomplete(one, form)).map((found) => found.requirementNumber)).toEqual([
      '6.4.3',
      '10.2.1',
    ]);
  });
});

describe('where to go on', () => {
  const reasoned = { finding: 'NOT_APPLICABLE' as const, facts: factBits.notApplicableReason };

  test('the next unanswered one after this', () => {
    const items = [item('1', null), item('2', 'IN_PLACE'), item('3', null)];
    expect(nextOpen(items, '1', form)).toEqual({ requirementNumber: '3', because: 'UNANSWERED' });
  });

  test('round the end to an earlier one', () => {
    const items = [item('1', null), item('2', 'IN_PLACE'), item('3', 'IN_PLACE')];
    expect(nextOpen(items, '3', form)).toEqual({ requirementNumber: '1', because: 'UNANSWERED' });
  });

  test('this one itself when it is the only one left', () => {
    expect(nextOpen([item('1', null), item('2', 'IN_PLACE')], '1', form)?.requirementNumber).toBe('1');
  });

  test('then those that lack a text, then nothing', () => {
    const open = [item('1', 'IN_PLACE'), item('2', 'NOT_APPLICABLE')];
    expect(nextOpen(open, '1', form)).toEqual({ requirementNumber: '2', because: 'INCOMPLETE' });
    expect(
      nextOpen([item('1', 'IN_PLACE'), { requirementNumber: '2', rows: [reasoned] }], '1', form),
    ).toBeNull();
  });
});

test.each([
  ['IN_PLACE', 0, 0, 'no evidence and no test'],
  ['IN_PLACE', 1, 0, 'no test'],
  ['IN_PLACE_WITH_CCW', 0, 2, 'no evidence'],
  ['IN_PLACE', 1, 1, ''],
  ['NOT_APPLICABLE', 0, 0, ''],
  ['NOT_IN_PLACE', 0, 0, ''],
  [null, 0, 0, ''],
] as const)(
  '%s with %i items of evidence and %i tests is claimed: "%s"',
  (finding, evidence, tests, words) => {
    const item = { rows: [{ finding }], evidence, tests };
    expect(claimInWords(item)).toBe(words);
    expect(isClaimed(item)).toBe(words !== '');
  },
);

describe('a test that was not fully met', () => {
  const proven = { evidence: 1, tests: 2, unmetOn: '2026-11-20' };

  test('leaves an answer that says In Place claimed', () => {
    expect(claimInWords({ ...item('8.3.6', 'IN_PLACE'), ...proven })).toBe('a test that was not fully met');
    expect(claimInWords({ ...item('8.3.6', 'IN_PLACE_WITH_CCW'), ...proven, evidence: 0 })).toBe(
      'no evidence and a test that was not fully met',
    );
    expect(isClaimed({ ...item('8.3.6', 'IN_PLACE'), ...proven, unmetOn: null })).toBe(false);
  });

  test('asks nothing of an answer that claims nothing', () => {
    expect(isClaimed({ ...item('8.3.6', 'NOT_APPLICABLE'), ...proven })).toBe(false);
    expect(isClaimed({ ...item('8.3.6', 'NOT_IN_PLACE'), ...proven })).toBe(false);
  });
});

test('evidence that failed is said to be all that there is, where nothing else counts', () => {
  const failed = { ...item('11.3.2', 'IN_PLACE'), hasFailedEvidence: true };
  expect(claimInWords({ ...failed, evidence: 0, tests: 1 })).toBe('only evidence that failed');
  expect(claimInWords({ ...failed, evidence: 0, tests: 0 })).toBe('only evidence that failed and no test');
  expect(claimInWords({ ...failed, evidence: 1, tests: 1 })).toBe('');
});

describe('a claim is what stands', () => {
  const bare = { evidence: 0, tests: 0 };

  test('not a row of a requirement that is half answered', () => {
    expect(isClaimed({ ...item('6.4.3', 'IN_PLACE', null), ...bare })).toBe(false);
    expect(isClaimed({ ...item('6.4.3', 'IN_PLACE', 'NOT_IN_PLACE'), ...bare })).toBe(false);
    expect(isClaimed({ ...item('6.4.3', 'IN_PLACE', 'NOT_APPLICABLE'), ...bare })).toBe(true);
  });

  test('not an answer that waits to be confirmed', () => {
    expect(isClaimed({ ...item('12.10.1', 'IN_PLACE'), ...bare, isUnconfirmed: true })).toBe(false);
  });
});

test('of the answered, those that lack words are counted apart; one that is half answered is merely unanswered', () => {
  const half = item('6.4.3', 'IN_PLACE', null);
  const items = [item('6.3.3', 'IN_PLACE'), item('10.2.1', 'NOT_APPLICABLE'), half];
  expect(countFindings(items)).toMatchObject({ answered: 2, UNANSWERED: 1 });
  expect(incompleteInWords(items, form)).toBe('1 of these incomplete');
  expect(incompleteInWords([half], form)).toBe('');
  expect(incompleteInWords([{ ...item('10.2.1', 'NOT_APPLICABLE'), isUnconfirmed: true }], form)).toBe('');
});

describe('an answer that waits to be confirmed', () => {
  const waiting = { ...item('12.10.1', 'IN_PLACE'), isUnconfirmed: true };

  test('counts as open, and is the next to look at', () => {
    expect(countFindings([item('3.1.1', 'IN_PLACE'), waiting])).toMatchObject({ answered: 1, UNANSWERED: 1 });
    expect(nextOpen([item('3.1.1', 'IN_PLACE'), waiting], '3.1.1', form)).toEqual({
      requirementNumber: '12.10.1',
      because: 'UNANSWERED',
    });
  });
});

describe('an answer without the risk analysis that it needs', () => {
  const owing = (number: string, ...answers: (Finding | null)[]) => ({
    ...item(number, ...answers),
    frequencyNeed: 'LINK' as const,
  });

  test('is incomplete, counted so and the next to look at', () => {
    expect(isIncomplete(owing('5.2.3.1', 'IN_PLACE'), form)).toBe(true);
    expect(isIncomplete(owing('5.2.3.1', 'IN_PLACE_WITH_CCW'), form)).toBe(true);
    expect(incompleteInWords([owing('5.2.3.1', 'IN_PLACE')], form)).toBe('1 of these incomplete');
    expect(nextOpen([item('1', 'IN_PLACE'), owing('5.2.3.1', 'IN_PLACE')], '1', form)).toEqual({
      requirementNumber: '5.2.3.1',
      because: 'INCOMPLETE',
    });
  });

  test('owes none while it claims no frequency, and of several rows the last does', () => {
    expect(isIncomplete(owing('5.2.3.1', 'NOT_IN_PLACE'), { ...form, asksPlan: false })).toBe(false);
    expect(isIncomplete(owing('5.2.3.1', null), form)).toBe(false);
    expect(isIncomplete(owing('11.6.1', 'IN_PLACE', 'NOT_IN_PLACE'), { ...form, asksPlan: false })).toBe(
      false,
    );
    expect(isIncomplete(owing('11.6.1', 'NOT_IN_PLACE', 'IN_PLACE'), { ...form, asksPlan: false })).toBe(
      true,
    );
  });

  test('is whole once nothing is owed', () => {
    expect(isIncomplete({ ...owing('5.2.3.1', 'IN_PLACE'), frequencyNeed: null }, form)).toBe(false);
  });
});

describe('the section beside', () => {
  const numbers = ['2.2.1', '2.2.2', '3.1.1', '3.2.1', '3.2.2', '3.3.1'];
  const items = numbers.map((requirementNumber) => ({ requirementNumber }));
  test.each([
    ['2.2.1', 1, '3.1.1'],
    ['3.2.1', 1, '3.3.1'],
    ['3.3.1', 1, undefined],
    ['3.3.1', -1, '3.2.1'],
    ['3.2.2', -1, '3.1.1'],
    ['3.1.1', -1, '2.2.1'],
    ['2.2.2', -1, undefined],
  ] as const)('from %s, %i: %s', (from, direction, to) => {
    expect(besideSection(items, numbers.indexOf(from), direction)).toBe(to);
  });
});
