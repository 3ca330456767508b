import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A secret of 256 bits for a link. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = `${DIGITS[Number(rest % 62n)]}${text}`;
  return text.padStart(length, '0');
}

/**
 * A secret of 256 bits for a program: prefix, 43 letters and digits, and six more as a checksum (CRC-32) of what stands
 * before them. Whoever finds one in a file can tell what it is without asking us.
 */
export function newProgramToken(prefix: string): string {
  const secret = `${prefix}${base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)}`;
  return `${secret}${base62(BigInt(crc32(secret)), 6)}`;
}

/** The token after "Bearer", when it begins like ours; what others put into the header is not for us. */
export function bearerToken(header: string | null, prefix: string): string | null {
  const token = /^Bearer +(\S{1,200})$/i.exec(header?.trim() ?? '')?.[1];
  return token?.startsWith(prefix) ? token : null;
}
