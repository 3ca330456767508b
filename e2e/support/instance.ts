import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serverProgram } from '../../scripts/lib/build.mjs';
import { withClient } from '../../scripts/lib/database.mjs';
import { appEnvironment } from '../../scripts/lib/environment.mjs';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { keptSecret } from '../../scripts/lib/secrets.mjs';
import { serve } from '../../scripts/lib/serve.mjs';
import { newSetupPath } from '../../scripts/lib/setup-token.mjs';
import { throwawayDatabase } from '../../scripts/lib/throwaway.mjs';

type Address = { baseUrl: string; ownerUrl: string; secret: string };

/** Tells the tests' own processes where the server is. */
export function publish({ baseUrl, ownerUrl, secret }: Address): void {
  process.env.E2E_BASE_URL = baseUrl;
  process.env.E2E_OWNER_URL = ownerUrl;
  process.env.E2E_SECRET = secret;
}

/** The server under test. */
export function instance(): Address {
  return { baseUrl: need('E2E_BASE_URL'), ownerUrl: need('E2E_OWNER_URL'), secret: need('E2E_SECRET') };
}

function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run the tests through Playwright's configuration`);
  return value;
}

/** The production build over an empty database of its own, as after the very first start. */
export async function startInstance() {
  const database = await throwawayDatabase();
  const folder = join(database.folder, 'app-data');
  mkdirSync(folder);
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const secret = keptSecret(folder, 'session-secret');
  const env = appEnvironment({ appUrl: database.appUrl, dataFolder: folder, port, mode: 'production' });
  const server = await serve({
    program: serverProgram,
    env: { ...env, NEXTAUTH_URL: baseUrl, NEXTAUTH_SECRET: secret, LOG_LEVEL: 'warn' },
    host: '127.0.0.1',
    port,
  });
  return {
    baseUrl,
    secret,
    ownerUrl: database.ownerUrl,
    /** The address that the terminal prints. */
    setupPath: () => newSetupPath(database.ownerUrl),
    /** Somebody has an account, so that strangers are sent to the sign-in and not to the set-up. */
    finishSetup: () =>
      withClient(database.ownerUrl, (client) =>
        client.query(
          `INSERT INTO "User" ("id", "email", "name", "passwordHash") VALUES (gen_random_uuid(), 'first@example.test', 'First Person', 'none')`,
        ),
      ),
    close: async () => {
      await server.stop();
      await database.close();
    },
  };
}
