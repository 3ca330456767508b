import 'server-only';
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { unsafePool } from '@/lib/platform/db';
import { recordInstanceEvent } from '../commit';

/**
 * Start and stop of each process that serves Inplace (10.2.1.6). While it lives, it holds a lock in the database; the
 * lock of a process that was killed is free, and the next start says so.
 */
const LOCKS = 72_707_372;
const program = { id: null, name: 'Inplace' };

/** The connections that hold the locks, by server. */
const held = new Map<string, PoolClient>();

/** Records that this process starts, and which ones before it never said that they stop. */
export async function recordStart(server: string): Promise<void> {
  await recordKilled();
  await holdPresence(server);
  await recordInstanceEvent({
    type: 'instance.started',
    actor: program,
    subject: { type: 'server', id: server },
  });
}

/** Records that this process stops. Requests that still run may write a little after it. */
export async function recordStop(server: string): Promise<void> {
  await recordInstanceEvent({
    type: 'instance.stopped',
    actor: program,
    subject: { type: 'server', id: server },
  });
  held.get(server)?.release(true);
  held.delete(server);
}

/** Takes the lock of this process, again when the connection that held it was lost. */
export async function holdPresence(server: string): Promise<void> {
  if (held.has(server)) return;
  const client = await unsafePool().connect();
  const lose = () => {
    if (held.get(server) !== client) return;
    held.delete(server);
    client.release(true);
  };
  client.on('error', lose);
  client.on('end', lose);
  await client.query('SELECT pg_advisory_lock($1, $2)', [LOCKS, lockOf(server)]);
  held.set(server, client);
}

async function recordKilled(): Promise<void> {
  const client = await unsafePool().connect();
  try {
    await client.query('BEGIN');
    // Two starts at once record a killed process once.
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCKS]);
    const { rows } = await client.query<{ server: string; startedAt: Date }>(
      'SELECT "server", "startedAt" FROM servers_not_stopped()',
    );
    for (const { server, startedAt } of rows) {
      const { rows: tried } = await client.query<{ isFree: boolean }>(
        'SELECT pg_try_advisory_xact_lock($1, $2) AS "isFree"',
        [LOCKS, lockOf(server)],
      );
      if (!tried[0]?.isFree) continue;
      await recordInstanceEvent({
        type: 'instance.not-stopped',
        actor: program,
        subject: { type: 'server', id: server },
        data: { startedAt: startedAt.toISOString() },
      });
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

function lockOf(server: string): number {
  return createHash('sha256').update(server).digest().readInt32BE();
}
