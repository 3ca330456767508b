import 'server-only';
import type { QueryConfig } from 'pg';
import { unsafePool } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { programLimits } from '@/lib/platform/rate-limit';
import type { Role } from './model';
import { networkOf } from './origin';
import { bearerToken, tokenHash } from './token';

/** How every key begins, so that people and secret scanners know one when they see it. */
export const KEY_PREFIX = 'inp_';
/** The tokens of identity providers begin so; they are no API keys. */
export const PROVISIONING_PREFIX = 'inp_scim_';

/** Whose key a request carries, as of this moment: revoked keys, ended memberships and changed roles act at once. */
export type KeyContext = {
  keyId: string;
  keyName: string;
  permissions: string[];
  userId: string;
  userName: string;
  role: Role;
  organizationId: string;
  timeZone: string;
  from?: string | undefined;
};

/** What a key and its organization have used of their requests, and in how many seconds they begin anew. */
export type KeyUse = {
  keyUsed: number;
  keyReset: number;
  organizationUsed: number;
  organizationReset: number;
};

type Outcome = { outcome: 'OK' | 'UNKNOWN' | 'LIMITED'; wait: number };
type Row = KeyContext & Outcome & { [Use in keyof KeyUse]: KeyUse[Use] | null };

/** The key in an Authorization header, or null where there is none. */
export function keyIn(authorization: string | null): string | null {
  return bearerToken(authorization, KEY_PREFIX);
}

/**
 * Reads whose key it is, in one statement that also counts the request (`counts`) and notes the use; `tell` hears what is
 * used up, also when it is too much. Throws UNAUTHENTICATED with one answer for every key that does not work, RATE_LIMITED,
 * and UNAVAILABLE when it cannot count.
 */
export async function readKey(
  token: string,
  from: string | undefined,
  { counts, tell }: { counts: boolean; tell: (use: KeyUse) => void },
): Promise<KeyContext> {
  const row = await contextOf<Row>({
    name: 'api-key-context',
    text: 'SELECT * FROM api_key_context($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [
      tokenHash(token),
      from ?? null,
      from ? networkOf(from) : null,
      counts,
      programLimits.key,
      programLimits.organization,
      programLimits.seconds,
      programLimits.guesses,
      programLimits.guessSeconds,
    ],
  });
  if (row?.keyId) tell(spentBy(row));
  if (row?.outcome === 'LIMITED') throw tooMany(row.wait);
  if (row?.outcome !== 'OK') throw new AppError('UNAUTHENTICATED', 'This key is not valid.');
  const { keyId, keyName, permissions, userId, userName, role, organizationId, timeZone } = row;
  return { keyId, keyName, permissions, userId, userName, role, organizationId, timeZone, from };
}

function spentBy({ keyUsed, keyReset, organizationUsed, organizationReset }: Row): KeyUse {
  return {
    keyUsed: keyUsed ?? 0,
    keyReset: keyReset ?? 0,
    organizationUsed: organizationUsed ?? 0,
    organizationReset: organizationReset ?? 0,
  };
}

/** Which organization an identity provider looks after. */
export type ProvisioningContext = { tokenId: string; organizationId: string; from?: string | undefined };

/** Reads the token of an identity provider, in the same way as a key. Throws UNAUTHENTICATED, RATE_LIMITED and UNAVAILABLE. */
export async function readProvisioningToken(
  authorization: string | null,
  from: string | undefined,
): Promise<ProvisioningContext> {
  const token = bearerToken(authorization, PROVISIONING_PREFIX);
  if (token === null) throw noToken();
  const row = await contextOf<ProvisioningContext & Outcome>({
    name: 'provisioning-context',
    text: 'SELECT * FROM provisioning_context($1, $2, $3, $4, $5, $6, $7)',
    values: [
      tokenHash(token),
      from ?? null,
      from ? networkOf(from) : null,
      programLimits.provisioning,
      programLimits.seconds,
      programLimits.guesses,
      programLimits.guessSeconds,
    ],
  });
  if (row?.outcome === 'LIMITED') throw tooMany(row.wait);
  if (row?.outcome !== 'OK') throw noToken();
  return { tokenId: row.tokenId, organizationId: row.organizationId, from };
}

/**
 * The statement that knows a token also counts it. Where it fails nothing is let through, and a program is told to come
 * again: UNAVAILABLE.
 */
async function contextOf<R extends Outcome>(statement: QueryConfig): Promise<R | undefined> {
  try {
    return (await unsafePool().query<R>(statement)).rows[0];
  } catch (error) {
    log().error({ err: error }, 'keys cannot be read or counted: no program is let in');
    throw new AppError('UNAVAILABLE');
  }
}

function noToken(): AppError {
  return new AppError('UNAUTHENTICATED', 'This token is not valid.');
}

function tooMany(wait: number): AppError {
  return new AppError('RATE_LIMITED', `Too many requests. Try again in ${wait} s.`, undefined, wait);
}
