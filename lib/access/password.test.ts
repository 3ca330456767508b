import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password';

const long = 'Kettle bicycle 42 cloud, anchor violet drum lantern. '.repeat(3).slice(0, 128);

describe('a password', () => {
  it('is kept as argon2id over at least 19 MiB in two passes, each time with another salt', async () => {
    const [one, two] = await Promise.all([hashPassword(long), hashPassword(long)]);
    const [, memory, passes] =
      /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$[\w+/]{22}\$[\w+/]{43}$/.exec(one) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19_456);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
    expect(two).not.toBe(one);
  });

  it('counts to its last of 128 characters, with its spaces and in its own case', async () => {
    const stored = await hashPassword(long);
    expect(await verifyPassword(stored, long)).toBe(true);
    for (const other of [
      long.slice(0, -1),
      `${long} `,
      long.toLowerCase(),
      long.slice(0, 72),
      long.trim().slice(1),
    ])
      expect(await verifyPassword(stored, other), other).toBe(false);
  });

  it('is the same from every keyboard, whichever way a letter is put together', async () => {
    expect(
      await verifyPassword(await hashPassword('pr\u00fcfung 7 laternen'), 'pru\u0308fung 7 laternen'),
    ).toBe(true);
  });

  it('matches nothing where none is kept, or something that is no hash', async () => {
    expect(await verifyPassword(null, long)).toBe(false);
    expect(await verifyPassword('none', long)).toBe(false);
  });

  it('takes the same work where there is none to compare it with, so that time tells nothing', async () => {
    const kept = [await hashPassword(long), null, '!', 'none'];
    // The shortest of several, in turns: what else the machine does only ever adds. Without the work it is a thousandth.
    const least = kept.map(() => Number.POSITIVE_INFINITY);
    for (let round = 0; round < 8; round += 1)
      for (const [index, stored] of kept.entries()) {
        const started = performance.now();
        await verifyPassword(stored, 'a wrong one');
        least[index] = Math.min(least[index] ?? 0, performance.now() - started);
      }
    const [known = 0, ...others] = least;
    for (const [index, other] of others.entries())
      expect(other, String(kept[index + 1])).toBeGreaterThan(known / 10);
  });
});
