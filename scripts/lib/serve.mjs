import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { isLeaving, onLeave } from './lifecycle.mjs';
import { Refusal } from './words.mjs';

const DIE_WITH_PARENT = new URL('./die-with-parent.mjs', import.meta.url).href;
const SERVER_EDGE = new URL('./server-edge.mjs', import.meta.url).href;
/**
 * The engine begins to collect once what it may still add (half of what lives, at this size) is less than what is young. Every page
 * that was ever opened lives on, some 200 MiB for all: with 320 and 64 it collected without end and took most of the time.
 */
const HEAP_MIB = 1024;
/** Room for what a request makes and drops: with the usual 16 MiB much of it is copied before it dies. */
const YOUNG_MIB = 32;

/**
 * How glibc hands out memory. By itself it takes every larger buffer from the system and gives it back at once: files that pass
 * through pay for each of their pages twice. Freed memory up to the second figure is kept instead, for the next.
 */
const memoryHabits = {
  MALLOC_MMAP_THRESHOLD_: String(4 * 1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(32 * 1024 * 1024),
};

/** Starts the production server and waits until it answers. `gone` settles when it ends. */
export async function serve({ program, env, host, port }) {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MIB}`,
      `--max-semi-space-size=${YOUNG_MIB}`,
      `--import=${DIE_WITH_PARENT}`,
      `--import=${SERVER_EDGE}`,
      program,
    ],
    {
      cwd: dirname(program),
      env: { ...memoryHabits, ...env, HOSTNAME: host, PORT: String(port), NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      detached: process.platform !== 'win32', // Ctrl-C reaches the launcher alone, which then stops it in order
    },
  );
  const gone = new Promise((done) => child.on('exit', (code, signal) => done({ code, signal })));
  onLeave(() => stop(child, gone));
  await ready(child, gone, host, port);
  child.stdout.pipe(process.stdout);
  return { pid: child.pid, gone, stop: () => stop(child, gone) };
}

async function ready(child, gone, host, port) {
  let words = '';
  const collect = (piece) => {
    words = (words + piece).slice(-4000);
  };
  child.stdout.on('data', collect);
  let ended = false;
  gone.then(() => {
    ended = true;
  });
  const address = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}/api/health`;
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && !ended && !isLeaving()) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok) {
      child.stdout.off('data', collect);
      return;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  if (isLeaving()) return;
  throw new Refusal(
    ended
      ? `the app's server ended at its start. Its last words: ${words.trim().split('\n').at(-1) ?? 'none'}`
      : 'the app did not become ready within a minute.',
  );
}

async function stop(child, gone) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(hard);
}
