import { expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from './errors';
import { ownValue } from './own-value';
import { parseInput } from './parse';

test('finds what the record holds, and nothing that every object has', () => {
  expect(ownValue({ a: 1 }, 'a')).toBe(1);
  for (const name of ['b', 'constructor', '__proto__', 'toString', 'valueOf']) {
    expect(ownValue({ a: 1 }, name), name).toBeUndefined();
  }
});

test('a refused field of such a name gets its message', () => {
  const schema = z.record(z.string(), z.string('Write words.'));
  try {
    parseInput(schema, { constructor: 1, toString: 2 });
    expect.unreachable();
  } catch (error) {
    expect(error instanceof AppError && error.fieldErrors).toEqual({
      constructor: ['Write words.'],
      toString: ['Write words.'],
    });
  }
});
