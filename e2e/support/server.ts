import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, ensureClient, serverProgram, staleBuild } from '../../scripts/lib/build.mjs';
import { prepareBuiltIn } from '../../scripts/lib/database.mjs';
import { appEnvironment } from '../../scripts/lib/environment.mjs';
import { dataFolder } from '../../scripts/lib/folders.mjs';
import { freePort, startPostgres } from '../../scripts/lib/postgres.mjs';
import { keptSecret } from '../../scripts/lib/secrets.mjs';
import { serve } from '../../scripts/lib/serve.mjs';
import { throwawayDatabase } from '../../scripts/lib/throwaway.mjs';

/** What the tests' own process needs to know about the server; set here, read in instance.ts. */
function publish(instance: { baseUrl: string; ownerUrl: string; secret: string }): void {
  process.env.E2E_BASE_URL = instance.baseUrl;
  process.env.E2E_OWNER_URL = instance.ownerUrl;
  process.env.E2E_SECRET = instance.secret;
}

/**
 * The production build on a free port over a throw-away database. E2E_TARGET=dev uses a running `npm run dev` and its
 * database instead, for writing tests.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.E2E_TARGET === 'dev') return joinDevelopmentServer();
  await ensureClient();
  const stale = staleBuild();
  if (stale) await build(stale);
  const database = await throwawayDatabase();
  const folder = join(database.folder, 'app-data');
  mkdirSync(folder);
  const port = await freePort();
  const secret = keptSecret(folder, 'session-secret');
  const env = appEnvironment({ appUrl: database.appUrl, dataFolder: folder, port, mode: 'production' });
  const baseUrl = `http://localhost:${port}`;
  const server = await serve({
    program: serverProgram,
    env: { ...env, NEXTAUTH_URL: baseUrl, NEXTAUTH_SECRET: secret, LOG_LEVEL: 'warn' },
    host: '127.0.0.1',
    port,
  });
  publish({ baseUrl, ownerUrl: database.ownerUrl, secret });
  return async () => {
    await server.stop();
    await database.close();
  };
}

async function joinDevelopmentServer(): Promise<() => Promise<void>> {
  const postgres = await startPostgres(dataFolder);
  const { ownerUrl } = await prepareBuiltIn(postgres.url, dataFolder);
  publish({
    baseUrl: process.env.E2E_BASE_URL ?? 'http://localhost:3100',
    ownerUrl,
    secret: keptSecret(dataFolder, 'session-secret'),
  });
  return async () => {};
}
