import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { median, round } from '../lib/stats.mjs';

const STARTS = 3;

/** `npm run up` on an installation that has run before: seconds from the command to the first healthy answer. */
export async function measureSecondStart() {
  const folder = mkdtempSync(join(tmpdir(), 'inplace-bench-up-'));
  chmodSync(folder, 0o755); // as root, the database's account must be able to enter it
  const port = await freePort();
  try {
    const first = await start(folder, port);
    const samples = [];
    for (let index = 0; index < STARTS; index += 1) samples.push(await start(folder, port));
    return {
      results: [
        {
          name: 'up-second-start-s',
          value: round(median(samples)),
          unit: 's',
          target: 5,
          better: 'lower',
          comparedWith: `median of ${STARTS}; with an empty data folder ${round(first)} s`,
        },
      ],
      samples: { first, seconds: samples },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(folder, port) {
  const started = performance.now();
  const child = spawn('npm', ['run', 'up'], {
    cwd: projectFolder,
    env: { ...process.env, PORT: String(port), INPLACE_DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // a group of its own: npm ends before what it started has ended
  });
  let words = '';
  child.stderr.on('data', (chunk) => {
    words += chunk;
  });
  const gone = new Promise((resolve) => child.on('exit', resolve));
  while (!(await healthy(port))) {
    if (child.exitCode !== null) throw new Error(`npm run up ended: ${words}`);
    if (performance.now() - started > 300_000)
      throw new Error('npm run up did not become healthy in five minutes');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const seconds = (performance.now() - started) / 1000;
  process.kill(-child.pid, 'SIGTERM');
  await gone;
  while (isRunning(-child.pid)) await new Promise((resolve) => setTimeout(resolve, 100));
  return seconds;
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function healthy(port) {
  const answer = await fetch(`http://localhost:${port}/api/health`, {
    signal: AbortSignal.timeout(2000),
  }).catch(() => null);
  return answer?.ok === true;
}
