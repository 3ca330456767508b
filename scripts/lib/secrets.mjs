import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** A random secret kept under `<dataFolder>/secrets`, readable by this user only; made at its first use. */
export function keptSecret(dataFolder, name, bytes = 32) {
  const folder = join(dataFolder, 'secrets');
  const file = join(folder, name);
  const kept = readSecret(file);
  if (kept) return kept;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const half = `${file}.${process.pid}`;
  // On the disk before anything is encrypted with it: also when the power fails.
  writeFileSync(half, `${randomBytes(bytes).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(half, file); // whole or not at all, and never over another process's secret
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!readSecret(file)) writeFileSync(file, readFileSync(half), { mode: 0o600, flush: true });
  } finally {
    rmSync(half, { force: true });
  }
  syncFolder(folder);
  const made = readSecret(file);
  if (!made) throw new Error(`${file} could not be written`);
  return made;
}

function syncFolder(folder) {
  if (process.platform === 'win32') return; // no folder can be opened there
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The kept value; null when absent or cut short by a full disk. */
function readSecret(file) {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text.length >= 32 ? text : null;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
