import { describe, expect, test } from 'vitest';
import type { Role } from '@/lib/access/model';
import { mayChangeAccepted, whyNotAcceptable } from './policy';
import {
  dayProblems,
  describeAcceptedRisk,
  isAnswered,
  isOverdue,
  latestReview,
  stillToAccept,
} from './rules';

describe('the day on which it is looked at again', () => {
  test.each([
    ['2026-11-25', '2027-11-25'],
    ['2028-02-29', '2029-02-28'],
    ['2027-02-28', '2028-02-28'],
  ])('of what was accepted on %s is %s at the latest', (acceptedOn, latest) => {
    expect(latestReview(acceptedOn)).toBe(latest);
  });

  test.each([
    ['2026-11-24', true],
    ['2026-11-25', false],
    ['2026-11-26', false],
  ])('%s has passed on 25 November 2026: %s', (reviewOn, passed) => {
    expect(isOverdue({ reviewOn }, '2026-11-25')).toBe(passed);
  });

  test.each([
    ['2026-11-25', '2026-11-26', []],
    ['2026-11-25', '2027-11-25', []],
    ['2026-11-25', '2027-11-26', ['reviewOn']],
    ['2026-11-25', '2026-11-25', ['reviewOn']],
    ['2026-11-26', '2026-12-01', ['acceptedOn']],
    ['2024-01-31', '2025-01-31', []],
  ])('accepted on %s, looked at by %s: %j do not fit', (acceptedOn, reviewOn, fields) => {
    expect(Object.keys(dayProblems({ acceptedOn, reviewOn }, '2026-11-25'))).toEqual(fields);
  });
});

test.each([
  [[null], null, false],
  [['NOT_IN_PLACE'], null, true],
  [['IN_PLACE', null], null, false],
  [['IN_PLACE', null], 0, true],
  [['IN_PLACE', null], 1, false],
  [['IN_PLACE', 'IN_PLACE_WITH_CCW'], null, true],
  [['IN_PLACE'], 7, false],
])('beside %j, for row %s, there is an answer: %s', (findings, row, answered) => {
  expect(
    isAnswered(
      findings.map((finding, index) => ({ row: index, finding })),
      row,
    ),
  ).toBe(answered);
});

describe('who may, and when', () => {
  test.each<[Role, boolean, boolean]>([
    ['ADMINISTRATOR', true, true],
    ['COMPLIANCE_OFFICER', true, true],
    ['CONTROL_OWNER', true, false],
    ['MANAGER', false, false],
    ['ASSESSOR', false, false],
  ])('%s changes their own: %s, and somebody else’s: %s', (role, own, other) => {
    expect(mayChangeAccepted({ userId: 'me', role }, 'me')).toBe(own);
    expect(mayChangeAccepted({ userId: 'me', role }, 'you')).toBe(other);
  });

  test.each([
    ['OPEN', false, null],
    ['SIGNED', false, 'signed'],
    ['SUPERSEDED', false, 'signed'],
    ['OPEN', true, 'archived'],
  ])('an assessment that is %s and archived (%s) refuses as %s', (status, isArchived, word) => {
    const reason = whyNotAcceptable({ status, archivedAt: isArchived ? new Date() : null });
    if (word === null) expect(reason).toBeNull();
    else expect(reason).toContain(word);
  });
});

test('it is told in whole sentences', () => {
  expect(
    describeAcceptedRisk({
      risk: 'The till in Bergen is patched late.',
      reason: 'It is replaced in spring.',
      acceptedByName: 'Daniel Okafor',
      acceptedByRole: 'Managing director',
      acceptedOn: '2026-11-25',
      reviewOn: '2027-03-31',
    }),
  ).toBe(
    'The till in Bergen is patched late.\nWhy: It is replaced in spring.\nAccepted by Daniel Okafor, Managing director, on 25 Nov 2026. To be looked at again by 31 Mar 2027.',
  );
});

test('each risk of last year waits until it stands among those of this year', () => {
  const risk = (words: string, row: number | null = null) => ({ risk: words, row });
  const lastYear = [risk('The till is patched late'), risk('The log is short'), risk('The log is short', 1)];
  expect(stillToAccept(lastYear, [])).toEqual(lastYear);
  expect(stillToAccept(lastYear, [risk('The till is patched late ')])).toEqual(lastYear.slice(1));
  expect(stillToAccept(lastYear, [risk('The log is short', 1), risk('New')])).toEqual(lastYear.slice(0, 2));
  expect(stillToAccept(lastYear, lastYear)).toEqual([]);
});
