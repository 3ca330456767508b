import 'server-only';
import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { openBytes, sealBytes } from '@/lib/platform/aead';
import { env } from '@/lib/platform/env';

/** The key of one file as it is kept with its row: encrypted with a key of the ring, which `keyId` names. */
export type WrappedKey = { keyId: string; wrappedKey: string };

/** Of one secret: what file keys are wrapped with, and what notes are. */
type RingKey = { keyId: string; key: Buffer; noteKey: Buffer };
type Ring = readonly RingKey[];

const MIN_CHARACTERS = 32;

let kept: { stamp: string; ring: Ring } | undefined;

/**
 * The keys that file keys are wrapped with, from EVIDENCE_KEYS or the file EVIDENCE_KEYS_FILE: the first wraps, the others
 * still open. The file is read again when it has changed, so that a key can be replaced while the app runs.
 */
function keyring(): Ring {
  const { EVIDENCE_KEYS: text, EVIDENCE_KEYS_FILE: file } = env();
  const stamp = text ?? stampOf(file ?? '');
  if (kept?.stamp !== stamp)
    kept = { stamp, ring: ringOf(text ?? readFileSync(/* turbopackIgnore: true */ file ?? '', 'utf8')) };
  return kept.ring;
}

function stampOf(file: string): string {
  const { mtimeMs, size, ino } = statSync(file);
  return `${file} ${mtimeMs} ${size} ${ino}`;
}

function ringOf(text: string): Ring {
  const secrets = secretsIn(text);
  if (secrets.length === 0 || secrets.some((secret) => secret.length < MIN_CHARACTERS)) {
    throw new Error(`Each key for evidence must have at least ${MIN_CHARACTERS} characters.`);
  }
  return secrets.map((secret) => ({
    keyId: keyIdOf(secret),
    key: derived(secret, 'evidence-file-keys'),
    noteKey: derived(secret, 'evidence-notes'),
  }));
}

function derived(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'inplace', purpose, 32));
}

/** The secrets of a ring as it is written: with spaces or line ends between. */
export function secretsIn(text: string): string[] {
  return text.split(/\s+/).filter((secret) => secret !== '');
}

/** A name for a key that says nothing about it. */
export function keyIdOf(secret: string): string {
  return createHash('sha256').update(`inplace evidence key id\n${secret}`).digest('hex').slice(0, 16);
}

/** The key that wraps from now on, and all that still open. */
export function keyIds(): { current: string; all: string[] } {
  const all = keyring().map(({ keyId }) => keyId);
  return { current: all[0] ?? '', all };
}

/** A key for one file, and the same wrapped for its row. */
export function newFileKey(storageKey: string): { key: Buffer; wrapped: WrappedKey } {
  const key = randomBytes(32);
  return { key, wrapped: wrap(storageKey, key) };
}

function currentKey(): RingKey {
  const [current] = keyring();
  if (!current) throw new Error('there is no key for evidence');
  return current;
}

function wrap(storageKey: string, key: Uint8Array): WrappedKey {
  const current = currentKey();
  const wrapped = Buffer.concat(sealBytes(current.key, storageKey, key));
  return { keyId: current.keyId, wrappedKey: wrapped.toString('base64url') };
}

/** The file's key again; null when its key is not in the ring, or it was wrapped for another file. */
export function unwrapFileKey(storageKey: string, { keyId, wrappedKey }: WrappedKey): Buffer | null {
  const holder = keyring().find((one) => one.keyId === keyId);
  return holder ? openBytes(holder.key, storageKey, Buffer.from(wrappedKey, 'base64url')) : null;
}

/** The same key of a file, wrapped with the ring's first; null when it cannot be opened. */
export function rewrapFileKey(storageKey: string, wrapped: WrappedKey): WrappedKey | null {
  const key = unwrapFileKey(storageKey, wrapped);
  return key && wrap(storageKey, key);
}

/** A note as it lies in the store: nobody reads it there, and nobody writes one, or moves it to another name. */
export function sealNote(name: string, text: string): string {
  const { keyId, noteKey } = currentKey();
  const sealed = Buffer.concat(sealBytes(noteKey, name, Buffer.from(text, 'utf8')));
  return `${keyId}.${sealed.toString('base64url')}`;
}

/** The text of a note and the key that sealed it; null when it is not one of ours, of this name. */
export function openNote(name: string, sealed: string): { keyId: string; text: string } | null {
  const [keyId = '', body = ''] = sealed.split('.');
  const holder = keyring().find((one) => one.keyId === keyId);
  const text = holder && openBytes(holder.noteKey, name, Buffer.from(body, 'base64url'));
  return text ? { keyId, text: text.toString('utf8') } : null;
}
