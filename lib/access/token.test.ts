import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bearerToken, newProgramToken } from './token';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const numberOf = (text: string) =>
  [...text].reduce((sum, digit) => sum * 62n + BigInt(DIGITS.indexOf(digit)), 0n);

describe('a token for programs', () => {
  test('has a prefix, 256 random bits and a checksum that anybody can verify', () => {
    const tokens = Array.from({ length: 200 }, () => newProgramToken('inp_'));
    expect(new Set(tokens).size).toBe(200);
    for (const token of tokens) {
      expect(token).toMatch(/^inp_[0-9A-Za-z]{49}$/);
      expect(numberOf(token.slice(-6))).toBe(BigInt(crc32(token.slice(0, -6))));
      expect(numberOf(token.slice(4, -6)) < 1n << 256n).toBe(true);
    }
    // The highest of 256 bits is set in half of them.
    const high = tokens.filter((token) => numberOf(token.slice(4, -6)) >> 255n === 1n).length;
    expect(high).toBeGreaterThan(50);
  });

  test.each([
    ['Bearer inp_abc', 'inp_abc'],
    ['bearer   inp_abc', 'inp_abc'],
    [' Bearer inp_abc ', 'inp_abc'],
    ['Bearer eyJhbGciOi', null],
    ['Basic inp_abc', null],
    ['Bearer inp_a inp_b', null],
    [`Bearer inp_${'a'.repeat(300)}`, null],
    ['inp_abc', null],
    ['', null],
    [null, null],
  ])('of the header %j: %j', (header, token) => {
    expect(bearerToken(header, 'inp_')).toBe(token);
  });
});
