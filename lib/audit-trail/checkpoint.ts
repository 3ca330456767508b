import 'server-only';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { env } from '@/lib/platform/env';

/**
 * A checkpoint says up to which entry a chain stood at which time, under a signature whose key is not in the database:
 * whoever rewrites the whole chain there cannot make one that fits.
 */
export type Checkpoint = {
  /** "instance", "organization:ID", or "sample:ID" for a sample organization, which may be removed whole. */
  chain: string;
  /** Counts up by one per chain. */
  number: number;
  sequence: number;
  hash: string;
  /** The clock of the database, in the form that the chain's hashes use. */
  at: string;
  keyId: string;
  signature: string;
};

/** Public keys by their id, as the base64url of 32 bytes. */
export type PublicKeys = ReadonlyMap<string, string>;

/** The text that the signature and the time stamp cover. */
export function statementOf(checkpoint: Omit<Checkpoint, 'signature'>): string {
  const { chain, number, sequence, hash, at, keyId } = checkpoint;
  return ['inplace-checkpoint/1', chain, number, sequence, hash, at, keyId].join('|');
}

/** Signs with the key of AUDIT_KEY. */
export function signCheckpoint(facts: Omit<Checkpoint, 'keyId' | 'signature'>): Checkpoint {
  const unsigned = { ...facts, keyId: signingKey().keyId };
  return { ...unsigned, signature: signText(statementOf(unsigned)) };
}

/** The signature of AUDIT_KEY over a text; the text begins with what it is. */
export function signText(text: string): string {
  return sign(null, Buffer.from(text, 'utf8'), signingKey().privateKey).toString('base64url');
}

/** Whether one of these keys, the one that it names, signed the checkpoint as it stands. */
export function isSigned(checkpoint: Checkpoint, keys: PublicKeys): boolean {
  return isTextSigned(statementOf(checkpoint), checkpoint, keys);
}

/** Whether one of these keys, the one that is named, signed the text. */
export function isTextSigned(
  text: string,
  { keyId, signature }: { keyId: string; signature: string },
  keys: PublicKeys,
): boolean {
  const x = keys.get(keyId);
  if (!x || keyIdOf(x) !== keyId) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
}

/** The public half of AUDIT_KEY: what an assessor needs, and what stays valid when the key is replaced. */
export function ownPublicKey(): { keyId: string; publicKey: string } {
  const { keyId, publicKey } = signingKey();
  return { keyId, publicKey };
}

type SigningKey = { secret: string; keyId: string; publicKey: string; privateKey: KeyObject };
let cached: SigningKey | undefined;

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

function signingKey(): SigningKey {
  const secret = env().AUDIT_KEY;
  if (cached?.secret === secret) return cached;
  const seed = Buffer.from(hkdfSync('sha256', secret, 'inplace', 'audit-checkpoint', 32));
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (!x) throw new Error('the signing key has no public half');
  cached = { secret, keyId: keyIdOf(x), publicKey: x, privateKey };
  return cached;
}

/** The first 16 digits of the public key's SHA-256. */
function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 16);
}
