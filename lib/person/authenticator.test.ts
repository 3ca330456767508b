import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import { authenticatorQr, newAuthenticatorSecret, stepOfCode } from './authenticator';
import { newRecoveryCodes, readRecoveryCode } from './recovery-code';

// The key and the times of RFC 6238, appendix B, with the last six of its eight digits.
const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
])('knows the code of second %i', (second, code) => {
  const step = Math.floor(second / 30);
  expect(stepOfCode(key, code, new Date(second * 1000))).toBe(step);
  expect(stepOfCode(key, code, new Date((second + 30) * 1000)), 'one step late').toBe(step);
  expect(stepOfCode(key, code, new Date((second - 30) * 1000)), 'one step early').toBe(step);
  expect(stepOfCode(key, code, new Date((second + 61) * 1000))).toBeNull();
});

it.each(['', '28708', '2870820', 'abcdef', '28708２'])('takes no other text for a code: "%s"', (text) => {
  expect(stepOfCode(key, text, new Date(59_000))).toBeNull();
});

it('draws a square whose quiet zone is empty', () => {
  const secret = newAuthenticatorSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const { size, path } = authenticatorQr(secret, 'ada@example.test');
  const points = [...path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const dark = new Set(points.map(String));
  const scale = 4;
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y += 1)
    for (let x = 0; x < width; x += 1)
      if (dark.has(String([Math.floor(x / scale), Math.floor(y / scale)])))
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  const read = decodeQR({ width, height: width, data });
  expect(read).toMatch(/^otpauth:\/\/totp\/Inplace:ada%40example\.test\?/);
  expect(new URL(read).searchParams.get('secret')).toBe(secret);
  for (const at of points.flat()) {
    expect(at).toBeGreaterThanOrEqual(4);
    expect(at).toBeLessThan(size - 4);
  }
});

it('reads a recovery code however it is typed', () => {
  const [code = ''] = newRecoveryCodes();
  const plain = code.replaceAll('-', '');
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
  expect(readRecoveryCode(code)).toBe(plain);
  expect(readRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')}`)).toBe(plain);
  expect(readRecoveryCode('ooooiiiillll0000'), 'as long as they were before').toBe('0000111111110000');
  for (const wrong of ['', code.slice(0, -1), `${code}0`, 'UUUU-UUUU-UUUU-UUUU', '0'.repeat(20)])
    expect(readRecoveryCode(wrong)).toBeNull();
});

it('codes for a lost factor and secrets of apps are random: ten codes of 120 bits, 160 bits a secret, none twice', () => {
  const codes = Array.from({ length: 100 }, newRecoveryCodes);
  expect(new Set(codes.map((ten) => ten.length))).toEqual(new Set([10]));
  const letters = codes.flat().map((code) => code.replaceAll('-', ''));
  expect(new Set(letters).size).toBe(1_000);
  // 24 letters of an alphabet of 32, each of them in use at every place.
  for (let place = 0; place < 24; place += 1)
    expect(new Set(letters.map((code) => code[place])).size, `place ${place}`).toBe(32);
  const secrets = Array.from({ length: 50 }, newAuthenticatorSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
});
