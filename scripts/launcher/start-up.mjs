import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../lib/folders.mjs';
import { freePort, startPostgres } from '../lib/postgres.mjs';

const cleaning = [];

/** Undoes what a test has started, in reverse; for afterEach. */
export async function cleanUp() {
  for (const work of cleaning.splice(0).reverse()) await work();
}

export function onCleanUp(work) {
  cleaning.push(work);
}

/** A data folder of the test's own, with whatever database runs in it stopped at the end. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'inplace-up-'));
  chmodSync(folder, 0o755);
  onCleanUp(async () => {
    if (runningPostmaster(folder)) await (await startPostgres(folder)).stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export function runningPostmaster(folder) {
  try {
    return Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

/** Starts `npm run up`'s program. */
export async function startUp(folder, env = {}, spawnOptions = {}) {
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, [join(projectFolder, 'scripts/up.mjs')], {
    cwd: projectFolder,
    env: { ...withoutDatabase(), INPLACE_DATA_DIR: folder, PORT: port, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...spawnOptions,
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      words += piece;
    });
  const ended = new Promise((done) => child.on('close', (code, signal) => done({ code, signal, words })));
  onCleanUp(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    pid: child.pid,
    address: `http://localhost:${port}`,
    port: Number(port),
    ended,
    words: () => words,
    kill: (signal) => child.kill(signal),
    says: (text) =>
      waitFor(
        () => words.includes(text),
        () => `"${text}" in:\n${words}`,
      ),
  };
}

/** The environment of this run without a database that it may name. */
function withoutDatabase() {
  const { DATABASE_URL: _url, DATABASE_APP_URL: _appUrl, ...rest } = process.env;
  return rest;
}

/** Waits until something holds. */
export async function waitFor(holds, what = () => String(holds), seconds = 60) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`did not happen within ${seconds} s: ${what()}`);
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return error.code === 'ENOENT' && process.platform !== 'linux';
  }
}

/** Status of the app's own health address; 0 when nobody listens. */
export async function health(address) {
  const answer = await fetch(`${address}/api/health`).catch(() => null);
  return answer?.status ?? 0;
}
