import 'server-only';
import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** So many bytes longer than the text is what it becomes: nonce and tag. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

let pool = Buffer.alloc(0);

/** A random nonce; the bytes come from the system in larger helpings. */
function freshNonce(): Buffer {
  if (pool.byteLength < NONCE_BYTES) pool = randomFillSync(Buffer.allocUnsafe(NONCE_BYTES * 64));
  const nonce = pool.subarray(0, NONCE_BYTES);
  pool = pool.subarray(NONCE_BYTES);
  return nonce;
}

/**
 * AES-256-GCM under a random nonce: nonce, ciphertext and tag, in the order they are kept in. `bound` is authenticated with
 * them: elsewhere they do not open.
 */
export function sealBytes(key: Uint8Array, bound: string, bytes: Uint8Array): Uint8Array[] {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  const sealed = cipher.update(bytes);
  cipher.final();
  return [nonce, sealed, cipher.getAuthTag()];
}

/** The bytes again; null when they were not sealed with this key and bound to this. */
export function openBytes(key: Uint8Array, bound: string, sealed: Uint8Array): Buffer | null {
  if (sealed.byteLength < SEAL_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(bound, 'utf8'));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const bytes = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    decipher.final();
    return bytes;
  } catch {
    return null;
  }
}
