import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase, prepareBuiltIn } from './database.mjs';
import { startPostgres } from './postgres.mjs';
import { loadCatalogue } from './run.mjs';

const PREFIX = 'inplace-throwaway-';

/** Settings of a server whose data nobody needs after the run. */
const FAST = ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off', 'max_connections = 120'];

/**
 * A PostgreSQL server of its own in a temporary folder, with all migrations from zero and the catalogue. `close` stops
 * it and removes the folder. What a killed run left behind is removed at the next one.
 */
export async function throwawayDatabase({ durable = false } = {}) {
  await removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755); // as root, the database's account must be able to enter it
  const server = await startPostgres(folder, {
    settings: durable ? ['max_connections = 120'] : FAST,
    isThrowaway: !durable,
  });
  const close = async () => {
    await server.stop().catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { ownerUrl, appUrl } = await prepareBuiltIn(server.url, folder);
    const applied = await migrateDatabase(ownerUrl);
    await loadCatalogue(ownerUrl);
    return { folder, serverUrl: server.url, ownerUrl, appUrl, applied, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const owner = Number(name.slice(PREFIX.length).split('-')[0]);
    if (isAlive(owner)) continue;
    const folder = join(tmpdir(), name);
    await startPostgres(folder)
      .then((server) => server.stop())
      .catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
