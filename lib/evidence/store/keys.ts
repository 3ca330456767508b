import 'server-only';
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { env } from '@/lib/platform/env';

/** The key of one file as it is kept with its row: encrypted with a key of the ring, which `keyId` names. */
export type WrappedKey = { keyId: string; wrappedKey: string };

type Ring = readonly { keyId: string; key: Buffer }[];

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
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
  const secrets = text.split(/\s+/).filter((secret) => secret !== '');
  if (secrets.length === 0 || secrets.some((secret) => secret.length < MIN_CHARACTERS)) {
    throw new Error(`Each key for evidence must have at least ${MIN_CHARACTERS} characters.`);
  }
  return secrets.map((secret) => ({
    keyId: keyIdOf(secret),
    key: Buffer.from(hkdfSync('sha256', secret, 'inplace', 'evidence-file-keys', 32)),
  }));
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

function wrap(storageKey: string, key: Uint8Array): WrappedKey {
  const [current] = keyring();
  if (!current) throw new Error('there is no key for evidence');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', current.key, nonce);
  cipher.setAAD(Buffer.from(storageKey, 'utf8'));
  const wrapped = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  return { keyId: current.keyId, wrappedKey: wrapped.toString('base64url') };
}

/** The file's key again; null when its key is not in the ring, or it was wrapped for another file. */
export function unwrapFileKey(storageKey: string, { keyId, wrappedKey }: WrappedKey): Buffer | null {
  const holder = keyring().find((one) => one.keyId === keyId);
  const bytes = Buffer.from(wrappedKey, 'base64url');
  if (!holder || bytes.byteLength < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', holder.key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(storageKey, 'utf8'));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

/** The same key of a file, wrapped with the ring's first; null when it cannot be opened. */
export function rewrapFileKey(storageKey: string, wrapped: WrappedKey): WrappedKey | null {
  const key = unwrapFileKey(storageKey, wrapped);
  return key && wrap(storageKey, key);
}
