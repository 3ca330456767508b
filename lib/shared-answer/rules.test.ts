import { describe, expect, test } from 'vitest';
import type { Finding } from '@/lib/catalogue/model';
import { emptyResponse, type ResponseFields } from '@/lib/response/model';
import { type AnswerRow, changesBetweenRows, effectOf, isWhole, sharedState } from './rules';

const row = (version: number, fields: Partial<ResponseFields> = {}): AnswerRow => ({
  row: 0,
  version,
  fields: { ...emptyResponse, ...fields },
});
const offered: Finding[] = ['IN_PLACE', 'NOT_IN_PLACE'];

describe('how a use stands', () => {
  const link = { sourceBasis: 3, targetBasis: 2 };
  test.each([
    [{ source: 3, target: 2 }, 'CURRENT'],
    [{ source: 4, target: 2 }, 'CHANGED'],
    [{ source: 4, target: 9 }, 'CHANGED'],
    [{ source: 3, target: 3 }, 'OWN'],
    [{ source: null, target: 2 }, 'STOPPED'],
  ])('%j is %s', (now, state) => expect(sharedState(link, now)).toBe(state));
});

describe('what using an answer would do', () => {
  const source = [row(1, { finding: 'IN_PLACE', resultNote: 'Seen' })];
  test.each([
    ['nothing is said there', [row(0)], false, 'NEW'],
    ['the same is said there', source, false, 'SAME'],
    ['the same is used there', source, true, 'LINKED'],
    ['something else is said there', [row(1, { finding: 'NOT_IN_PLACE' })], false, 'REPLACES'],
    ['an answer was taken back there', [row(2)], false, 'REPLACES'],
    ['a use was changed', [row(2, { finding: 'IN_PLACE' })], true, 'REPLACES'],
  ])('where %s', (_, target, isLinked, effect) =>
    expect(effectOf(source, target, { offered, isLinked })).toBe(effect),
  );

  test('is nothing where the questionnaire does not offer it', () =>
    expect(effectOf([row(1, { finding: 'NOT_TESTED' })], [row(0)], { offered, isLinked: false })).toBe(
      'NOT_OFFERED',
    ));

  test('names only the fields that differ', () =>
    expect(changesBetweenRows([row(0)], source)).toEqual([
      { row: 0, field: 'finding', from: null, to: 'IN_PLACE' },
      { row: 0, field: 'resultNote', from: '', to: 'Seen' },
    ]));

  test('needs every row', () => {
    expect([isWhole([]), isWhole([row(0)]), isWhole(source)]).toEqual([false, false, true]);
  });
});
