import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../lib/folders.mjs';
import { freePort } from '../lib/postgres.mjs';
import { outsideHome } from '../lib/postgres-place.mjs';
import { health, waitFor } from './start-up.mjs';

// Mode 0700: as root this is also the folder that only root can enter.
const home = mkdtempSync(join(tmpdir(), 'inplace-fresh-'));
const checkout = join(home, 'inplace');
const running = new Set();
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
  if (process.getuid?.() === 0) rmSync(outsideHome(join(checkout, 'data')), { recursive: true, force: true });
});

/** `npm run up` in the clone, as a person would type it, in a process group of its own. */
function up(port) {
  const child = spawn('npm', ['run', 'up'], {
    cwd: checkout,
    env: { ...process.env, PORT: String(port), INPLACE_DATA_DIR: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      words += piece;
    });
  const ended = new Promise((done) => child.on('close', (code, signal) => done(code ?? signal)));
  void ended.then(() => running.delete(child));
  return {
    ended,
    words: () => words,
    says: (text, seconds = 900) =>
      waitFor(
        () => words.includes(text),
        () => `"${text}" in:\n${words}`,
        seconds,
      ),
    killAll: async () => {
      process.kill(-child.pid, 'SIGKILL');
      await ended;
    },
    interrupt: () => process.kill(-child.pid, 'SIGINT'), // what Ctrl-C does
  };
}

/** After Ctrl-C npm ends by the signal that its shell got, whatever the program under it says. */
const CTRL_C = /^(0|SIGINT)$/;

describe('a fresh clone', () => {
  it('comes up with one command, also after being killed while it installs and while it builds', async () => {
    execFileSync('git', ['clone', '--quiet', projectFolder, checkout]);
    const port = await freePort();
    const address = `http://localhost:${port}`;

    const installing = up(port);
    await installing.says('installing from the lock file');
    await new Promise((done) => setTimeout(done, 5_000));
    await installing.killAll();

    const building = up(port);
    await building.says('sources have changed, building');
    await new Promise((done) => setTimeout(done, 6_000));
    await building.killAll();

    const first = up(port);
    await first.says('press Ctrl-C');
    expect(first.words()).toContain('building');
    expect(await health(address)).toBe(200);
    first.interrupt();
    expect(String(await first.ended), first.words()).toMatch(CTRL_C);
    expect(await health(address)).toBe(0);

    const started = performance.now();
    const second = up(port);
    await second.says('press Ctrl-C');
    const seconds = (performance.now() - started) / 1000;
    // "still running" would mean that Ctrl-C has left the database behind.
    expect(second.words()).not.toMatch(/building|installing|migration|still running/);
    expect(seconds, 'second start').toBeLessThan(15);
    expect(await health(address)).toBe(200);
    second.interrupt();
    expect(String(await second.ended), second.words()).toMatch(CTRL_C);
    expect(await health(address)).toBe(0);
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: checkout, encoding: 'utf8' })).toBe('');
  });
});
