import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  cleanUp,
  health,
  isAlive,
  runningPostmaster,
  startUp,
  temporaryFolder,
  waitFor,
} from './start-up.mjs';

afterEach(cleanUp);
const RUNNING = 'press Ctrl-C';

/** The process that serves pages: the only child of the launcher that is not a database. */
function serverOf(pid) {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}

describe('starting', () => {
  it('says where it runs, how to set it up, where the data lives and how to stop, and stops whole on Ctrl-C', async () => {
    const folder = temporaryFolder();
    const up = await startUp(folder);
    await up.says(RUNNING);
    const words = up.words();
    expect(words).toContain(up.address);
    expect(words).toMatch(/Set-up +open http:\/\/localhost:\d+\/setup\?token=[\w-]{32}/);
    expect(words).toContain(folder);
    expect(await health(up.address)).toBe(200);
    const page = await fetch(`${up.address}/setup?token=${/token=([\w-]+)/.exec(words)[1]}`);
    expect(page.status).toBe(200);

    const postmaster = runningPostmaster(folder);
    up.kill('SIGINT');
    const { code } = await up.ended;
    expect(code, up.words()).toBe(0);
    expect(await health(up.address)).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
  });

  it('gives a new set-up token at each start and voids the one before', async () => {
    const folder = temporaryFolder();
    const tokens = [];
    for (const round of [1, 2]) {
      const up = await startUp(folder);
      await up.says(RUNNING);
      tokens.push(/token=([\w-]+)/.exec(up.words())[1]);
      if (round === 2) {
        const [old, current] = await Promise.all(
          tokens.map(async (token) => (await fetch(`${up.address}/setup?token=${token}`)).text()),
        );
        expect(current).toContain('<form');
        expect(old).not.toContain('<form');
      }
      up.kill('SIGTERM');
      expect((await up.ended).code).toBe(0);
    }
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  it('refuses a second instance on the same data folder in one line that names the first', async () => {
    const folder = temporaryFolder();
    const first = await startUp(folder);
    await first.says(RUNNING);
    const second = await startUp(folder);
    const { code, words } = await second.ended;
    expect(code).toBe(1);
    expect(words).toContain(
      `Inplace already runs on this data folder (${folder}): ${first.address}, process ${first.pid}`,
    );
    expect(await health(first.address)).toBe(200);
  });

  it('keeps its secrets readable by this user alone', async () => {
    const folder = temporaryFolder();
    const up = await startUp(folder);
    await up.says(RUNNING);
    const { statSync, readdirSync } = await import('node:fs');
    const secrets = readdirSync(join(folder, 'secrets'));
    expect(secrets.sort()).toEqual([
      'audit-key',
      'data-key',
      'database-app-password',
      'evidence-keys',
      'session-secret',
    ]);
    for (const name of [...secrets.map((each) => `secrets/${each}`), 'postgres/data/inplace-password'])
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
  });
});

describe('being killed', () => {
  it('leaves no server behind when the launcher is killed, and the next start picks the database up', async () => {
    const folder = temporaryFolder();
    const first = await startUp(folder);
    await first.says(RUNNING);
    const server = serverOf(first.pid);
    first.kill('SIGKILL');
    await first.ended;
    await waitFor(
      () => !isAlive(server),
      () => 'the server leaves with its launcher',
    );
    const second = await startUp(folder, { PORT: String(first.port) });
    await second.says(RUNNING);
    expect(second.words()).toContain('was still running from an earlier start');
    expect(await health(second.address)).toBe(200);
  });

  it('says so and stops whole when the server is killed', async () => {
    const folder = temporaryFolder();
    const up = await startUp(folder);
    await up.says(RUNNING);
    const postmaster = runningPostmaster(folder);
    process.kill(serverOf(up.pid), 'SIGKILL');
    const { code, words } = await up.ended;
    expect(code).toBe(1);
    expect(words).toContain('The app ended unexpectedly (SIGKILL)');
    expect(isAlive(postmaster)).toBe(false);
  });

  it('starts PostgreSQL again when it is killed, and the app goes on', async () => {
    const folder = temporaryFolder();
    const up = await startUp(folder);
    await up.says(RUNNING);
    process.kill(runningPostmaster(folder), 'SIGKILL');
    await up.says('PostgreSQL runs again.');
    await waitFor(
      async () => (await health(up.address)) === 200,
      () => 'the app reaches its database again',
    );
    up.kill('SIGINT');
    expect((await up.ended).code).toBe(0);
  });

  it('starts again after everything was killed at once', async () => {
    const folder = temporaryFolder();
    const first = await startUp(folder);
    await first.says(RUNNING);
    process.kill(runningPostmaster(folder), 'SIGKILL');
    first.kill('SIGKILL');
    await first.ended;
    const second = await startUp(folder);
    await second.says(RUNNING);
    expect(await health(second.address)).toBe(200);
  });
});
