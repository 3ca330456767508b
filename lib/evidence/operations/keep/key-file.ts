import 'server-only';
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { read } from '@/lib/access/read';
import { listOrganizationIds } from '@/lib/audit-trail/queries/verify';
import { env } from '@/lib/platform/env';
import { keyIdOf, secretsIn } from '../../store/keys';
import { evidenceStore } from '../../store/store';
import { keyIdsOfNote } from '../../store/upload-note';
import { keepingGrant } from './files';

/** A new first key in the key file; the others stay and open. False when the keys come from EVIDENCE_KEYS. */
export function addKey(): boolean {
  const file = keyFile();
  if (!file) return false;
  const unlock = lockKeys(file);
  try {
    writeKeys(file, [randomBytes(32).toString('base64url'), ...keysIn(file)]);
  } finally {
    unlock();
  }
  return true;
}

/** Drops keys that neither a file nor an upload on its way needs. The first always stays. */
export async function forgetKeys(): Promise<{ dropped: number; needed: number }> {
  const file = keyFile();
  if (!file) return { dropped: 0, needed: 0 };
  // From the first look to the last: a key that is replaced meanwhile may be needed by what it has just wrapped.
  const unlock = lockKeys(file);
  try {
    const used = await usedKeyIds();
    const [first = '', ...others] = keysIn(file);
    const needed = others.filter((secret) => used.has(keyIdOf(secret)));
    if (needed.length < others.length) writeKeys(file, [first, ...needed]);
    return { dropped: others.length - needed.length, needed: needed.length };
  } finally {
    unlock();
  }
}

async function usedKeyIds(): Promise<Set<string>> {
  const used = new Set<string>();
  // Uploads first: one that ends meanwhile has a row by the time that rows are looked at.
  for await (const { name } of evidenceStore().listNotes()) {
    for (const keyId of await keyIdsOfNote(name)) used.add(keyId);
  }
  for (const organizationId of await listOrganizationIds()) {
    const rows = await read(keepingGrant(organizationId), (tx) =>
      tx.evidenceFile.findMany({ where: { organizationId }, select: { keyId: true }, distinct: ['keyId'] }),
    );
    for (const { keyId } of rows) if (keyId) used.add(keyId);
  }
  return used;
}

/** The administrator's own keys are theirs to change: only a file is written to. */
function keyFile(): string | null {
  const { EVIDENCE_KEYS, EVIDENCE_KEYS_FILE } = env();
  return EVIDENCE_KEYS ? null : (EVIDENCE_KEYS_FILE ?? null);
}

const keysIn = (file: string) => secretsIn(readFileSync(file, 'utf8'));

/** Two commands at once would each write without the other's key, and what that key has wrapped would be lost. */
function lockKeys(file: string): () => void {
  const lock = `${file}.lock`;
  try {
    closeSync(openSync(lock, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(
      `Another command is changing the keys. If none is, one was broken off: remove ${lock} and call this again.`,
    );
  }
  return () => rmSync(lock, { force: true });
}

/** Whole or not at all, also when the power fails: a key that is cut off opens nothing. */
function writeKeys(file: string, secrets: readonly string[]): void {
  const half = `${file}.new`;
  const handle = openSync(half, 'w', 0o600);
  try {
    writeSync(handle, `${secrets.join('\n')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(half, file);
  const folder = openSync(path.dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
