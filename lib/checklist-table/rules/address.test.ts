import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerValues,
  builtInViews,
  changedValues,
  columns,
  dueValues,
  evidenceValues,
  lackValues,
  reviewValues,
  sortColumns,
  startState,
} from '../model';
import { readAddress, writeAddress } from './address';

const some = <V>(values: readonly V[]) => fc.subarray([...values]);
const tag = fc
  .string({ minLength: 1, maxLength: 40, unit: 'binary' })
  .filter((text) => /^[^\p{Cc},]+$/u.test(text) && text.trim() === text && text.isWellFormed());

describe('a table in its address', () => {
  test('nothing is the start', () => {
    expect(readAddress('')).toEqual({ state: startState, ignored: [] });
    expect(writeAddress(startState)).toBe('');
  });

  test('is read by people', () => {
    const query = 'q=log&answer=in-place,unanswered&owner=me&due=overdue&sort=-due&columns=answers,due';
    const { state, ignored } = readAddress(query);
    expect(ignored).toEqual([]);
    expect(state).toMatchObject({
      words: 'log',
      sort: { column: 'due', desc: true },
      columns: ['answers', 'due'],
      filters: { answer: ['IN_PLACE', 'UNANSWERED'], owner: ['ME'], due: ['OVERDUE'], tag: [] },
    });
    expect(writeAddress(state)).toBe(query);
  });

  test.each(builtInViews.map(({ name, query }) => [name, query]))('the view %s is understood', (_, query) => {
    const { state, ignored } = readAddress(query);
    expect(ignored).toEqual([]);
    expect(writeAddress(state)).toBe(query);
  });

  test.each([
    ['answer=in-place,nonsense', ['answer=nonsense']],
    ['owner=DROP TABLE', ['owner=DROP TABLE']],
    ['sort=password', ['sort=password']],
    ['columns=answers,secret', ['columns=secret']],
    ['colour=red', ['colour=red']],
    ['section=../..', ['section=../..']],
    [`tag=${'x'.repeat(41)}`, [`tag=${'x'.repeat(40)}`]],
    ['q=a%00b', ['q=a\u0000b']],
    ['tag=a%07b', ['tag=a\u0007b']],
  ])('%s opens without what is not understood', (query, named) => {
    const { state, ignored } = readAddress(query);
    expect(ignored).toEqual(named);
    expect(readAddress(writeAddress(state)).ignored).toEqual([]);
  });

  test('an address of 100 KB is cut, and says so', () => {
    const { ignored } = readAddress(`tag=${'x,'.repeat(50_000)}`);
    expect(ignored[0]).toBe('the end of a very long address');
  });

  test('every state comes back from its address, and any text is survived', () => {
    const state = fc.record({
      words: fc.stringMatching(/^[a-zA-Z0-9 &=,%+?#äß]{0,40}$/).map((text) => text.trim()),
      sort: fc.record({ column: fc.constantFrom(...sortColumns), desc: fc.boolean() }),
      columns: some(columns),
      filters: fc.record({
        answer: some(answerValues),
        owner: fc.oneof(
          fc.constant(['ME']),
          fc.constant(['NOBODY']),
          fc.uuid().map((id) => [id]),
        ),
        due: some(dueValues),
        evidence: some(evidenceValues),
        lacks: some(lackValues),
        review: some(reviewValues),
        'last-year': some(changedValues),
        section: some(['1', 'A2', '8.3']),
        tag: fc.uniqueArray(tag, { maxLength: 3 }),
      }),
    });
    fc.assert(
      fc.property(state, (one) => {
        const { state: back, ignored } = readAddress(writeAddress(one));
        expect(ignored).toEqual([]);
        expect(back).toEqual(one);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readAddress(text)));
  });
});
