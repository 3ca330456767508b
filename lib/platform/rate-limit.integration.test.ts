import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { assertNotLimited, giveTurnBack, takeSlowedTurn, takeTurn, waitAfter } from './rate-limit';
import { unsafeRows } from './testing';

it('gives a key fifty turns, also at once, and then says how long to wait', async () => {
  const address = randomUUID();
  const taken = await Promise.all(Array.from({ length: 60 }, () => takeTurn('sign-in', address)));
  expect(taken.filter(Boolean)).toHaveLength(50);
  const refused = await assertNotLimited('sign-in', address).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
  const { retryAfter } = refused as { retryAfter: number };
  expect(retryAfter).toBeGreaterThan(800);
  expect(retryAfter).toBeLessThanOrEqual(900);
  await assertNotLimited('sign-in', randomUUID());
});

it('does not count what was given back', async () => {
  const address = randomUUID();
  for (let turn = 0; turn < 60; turn += 1) {
    expect(await takeTurn('sign-in', address)).toBe(true);
    await giveTurnBack('sign-in', address);
  }
  await assertNotLimited('sign-in', address);
});

it('forgets after a quarter of an hour', async () => {
  const address = randomUUID();
  await Promise.all(Array.from({ length: 50 }, () => takeTurn('sign-in', address)));
  await unsafeRows(`UPDATE "RateLimit" SET "expire" = 1 WHERE "key" = $1`, [`sign-in:${address}`]);
  await assertNotLimited('sign-in', address);
});

it('makes a network wait longer the more it has failed, also when it asks for much at once, and nobody else', async () => {
  expect([0, 9, 10, 11, 20, 49].map(waitAfter)).toEqual([0, 0, 0, 100, 1_000, 2_000]);
  const address = randomUUID();
  await Promise.all(Array.from({ length: 15 }, () => takeTurn('sign-in', address)));
  const took = async (key: string) => {
    const start = performance.now();
    expect(await takeSlowedTurn('sign-in', key)).toBe(true);
    return performance.now() - start;
  };
  const [first, second, other] = await Promise.all([took(address), took(address), took(randomUUID())]);
  expect(Math.min(first, second)).toBeGreaterThan(490);
  expect(Math.max(first, second)).toBeGreaterThan(590);
  expect(other).toBeLessThan(490);
});
