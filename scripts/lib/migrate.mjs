// Applies prisma/migrations at start and keeps Prisma's own bookkeeping, so that its commands agree with it.
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './words.mjs';

const PRISMAS_LOCK = 72707369;

/** Applies what is missing, each migration in a transaction of its own. Returns the names that were applied. */
export async function applyMigrations(client, folder) {
  await client.query('SELECT pg_advisory_lock($1)', [PRISMAS_LOCK]);
  try {
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
      migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
      started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
    const { rows } = await client.query(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const done = new Map(rows.map((row) => [row.migration_name, row]));
    const names = migrationNames(folder);
    const unknown = [...done.keys()].filter((name) => !names.includes(name));
    if (unknown.length > 0)
      throw new Refusal(
        `the database is newer than this version of Inplace (it has ${unknown.join(', ')}). Start the newer version.`,
      );
    const applied = [];
    for (const name of names) if (await applyOne(client, folder, name, done.get(name))) applied.push(name);
    return applied;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [PRISMAS_LOCK]).catch(() => {});
  }
}

export function migrationNames(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function applyOne(client, folder, name, before) {
  const script = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
  const checksum = createHash('sha256').update(script).digest('hex');
  if (before) {
    if (!before.finished_at)
      throw new Refusal(
        `the migration ${name} failed earlier. Restore a backup, or repair it and run "npx prisma migrate resolve".`,
      );
    if (before.checksum !== checksum)
      throw new Refusal(
        `the migration ${name} differs from the one this database has. Migrations are never edited: bring the original file back.`,
      );
    return false;
  }
  await client.query('BEGIN');
  try {
    await client.query(script);
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new Error(`migration ${name}: ${error.message}`, { cause: error });
  }
}
