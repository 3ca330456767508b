import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../lib/lock.mjs';
import { keptSecret } from '../lib/secrets.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inplace-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const file = () => join(folder, 'running.json');
const ADDRESS = 'http://localhost:3000';

describe('the lock of a data folder', () => {
  it('is held by one and given back', async () => {
    const giveBack = await takeLock(folder, ADDRESS);
    await expect(takeLock(folder, ADDRESS)).rejects.toThrow(/Inplace already runs on this data folder/);
    giveBack();
    expect(existsSync(file())).toBe(false);
    (await takeLock(folder, ADDRESS))();
  });

  it('is taken over from a process that is gone, or whose id means another program now', async () => {
    const giveBack = await takeLock(folder, ADDRESS);
    const holder = JSON.parse(readFileSync(file(), 'utf8'));
    giveBack();
    for (const dead of [{ ...holder, pid: 2 ** 22 + 1 }, { ...holder, started: '1' }, 'half a li']) {
      writeFileSync(file(), typeof dead === 'string' ? dead : JSON.stringify(dead));
      (await takeLock(folder, ADDRESS))();
    }
  });

  it('goes to exactly one of many that come at once, over a dead holder too', async () => {
    writeFileSync(file(), '{"pid":1,"started":"never","place":"elsewhere"}');
    const past = new Date(Date.now() - 3_600_000);
    const { utimesSync } = await import('node:fs');
    utimesSync(file(), past, past);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(folder, ADDRESS)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('is respected across containers by its heartbeat', { timeout: 30_000 }, async () => {
    const foreign = JSON.stringify({ pid: 1, started: '1', place: 'another machine', address: ADDRESS });
    writeFileSync(file(), foreign);
    const beat = setInterval(() => writeFileSync(file(), foreign), 1_000);
    await expect(takeLock(folder, ADDRESS)).rejects.toThrow(/already runs/);
    clearInterval(beat);
    (await takeLock(folder, ADDRESS))();
  });
});

describe('a kept secret', () => {
  it('stays the same, and is made again only when it was cut short', () => {
    const first = keptSecret(folder, 'session-secret');
    expect(first.length).toBeGreaterThanOrEqual(43);
    expect(keptSecret(folder, 'session-secret')).toBe(first);
    writeFileSync(join(folder, 'secrets/session-secret'), 'cut sho');
    const second = keptSecret(folder, 'session-secret');
    expect(second).not.toBe(first);
    expect(keptSecret(folder, 'session-secret')).toBe(second);
  });
});
