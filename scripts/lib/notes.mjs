import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { notesFolder, projectFolder } from './folders.mjs';

/** What a finished step left as its note; null when there is none. */
export function readNote(name, folder = notesFolder) {
  try {
    return readFileSync(join(folder, name), 'utf8').trim();
  } catch {
    return null;
  }
}

/** Notes that a step is finished, whole or not at all. */
export function writeNote(name, text, folder = notesFolder) {
  mkdirSync(folder, { recursive: true });
  const half = join(folder, `${name}.${process.pid}`);
  writeFileSync(half, `${text}\n`);
  renameSync(half, join(folder, name));
}

export function removeNote(name) {
  rmSync(join(notesFolder, name), { force: true });
}

const NOT_SOURCES = /(^|\/)(node_modules|generated)(\/|$)|\.test\.tsx?$/;

/** Hash over the names and contents of files and folders of the checkout; what is absent counts too. */
export function hashOf(paths) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  if (NOT_SOURCES.test(path)) return;
  const full = join(projectFolder, path);
  let entries;
  try {
    entries = readdirSync(full, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
    else if (error.code === 'ENOENT') hash.update(`${path} is absent\0`);
    else throw error;
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
    addTo(hash, `${path}/${entry.name}`);
}
