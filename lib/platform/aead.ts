import 'server-only';
import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** So many bytes longer than the text is what it becomes: nonce and tag. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/** What a cipher makes is new memory each time: pieces of this size come from what was freed before, larger ones from the system. */
const PIECE_BYTES = 16 * 1024;

let pool = Buffer.alloc(0);

/** A random nonce; the bytes come from the system in larger helpings. */
function freshNonce(): Buffer {
  if (pool.byteLength < NONCE_BYTES) pool = randomFillSync(Buffer.allocUnsafe(NONCE_BYTES * 64));
  const nonce = pool.subarray(0, NONCE_BYTES);
  pool = pool.subarray(NONCE_BYTES);
  return nonce;
}

/**
 * AES-256-GCM under a random nonce: nonce, ciphertext in pieces and tag, in the order they are kept in. `bound` is authenticated with
 * them: elsewhere they do not open.
 */
export function sealBytes(key: Uint8Array, bound: string, bytes: Uint8Array): Uint8Array[] {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  const sealed = Array.from(piecesOf(bytes), (piece) => cipher.update(piece));
  cipher.final();
  return [nonce, ...sealed, cipher.getAuthTag()];
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += PIECE_BYTES)
    yield bytes.subarray(start, start + PIECE_BYTES);
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
    const bytes = Buffer.allocUnsafe(sealed.byteLength - SEAL_BYTES);
    let filled = 0;
    for (const piece of piecesOf(sealed.subarray(NONCE_BYTES, -TAG_BYTES))) {
      bytes.set(decipher.update(piece), filled);
      filled += piece.byteLength;
    }
    decipher.final();
    return bytes;
  } catch {
    return null;
  }
}
