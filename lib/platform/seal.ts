import 'server-only';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from './env';

const FORM = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

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
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce);
  cipher.setAAD(Buffer.from(owner, 'utf8'));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${FORM}.${sealed.toString('base64url')}`;
}

/** The text again, or null when it was not sealed with our key for this purpose and owner. */
export function unseal(purpose: string, owner: string, sealed: string): string | null {
  const [form, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  if (form !== FORM || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(owner, 'utf8'));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
    return Buffer.concat(text).toString('utf8');
  } catch {
    return null;
  }
}
