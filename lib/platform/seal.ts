import 'server-only';
import { hkdfSync } from 'node:crypto';
import { openBytes, sealBytes } from './aead';
import { env } from './env';

const FORM = 'v1';

/** One key per purpose, so that what was sealed for one use opens for no other. */
function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', env().DATA_KEY, 'inplace', purpose, 32));
}

/** A key of 256 bits, as base64, that leaves the server: it is the owner's alone, and says nothing of any other key. */
export function keyToHand(purpose: string, owner: string): string {
  return keyFor(`${purpose}/${owner}`).toString('base64');
}

/**
 * Encrypts a small secret for the database (AES-256-GCM). `owner` is bound to it: a sealed text that is moved to another
 * row does not open there.
 */
export function seal(purpose: string, owner: string, text: string): string {
  const sealed = Buffer.concat(sealBytes(keyFor(purpose), owner, Buffer.from(text, 'utf8')));
  return `${FORM}.${sealed.toString('base64url')}`;
}

/** The text again, or null when it was not sealed with our key for this purpose and owner. */
export function unseal(purpose: string, owner: string, sealed: string): string | null {
  const [form, body = ''] = sealed.split('.');
  if (form !== FORM) return null;
  return openBytes(keyFor(purpose), owner, Buffer.from(body, 'base64url'))?.toString('utf8') ?? null;
}
