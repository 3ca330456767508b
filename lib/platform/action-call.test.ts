import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { isActionCall } from './action-call';

/** React's own, which Next keeps without types. */
const { encodeReply }: { encodeReply: (value: unknown) => Promise<string | FormData> } = createRequire(
  import.meta.url,
)('next/dist/compiled/react-server-dom-turbopack/client.browser.js');

const shared = ['This is not your password.'];

describe('the arguments of an action', () => {
  test.each<[string, unknown[]]>([
    ['none', []],
    ['plain values', [null, 'text', 7, true, undefined]],
    ['texts that begin with a dollar', ['$ begins with a dollar', '$undefined', '$K1', '']],
    [
      'numbers and days',
      [Number.NaN, Number.POSITIVE_INFINITY, -0, 12_345_678_901_234_567_890n, new Date(0)],
    ],
    ['what stands there twice', [{ ok: false, fieldErrors: { password: shared, code: shared } }]],
    ['objects and lists', [{ offer: 'v1.x', response: { id: 'a', parts: [1, [2, [3]]] } }]],
  ])('as React writes them are let through: %s', async (_words, values) => {
    const body = await encodeReply(values);
    expect(typeof body).toBe('string');
    expect(isActionCall(String(body), 'ALONE')).toBe(true);
  });

  test('with a form in another part are let through together with it alone', async () => {
    const form = new FormData();
    form.set('name', 'North Bank');
    const body = await encodeReply([null, form, new Map([['a', 1]])]);
    if (typeof body === 'string') throw new Error('a form has parts');
    expect(isActionCall(String(body.get('0')), 'WITH_PARTS')).toBe(true);
    expect(isActionCall(String(body.get('0')), 'ALONE')).toBe(false);
  });

  test.each([
    [''],
    ['["a'],
    ['null'],
    ['17'],
    ['{"then":"x"}'],
    ['["$F1"]'],
    ['["$B1"]'],
    ['["$@1"]'],
    ['["$i1"]'],
    ['["$1:__proto__:then"]'],
    ['[{"then":"$1:constructor:constructor"}]'],
    [`["$n${'9'.repeat(100_000)}"]`],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    [`[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}]`],
  ])('that nothing of ours has written are not: %.40s', (text) => {
    expect(isActionCall(text, 'ALONE')).toBe(false);
    if (text.includes(':constructor') || text.includes('__proto__'))
      expect(isActionCall(text, 'WITH_PARTS')).toBe(false);
  });
});
