import { describe, expect, test } from 'vitest';
import { emptyResponse, type HistoryEntry, type ResponseFields } from '../model';
import { factBits, factsOf, writtenWorksheetParts } from './facts';
import { changesTo, fieldsAtVersion, groupHistory, historyLines, isSameValue } from './history';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 14, minute)).toISOString();
const entry = (
  version: number,
  minute: number,
  changes: HistoryEntry['changes'],
  actor = 'Priya',
): HistoryEntry => ({
  row: 0,
  version,
  at: at(minute),
  actorId: actor,
  actorName: actor,
  changes,
});

describe('facts', () => {
  test('blank text and an unclaimed exception are not written', () => {
    expect(factsOf({ ...emptyResponse, planAction: '  \n', legalException: false })).toBe(0);
  });

  test('each written field sets its own bit', () => {
    const mask = factsOf({
      ...emptyResponse,
      planTargetOn: '2026-12-01',
      ccwValidation: 'x',
      legalException: true,
    });
    expect(mask).toBe(factBits.planTargetOn | factBits.ccwValidation | factBits.legalException);
    expect(writtenWorksheetParts(mask)).toBe(1);
  });

  test('no two facts share a bit', () => {
    const bits = Object.values(factBits);
    expect(new Set(bits).size).toBe(bits.length);
    expect(bits.reduce((sum, bit) => sum + bit, 0)).toBe(2 ** bits.length - 1);
  });
});

describe('the history of an answer row', () => {
  const entries = [
    entry(4, 30, { planAction: { from: 'Patch', to: 'Patch it all' } }),
    entry(3, 29, { planAction: { from: '', to: 'Patch' } }),
    entry(2, 28, { finding: { from: 'IN_PLACE', to: 'NOT_IN_PLACE' } }),
    entry(1, 5, { finding: { from: null, to: 'IN_PLACE' } }, 'Hanne'),
  ];
  const current = {
    version: 4,
    fields: { ...emptyResponse, finding: 'NOT_IN_PLACE', planAction: 'Patch it all' } as ResponseFields,
  };

  test('joins the saves of one sitting into a line', () => {
    expect(groupHistory(entries)).toMatchObject([
      {
        version: 4,
        actorName: 'Priya',
        finding: 'NOT_IN_PLACE',
        edited: ['planAction'],
        changes: {
          finding: { from: 'IN_PLACE', to: 'NOT_IN_PLACE' },
          planAction: { from: '', to: 'Patch it all' },
        },
      },
      { version: 1, actorName: 'Hanne', finding: 'IN_PLACE', edited: [] },
    ]);
  });

  test('never hides an answer inside a line', () => {
    const twice = [
      entry(2, 10, { finding: { from: 'IN_PLACE', to: 'NOT_IN_PLACE' } }),
      entry(1, 9, { finding: { from: null, to: 'IN_PLACE' } }),
    ];
    expect(groupHistory(twice).map((group) => group.finding)).toEqual(['NOT_IN_PLACE', 'IN_PLACE']);
  });

  test('starts a new line after ten minutes and for another person', () => {
    const apart = [
      entry(3, 31, { planOwner: { from: 'a', to: 'b' } }),
      entry(2, 20, { planOwner: { from: '', to: 'a' } }),
      entry(1, 19, { resultNote: { from: '', to: 'x' } }, 'Hanne'),
    ];
    expect(groupHistory(apart)).toHaveLength(3);
  });

  test('takes an answer back to any version that it reaches', () => {
    expect(fieldsAtVersion(current, entries, 0, 3)?.planAction).toBe('Patch');
    expect(fieldsAtVersion(current, entries, 0, 1)).toMatchObject({ finding: 'IN_PLACE', planAction: '' });
    expect(fieldsAtVersion(current, entries, 0, 0)).toEqual(emptyResponse);
  });

  test('does not guess across a gap', () => {
    expect(fieldsAtVersion(current, entries.slice(0, 2), 0, 1)).toBeNull();
    expect(fieldsAtVersion(current, entries, 1, 3)).toBeNull();
  });

  test('restoring saves only what differs', () => {
    const before = fieldsAtVersion(current, entries, 0, 1);
    expect(before && changesTo(current.fields, before)).toEqual({ finding: 'IN_PLACE', planAction: '' });
  });

  test.each([
    ['Hanne ', 'Hanne', true],
    ['a\r\nb', 'a\nb', true],
    ['é', 'e\u0301', true],
    [null, '', true],
    [false, null, false],
    ['a', 'b', false],
  ])('%j and %j say the same: %s', (left, right, same) => {
    expect(isSameValue(left, right)).toBe(same);
  });
});

test('what happened beside the answers stands between them, newest first', () => {
  const saves = [
    entry(2, 30, { finding: { from: 'IN_PLACE', to: null } }),
    entry(1, 1, { finding: { from: null, to: 'IN_PLACE' } }),
  ];
  const approved = {
    type: 'review.approved' as const,
    at: at(12),
    actorId: 'sam',
    actorName: 'Sam',
    reason: '',
  };
  const lines = historyLines(saves, [approved]);
  expect(lines.map((line) => ('event' in line ? line.event.type : line.group.version))).toEqual([
    2,
    'review.approved',
    1,
  ]);
});
