import 'server-only';
import { createHash, randomInt } from 'node:crypto';

/** Crockford's base 32: no letter looks like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 24;
/** Codes were made with so many before: whoever has printed them keeps them. */
const FORMER_LETTERS = 16;
const CODES = 10;

/** Ten new codes of 120 bits each, in groups of four. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () =>
    Array.from({ length: LETTERS }, () => ALPHABET[randomInt(ALPHABET.length)])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
}

/** A code as it was meant: without the signs between, in capitals, look-alikes read as what they are. Null: no code. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const isLongEnough = code.length === LETTERS || code.length === FORMER_LETTERS;
  return isLongEnough && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}

/** What is stored. So many random bits need no slow hash (ASVS 6.5.2 asks for one below 112); the person is in it, so that no two rows look alike. */
export function recoveryCodeHash(userId: string, code: string): string {
  return createHash('sha256').update(`${userId} ${code}`).digest('hex');
}
