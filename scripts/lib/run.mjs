import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';

/** Path of a program that npm installed, to be run with this Node.js. */
export function installed(path) {
  return join(projectFolder, 'node_modules', path);
}

/** Runs a Node.js program in the checkout and returns its words; throws with them when it fails. */
export function runNode(args, { env = {}, show = false } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, {
      cwd: projectFolder,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
    });
    let words = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (piece) => {
        words += piece;
      });
    child.on('error', failed);
    child.on('close', (code, signal) => {
      if (code === 0) done(words);
      else
        failed(
          Object.assign(new Error(words.trim() || `ended with ${signal ?? code}`), {
            code: undefined,
            words,
          }),
        );
    });
  });
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
