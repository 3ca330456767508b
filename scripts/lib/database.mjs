// From a server to a database that the app can use: database, runtime role, migrations.
import { join } from 'node:path';
import pg from 'pg';
import { projectFolder } from './folders.mjs';
import { applyMigrations } from './migrate.mjs';
import { keptSecret } from './secrets.mjs';
import { Refusal } from './words.mjs';

export const RUNTIME_ROLE = 'inplace_app';

/**
 * Runs work with one connection of the owner.
 * @template R
 * @param {string} url
 * @param {(client: pg.Client) => R | Promise<R>} work
 * @returns {Promise<R>}
 */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, application_name: 'inplace-setup' });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The same server, another database. */
export function withDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** The same database for the runtime role. */
export function asRuntimeRole(url, password) {
  const changed = new URL(url);
  changed.username = RUNTIME_ROLE;
  changed.password = password;
  return changed.href;
}

/** Makes the database on the built-in server when it is not there. */
export async function createDatabase(serverUrl, name) {
  await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch((error) => {
      if (error.code !== '42P04' && error.code !== '23505') throw error;
    });
  });
}

/**
 * The built-in server: the launcher owns it, so it makes the database and the runtime role and sets the role's
 * password to the kept one. Returns the addresses for the owner and for the app.
 */
export async function prepareBuiltIn(serverUrl, dataFolder, name = 'inplace') {
  await createDatabase(serverUrl, name);
  const ownerUrl = withDatabase(serverUrl, name);
  const password = keptSecret(dataFolder, 'database-app-password');
  await withClient(ownerUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(72707370)'); // two starts at once
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [RUNTIME_ROLE]);
    if (!rowCount) await client.query(`CREATE ROLE ${RUNTIME_ROLE}`);
    await client.query(
      `ALTER ROLE ${RUNTIME_ROLE} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${pg.escapeLiteral(password)}`,
    );
    await client.query('SELECT pg_advisory_unlock(72707370)');
  });
  return { ownerUrl, appUrl: asRuntimeRole(ownerUrl, password) };
}

/** Applies the migrations as the owner. Returns how many were applied. */
export async function migrateDatabase(ownerUrl) {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version");
    if (rows[0].version < 150000)
      throw new Refusal('this PostgreSQL is older than version 15. Use 15 or later.');
    return (await applyMigrations(client, join(projectFolder, 'prisma/migrations'))).length;
  });
}

/** What the database holds of the catalogue, as one line; empty when nothing is loaded. */
export async function catalogueState(ownerUrl) {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query('SELECT "id", "contentHash" FROM "CatalogueVersion" ORDER BY "id"');
    return rows.map((row) => `${row.id}=${row.contentHash}`).join(' ');
  });
}
