import { createCipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instance } from './instance';

type Sealed = { storageKey: string; sha256: string; keyId: string; wrappedKey: string };

/**
 * A file in the server's storage folder as the app itself lays it there (docs/decisions/0024): one that lay there readable
 * would be encrypted by the app in the middle of a test.
 */
export function storeSealed(organizationId: string, fileId: string, contents: string): Sealed {
  const { dataFolder } = instance();
  const [secret = ''] = readFileSync(join(dataFolder, 'secrets', 'evidence-keys'), 'utf8').split(/\s+/);
  const storageKey = `${organizationId}/${fileId}`;
  const fileKey = randomBytes(32);
  const frame = encrypt(fileKey, Buffer.from(contents), `inplace:sealed:1\n${storageKey}\n0\nlast`);
  const folder = join(dataFolder, 'evidence', organizationId);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, fileId), Buffer.concat([Buffer.from('inplace:sealed:1'), frame]), {
    mode: 0o600,
  });
  const ringKey = Buffer.from(hkdfSync('sha256', secret, 'inplace', 'evidence-file-keys', 32));
  return {
    storageKey,
    sha256: createHash('sha256').update(contents).digest('hex'),
    keyId: createHash('sha256').update(`inplace evidence key id\n${secret}`).digest('hex').slice(0, 16),
    wrappedKey: encrypt(ringKey, fileKey, storageKey).toString('base64url'),
  };
}

function encrypt(key: Buffer, bytes: Buffer, bound: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}
