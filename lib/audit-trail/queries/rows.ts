import 'server-only';
import type { PoolClient } from 'pg';
import { unsafePool } from '@/lib/platform/db';
import type { Head, SealedRow } from '../chain';

/** A chain of an organization (of a sample, when it is one), or of the instance where the organization is null. */
export type Chain = { name: string; organizationId: string | null };

export const INSTANCE: Chain = { name: 'instance', organizationId: null };

const BATCH = 5_000;

type Stored = Omit<SealedRow, 'sequence'> & { sequence: string };
/** Everything that is sealed; the time in the exact form that the hash covers. */
const COLUMNS = `"sequence", to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sealedAt",
  "type", "actorId", "actorName", "subjectType", "subjectId", "text", "previousHash", "hash"`;
const OF_ORGANIZATION = `SELECT ${COLUMNS} FROM "AuditEvent" WHERE "sequence" > $1 AND "sequence" <= $2 AND "organizationId" = $3 ORDER BY "sequence" LIMIT ${BATCH}`;
const OF_INSTANCE = `SELECT "sequence", "sealedAt", "type", "actorId", "actorName", "subjectType", "subjectId", "text", "previousHash", "hash"
  FROM instance_events_after($1, $2, ${BATCH})`;

/** Runs work in a read-only transaction that row-level security ties to the chain's organization. */
async function within<R>(chain: Chain, work: (client: PoolClient) => Promise<R>): Promise<R> {
  const client = await unsafePool().connect();
  let failure: Error | undefined;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(
      `SELECT set_config('app.organization_id', $1, true), set_config('app.user_id', '', true), set_config('app.forwarder', $2, true)`,
      [chain.organizationId ?? '', chain.organizationId ? '' : 'on'],
    );
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw failure;
  } finally {
    client.release(failure);
  }
}

/** Where the chain ends, by its own note and by what is stored. */
export function readEnd(chain: Chain): Promise<{ head: Head; newest: bigint }> {
  const text = chain.organizationId
    ? `SELECT (SELECT max("sequence") FROM "AuditEvent" WHERE "organizationId" = $1) AS newest, h."sequence", h."hash"
         FROM (VALUES (1)) one LEFT JOIN "AuditHead" h ON h."organizationId" = $1`
    : `SELECT instance_newest() AS newest, h."sequence", h."hash"
         FROM (VALUES (1)) one LEFT JOIN "InstanceHead" h ON h."id" = 1`;
  return within(chain, async (client) => {
    type Row = { newest: string | null; sequence: string | null; hash: string | null };
    const { rows } = await client.query<Row>(text, chain.organizationId ? [chain.organizationId] : []);
    const row = rows[0];
    const head = row?.sequence && row.hash ? { sequence: BigInt(row.sequence), hash: row.hash } : null;
    return { head, newest: BigInt(row?.newest ?? 0) };
  });
}

/** The entries after one number and up to another, oldest first; the next batch is fetched while one is looked at. */
export async function* chainRows(chain: Chain, after: bigint, until: bigint): AsyncGenerator<SealedRow> {
  const fetch = (last: bigint) => {
    const batch = rowsAfter(chain, last, until);
    batch.catch(() => undefined); // who stops early hears nothing of it
    return batch;
  };
  let coming = fetch(after);
  for (;;) {
    const rows = await coming;
    const last = rows.at(-1);
    const isLast = !last || rows.length < BATCH;
    if (!isLast) coming = fetch(last.sequence);
    yield* rows;
    if (isLast) return;
  }
}

async function rowsAfter(chain: Chain, after: bigint, until: bigint): Promise<SealedRow[]> {
  const organization = chain.organizationId ? [chain.organizationId] : [];
  const rows = await within(chain, async (client) => {
    const result = await client.query<Stored>(organization.length > 0 ? OF_ORGANIZATION : OF_INSTANCE, [
      after.toString(),
      until.toString(),
      ...organization,
    ]);
    return result.rows;
  });
  return rows.map((row) => ({ ...row, sequence: BigInt(row.sequence) }));
}
