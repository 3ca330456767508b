import 'server-only';
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// The library's default algorithm is argon2id. OWASP's minimum: 19 MiB, two passes, one lane.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords are compared in one Unicode form, whatever keyboard typed them. */
function normalized(password: string): string {
  return password.normalize('NFKC');
}

export function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), options);
}

let dummy: Promise<string> | undefined;

/**
 * Verifies a password. Without a hash (an unknown person, or an account that signs in another way and has some text in its
 * place) it does the same work, so that time tells nothing.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  dummy ??= hash(randomBytes(24).toString('base64url'), options);
  const known = stored?.startsWith('$argon2') ? stored : null;
  const matches = await verify(known ?? (await dummy), normalized(password)).catch(() => false);
  return known !== null && matches;
}
