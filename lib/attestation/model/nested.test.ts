import { describe, expect, it } from 'vitest';
import { nestedForm } from './nested';

describe('names of a form', () => {
  it.each([
    ['plain fields', { name: 'A', title: 'B' }, { name: 'A', title: 'B' }],
    [
      'rows in their order',
      { 'r.10.a': 'x', 'r.9.a': 'y', 'r.9.b': 'z' },
      { r: [{ a: 'y', b: 'z' }, { a: 'x' }] },
    ],
    ['a removed row leaves no hole', { 'r.0.a': 'x', 'r.2.a': 'y' }, { r: [{ a: 'x' }, { a: 'y' }] }],
    ['machinery is dropped', { '__proto__.polluted': 'x', 'a.constructor.b': 'x', ok: '1' }, { ok: '1' }],
    ['a field and rows of one name: the later stands', { r: 'x', 'r.0.a': 'y' }, { r: [{ a: 'y' }] }],
  ])('%s', (_, flat, nested) => {
    expect(nestedForm(flat)).toEqual(nested);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
