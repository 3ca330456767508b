import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { onOddInput } from './odd-input';
import { parseInput } from './parse';

const schema = z.strictObject({ name: z.string().min(1, 'Enter a name.') });
let told: (readonly string[])[] = [];

beforeEach(() => {
  told = [];
  onOddInput((fields) => told.push(fields));
});
afterEach(() => onOddInput(null));

const send = (input: object) => expect(() => parseInput(schema, input)).toThrow();

test('fields that a form does not have are told by name, without what they held, once a minute', () => {
  send({ name: 'Ada', role: 'ADMINISTRATOR', 'is\nAdmin': 'canary' });
  send({ name: 'Ada', other: 1 });
  expect(told).toEqual([['role', 'isAdmin']]);
});

test('what people get wrong is nobody’s attempt', () => {
  send({ name: '' });
  expect(parseInput(schema, { name: 'Ada' })).toEqual({ name: 'Ada' });
  expect(told).toEqual([]);
});
