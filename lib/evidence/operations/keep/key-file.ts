import 'server-only';
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { read } from '@/lib/access/read';
import { listOrganizationIds } from '@/lib/audit-trail/queries/verify';
import { env } from '@/lib/platform/env';
import { keyIdOf } from '../../store/keys';
import { evidenceStore } from '../../store/store';
import { readUploadNote } from '../../store/upload-note';
import { keepingGrant } from './files';

/** A new first key in the key file; the others stay and open. False when the keys come from EVIDENCE_KEYS. */
export function addKey(): boolean {
  const file = keyFile();
  if (!file) return false;
  writeKeys(file, [randomBytes(32).toString('base64url'), ...secretsIn(file)]);
  return true;
}

/** Drops keys that neither a file nor an upload on its way needs. The first always stays. */
export async function forgetKeys(): Promise<{ dropped: number; needed: number }> {
  const file = keyFile();
  if (!file) return { dropped: 0, needed: 0 };
  const used = await usedKeyIds();
  const [first = '', ...others] = secretsIn(file);
  const needed = others.filter((secret) => used.has(keyIdOf(secret)));
  if (needed.length < others.length) writeKeys(file, [first, ...needed]);
  return { dropped: others.length - needed.length, needed: needed.length };
}

async function usedKeyIds(): Promise<Set<string>> {
  const used = new Set<string>();
  // Uploads first: one that ends meanwhile has a row by the time that rows are looked at.
  for await (const { name } of evidenceStore().listNotes()) {
    const note = await readUploadNote(name);
    if (note) used.add(note.keyId);
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

function secretsIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split(/\s+/)
    .filter((secret) => secret !== '');
}

/** Whole or not at all: a key that is cut off opens nothing. */
function writeKeys(file: string, secrets: readonly string[]): void {
  const half = `${file}.${process.pid}`;
  const handle = openSync(half, 'w', 0o600);
  try {
    writeSync(handle, `${secrets.join('\n')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(half, file);
}
