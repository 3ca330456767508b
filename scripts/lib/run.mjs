import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { isLeaving, onLeave } from './lifecycle.mjs';

const running = new Set();
let registered = false;

/** Path of a program that npm installed, to be run with this Node.js. */
export function installed(path) {
  return join(projectFolder, 'node_modules', path);
}

/** Runs a program in the checkout and returns its words; throws with them when it fails. */
export function runProgram(program, args, { env = {} } = {}) {
  if (!registered) onLeave(stopRunning);
  registered = true;
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      cwd: projectFolder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    running.add(child);
    let words = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        words += piece;
      });
    child.on('error', failed);
    child.on('close', (code, signal) => {
      running.delete(child);
      if (isLeaving()) return; // the way out answers for it
      if (code === 0) done(words);
      else failed(Object.assign(new Error(words.trim() || `ended with ${signal ?? code}`), { words }));
    });
  });
}

/** Runs a Node.js program in the checkout. */
export function runNode(args, options) {
  return runProgram(process.execPath, args, options);
}

async function stopRunning() {
  await Promise.all(
    [...running].map(
      (child) =>
        new Promise((done) => {
          child.once('close', done);
          child.kill('SIGTERM');
          setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
        }),
    ),
  );
}

/** Makes the database client from the schema. */
export function generateClient() {
  return runNode([installed('prisma/build/index.js'), 'generate'], {
    env: { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
}

/** Loads the catalogue of the standard into the database, as its owner. */
export function loadCatalogue(ownerUrl) {
  return runNode(['--conditions=react-server', '--import', 'tsx', join(projectFolder, 'prisma/seed.ts')], {
    env: { DATABASE_OWNER_URL: ownerUrl },
  });
}
