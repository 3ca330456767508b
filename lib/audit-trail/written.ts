import 'server-only';
import type { Pool, QueryConfig, QueryResult } from 'pg';
import type { Grant } from '@/lib/access/grant';
import { type ClaimedRequest, claimedRequest } from '@/lib/platform/claimed-request';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

/**
 * Notes within a transaction that the request which a program may send again has been carried out, so that both hold or
 * neither. Throws CONFLICT when another attempt has taken the request over: then this one writes nothing.
 */
export async function noteWrittenIn(tx: Transaction, grant: Grant, result: unknown): Promise<void> {
  const claimed = claimOf(grant);
  if (!claimed) return;
  const [organizationId, keyId, hash, attempt, fingerprint, size, status, answer] = factsOf(
    grant,
    claimed,
    result,
  );
  const [row] = await tx.$queryRaw<{ isHeld: boolean }[]>`
    SELECT request_written(${organizationId}::uuid, ${keyId}::uuid, ${hash}, ${attempt}::uuid, ${fingerprint}, ${size}::bigint, ${status}::int, ${answer}) AS "isHeld"`;
  if (!row?.isHeld) throw takenOver();
}

/** The same for a write that is one statement: with a claim, and only when it says that it saved, the two share a transaction. */
export async function noteWritten<Row extends object>(
  grant: Grant,
  pool: Pool,
  statement: QueryConfig,
): Promise<QueryResult<Row>> {
  const claimed = claimOf(grant);
  if (!claimed) return pool.query<Row>(statement);
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await client.query<Row>(statement);
    const [row] = result.rows;
    if (row && 'outcome' in row && row.outcome === 'SAVED') {
      const written = await client.query<{ isHeld: boolean }>(
        'SELECT request_written($1::uuid, $2::uuid, $3, $4::uuid, $5, $6::bigint, $7::int, $8) AS "isHeld"',
        [...factsOf(grant, { ...claimed, toAnswer: null }, row)],
      );
      if (!written.rows[0]?.isHeld) throw takenOver();
    }
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** What the app does by itself meanwhile, such as looking into a file, is not the work that was claimed. */
function claimOf({ actor }: Grant): ClaimedRequest | undefined {
  const claimed = claimedRequest.getStore();
  return claimed && actor.key?.id === claimed.keyId ? claimed : undefined;
}

function factsOf(
  { organizationId }: Grant,
  { keyId, requestHash, attempt, body, toAnswer }: ClaimedRequest,
  result: unknown,
) {
  const read = body();
  // Without the whole body nobody could tell later whether a request is the same: then the answer waits for it.
  const kept = read ? toAnswer?.(result) : undefined;
  return [
    organizationId,
    keyId,
    requestHash,
    attempt,
    read?.fingerprint ?? null,
    read?.sizeBytes ?? null,
    kept?.status ?? null,
    kept?.answer ?? null,
  ] as const;
}

function takenOver(): AppError {
  return new AppError(
    'CONFLICT',
    'This request took so long that it was begun anew elsewhere. Nothing was written here. Send it again.',
    undefined,
    2,
  );
}
