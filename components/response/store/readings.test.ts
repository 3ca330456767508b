import { describe, expect, it } from 'vitest';
import { groundsOf, type Readings, withAnother, withPart, withReading } from './readings';

const parts = (...names: string[]) => names.reduce<Readings>(withPart, {});
const read = (known: Readings, ...steps: [part: string, grounds: string][]) =>
  steps.reduce((readings, [part, grounds]) => withReading(readings, part, grounds), known);

describe('what an approver has seen beside an answer', () => {
  it('is known once every part of the page was read, all with the same word', () => {
    const page = parts('page', 'evidence', 'tests');
    expect(groundsOf({})).toBeUndefined();
    expect(groundsOf(page)).toBeUndefined();
    expect(groundsOf(read(page, ['page', 'a'], ['evidence', 'a']))).toBeUndefined();
    expect(groundsOf(read(page, ['page', 'a'], ['evidence', 'a'], ['tests', 'a']))).toBe('a');
    expect(groundsOf(read(parts('page'), ['page', ''])), 'nothing stands there').toBe('');
  });

  it('is not what only one part shows: the others are read anew, and then it is', () => {
    const before = read(parts('page', 'evidence', 'tests'), ['page', 'a'], ['evidence', 'a'], ['tests', 'a']);
    const after = read(before, ['tests', 'b']);
    expect(groundsOf(after)).toBeUndefined();
    expect(after.tests).toEqual({ grounds: 'b', turn: 0 });
    expect([after.page, after.evidence]).toEqual(Array(2).fill({ grounds: null, turn: 1 }));
    expect(groundsOf(read(after, ['page', 'b'], ['evidence', 'b']))).toBe('b');
  });

  it('is found again where an old answer comes after a new one', () => {
    const late = read(parts('page', 'tests'), ['tests', 'b'], ['page', 'a']);
    expect(late.tests).toEqual({ grounds: null, turn: 1 });
    const again = read(late, ['tests', 'b']);
    expect(again.page).toEqual({ grounds: null, turn: 1 });
    expect(groundsOf(read(again, ['page', 'b']))).toBe('b');
  });

  it('waits for a part that comes later, and for one that is asked again; without it the others go on', () => {
    const whole = read(parts('page'), ['page', 'a']);
    const more = withPart(whole, 'risks');
    expect(groundsOf(more)).toBeUndefined();
    expect(groundsOf(withAnother(whole, 'page'))).toBeUndefined();
    expect(withAnother(whole, 'gone')).toBe(whole);
    expect(read(whole, ['gone', 'z']), 'it is no part of the page any more').toBe(whole);
  });
});
