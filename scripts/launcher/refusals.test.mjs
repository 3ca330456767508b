import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { canReach, databaseAccount } from '../lib/account.mjs';
import { projectFolder } from '../lib/folders.mjs';
import { nodeVersionFault } from '../lib/node-version.mjs';
import { claimFolder, claimPort, needSpace } from '../lib/room.mjs';
import { commonFault } from '../lib/words.mjs';
import { cleanUp, onCleanUp, startUp, temporaryFolder } from './start-up.mjs';

afterEach(cleanUp);
const isRoot = process.getuid?.() === 0;

/** The words of a start that must fail: one line, without a stack. */
async function refusal(folder, env, options) {
  const up = await startUp(folder, env, options);
  const { code, words } = await up.ended;
  expect(code, words).toBe(1);
  const said = words.slice(words.indexOf('Cannot go on:')).trim();
  expect(said.split('\n')).toHaveLength(1);
  expect(said).not.toMatch(/ at .+:\d+:\d+/);
  return said;
}

describe('one clear line', () => {
  it('for a port that is taken', async () => {
    const taken = createServer();
    await new Promise((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address();
    onCleanUp(() => new Promise((done) => taken.close(done)));
    expect(await refusal(temporaryFolder(), { PORT: String(port) })).toBe(
      `Cannot go on: port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm run up`,
    );
  });

  it('for a port that is no port', async () => {
    expect(await refusal(temporaryFolder(), { PORT: 'abc' })).toContain(
      'PORT must be a number from 1 to 65535',
    );
    await expect(claimPort('70000', '127.0.0.1')).rejects.toThrow('PORT must be a number');
  });

  it('for an address that is not of this machine', async () => {
    await expect(claimPort('0', '127.0.0.1')).rejects.toThrow('PORT must be');
    expect(await refusal(temporaryFolder(), { HOST: '192.0.2.1' })).toContain(
      'HOST must be an address of this machine',
    );
  });

  it('for a data folder that cannot be written', async () => {
    expect(await refusal('/proc/self', {})).toMatch(/^Cannot go on: .*\/proc\/self/);
  });

  it('for a database that does not answer', async () => {
    expect(await refusal(temporaryFolder(), { DATABASE_URL: 'postgresql://a:b@127.0.0.1:9/c' })).toBe(
      'Cannot go on: the PostgreSQL of DATABASE_URL does not answer at 127.0.0.1:9/c (ECONNREFUSED).',
    );
  });

  it('for a DATABASE_URL that is no address', async () => {
    expect(await refusal(temporaryFolder(), { DATABASE_URL: 'localhost' })).toContain(
      'DATABASE_URL is not an address like',
    );
  });

  it('for a secret that is too short: nothing is served with it', async () => {
    const said = await refusal(temporaryFolder(), { NEXTAUTH_SECRET: 'short' });
    expect(said).toMatch(/ended at its start\..* NEXTAUTH_SECRET: must have at least 32 characters$/);
  });

  it('for no network at the installation', { timeout: 120_000 }, async () => {
    const checkout = mkdtempSync(join(tmpdir(), 'inplace-checkout-'));
    onCleanUp(() => rmSync(checkout, { recursive: true, force: true }));
    for (const name of ['package.json', 'package-lock.json', 'scripts'])
      cpSync(join(projectFolder, name), join(checkout, name), { recursive: true });
    const result = spawnSync(process.execPath, [join(checkout, 'scripts/up.mjs')], {
      cwd: checkout,
      encoding: 'utf8',
      env: {
        ...process.env,
        PORT: '45871',
        INPLACE_DATA_DIR: temporaryFolder(),
        npm_config_registry: 'http://127.0.0.1:9/',
        npm_config_cache: join(checkout, 'cache'),
      },
    });
    expect(result.status).toBe(1);
    expect(result.stderr.trim()).toMatch(
      /^Cannot go on: the packages could not be downloaded: the npm registry does not answer \(details: .*install\.log\)\. Connect this machine/,
    );
  });

  it('for a Node.js that is too old', () => {
    expect(nodeVersionFault('18.20.4')).toContain(
      'this is Node.js 18.20.4, and Inplace needs 20.19 or later',
    );
    expect(nodeVersionFault('20.18.3')).toContain('needs 20.19');
    expect([nodeVersionFault('20.19.0'), nodeVersionFault('22.0.0'), nodeVersionFault('24.1.0')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('for a full disk, before anything is begun', () => {
    expect(() => needSpace(join(tmpdir(), 'not/there/yet'), 10 ** 9, 'building')).toThrow(
      /the disk is full: building needs about 1000000000 MiB, and \d+ MiB are free/,
    );
  });

  it('for the faults that every step may meet', () => {
    const fault = (code) => commonFault(Object.assign(new Error(code), { code, path: '/d' }), '/d');
    expect(fault('ENOSPC')).toMatch(/^The disk is full \(\/d\)/);
    expect(fault('EDQUOT')).toMatch(/^The disk quota is used up/);
    expect(fault('EROFS')).toMatch(/^The folder is read-only \(\/d\)/);
    expect(fault('EACCES')).toMatch(/^This user may not write to \/d/);
    expect(commonFault(new Error('FATAL: could not write: No space left on device'), '/d')).toMatch(
      /^The disk is full/,
    );
    expect(commonFault(new Error('something else'), '/d')).toBe(null);
  });

  it('for a folder that is a file', () => {
    expect(() => claimFolder(join(projectFolder, 'package.json'))).toThrow(/is not a folder/);
  });
});

if (isRoot) {
  describe('as root', () => {
    it('PostgreSQL runs under an account that is not root', () => {
      expect(databaseAccount().uid).toBeGreaterThan(0);
    });

    it('a user id without a passwd entry is told what to do', async () => {
      const folder = temporaryFolder();
      chownSync(folder, 54321, 54321);
      const probe = spawnSync(process.execPath, ['-e', ''], { uid: 54321, gid: 54321 });
      expect(probe.error ?? probe.status, 'this Node.js can be run by other users').toBe(0);
      if (!canReach({ uid: 54321, gid: 54321 }, join(projectFolder, 'scripts/up.mjs'))) {
        expect(() => databaseAccount('/nowhere')).toThrow(/there is no account/);
        return;
      }
      const said = await refusal(folder, {}, { uid: 54321, gid: 54321 });
      expect(said).toContain('user id 54321 has no entry in /etc/passwd');
    });
  });
}

describe('the list of Debian packages', () => {
  it('is the same for .ci/run and for the line that npm test prints', () => {
    const ci = /packages=\(([^)]*)\)/
      .exec(readFileSync(join(projectFolder, '.ci/run'), 'utf8'))[1]
      .split(' ');
    const line = readFileSync(join(projectFolder, 'scripts/lib/system.mjs'), 'utf8');
    expect(/--no-install-recommends ([^']+)'/.exec(line)[1].split(' ')).toEqual(ci);
  });
});
