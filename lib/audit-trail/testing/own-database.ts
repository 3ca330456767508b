import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, vi } from 'vitest';
import { throwawayDatabase } from '../../../scripts/lib/throwaway.mjs';
import { asSuperuser } from './superuser';

/** A database and a data folder of its own, for tests about all chains, the one of the instance, or the journal. */
export function ownDatabase(closeDatabase: () => Promise<void>): { owner: () => pg.Pool } {
  let database: Awaited<ReturnType<typeof throwawayDatabase>>;
  let owner: pg.Pool;
  beforeAll(async () => {
    database = await throwawayDatabase();
    owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
    // Closing a pool does not wait for its connections, and the server that stops ends the rest.
    owner.on('connect', (client) => client.on('error', () => undefined));
    const folder = path.join(database.folder, 'own-data');
    await mkdir(folder);
    vi.stubEnv('DATABASE_APP_URL', database.appUrl);
    vi.stubEnv('INPLACE_DATA_DIR', folder);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await closeDatabase();
    await owner.end();
    await database.close();
  });
  return { owner: () => owner };
}

/** `npm run audit:verify`, with the app's settings as the launcher gives them. */
export function auditVerify(): Promise<{ code: number; words: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=react-server', '--import', 'tsx', 'scripts/lib/audit-verify.ts'],
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, words: out + err }),
    );
  });
}

/** An organization with two entries. */
export async function addOrganization(owner: pg.Pool, name: string): Promise<string> {
  const organizationId = crypto.randomUUID();
  await owner.query(
    `INSERT INTO "Organization" ("id", "name", "timeZone", "country", "isSample") VALUES ($1, $2, 'UTC', 'DE', $3)`,
    [organizationId, name, name === 'Sample'],
  );
  await addTwo(owner, organizationId);
  return organizationId;
}

/** Two more entries. */
export async function addTwo(owner: pg.Pool, organizationId: string): Promise<void> {
  for (const text of ['{"a":1}', '{"a":2}'])
    await asSuperuser(
      owner,
      `SELECT set_config('app.organization_id', '${organizationId}', true)`,
      `SELECT append_event('${organizationId}', 'x', NULL, 'n', 's', 'i', '{"actor":{"id":null,"name":"n"},"data":${text},"format":1,"subject":{"id":"i","type":"s"},"type":"x"}')`,
    );
}
