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
import { openSharedMailbox } from './shared-mailbox';

type Address = {
  baseUrl: string;
  ownerUrl: string;
  secret: string;
  mailFolder: string;
  /** Where the server keeps its files. */
  dataFolder: string;
};
/** What another server over the same data needs. */
type Shared = { appUrl: string; dataFolder: string; mailPort: number };

/** Tells the tests' own processes where the server is. */
export function publish({
  baseUrl,
  ownerUrl,
  secret,
  mailFolder,
  dataFolder,
  shared,
}: Address & { shared?: Shared }): void {
  if (shared) process.env.E2E_SHARED = JSON.stringify(shared);
  process.env.E2E_MAIL_FOLDER = mailFolder;
  process.env.E2E_DATA_FOLDER = dataFolder;
  process.env.E2E_BASE_URL = baseUrl;
  process.env.E2E_OWNER_URL = ownerUrl;
  process.env.E2E_SECRET = secret;
}

/** The server under test. */
export function instance(): Address {
  return {
    baseUrl: need('E2E_BASE_URL'),
    ownerUrl: need('E2E_OWNER_URL'),
    secret: need('E2E_SECRET'),
    mailFolder: need('E2E_MAIL_FOLDER'),
    dataFolder: need('E2E_DATA_FOLDER'),
  };
}

/** Another server over the same database, data folder and mailbox, with settings of its own. */
export async function startBeside(settings: Record<string, string> = {}) {
  const { appUrl, dataFolder, mailPort }: Shared = JSON.parse(need('E2E_SHARED'));
  const port = await freePort();
  const env = serverSettings({ appUrl, dataFolder, port, mailPort, secret: instance().secret, settings });
  const server = await serve({ program: serverProgram, env, host: '127.0.0.1', port });
  return { baseUrl: `http://localhost:${port}`, stop: server.stop };
}

type Wanted = Shared & { port: number; secret: string; settings?: Record<string, string> };

function serverSettings({ appUrl, dataFolder, port, mailPort, secret, settings = {} }: Wanted) {
  return {
    ...appEnvironment({ appUrl, dataFolder, port, mode: 'production' }),
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: secret,
    LOG_LEVEL: 'warn',
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    // A sign-on provider of a test's own answers on this machine.
    OIDC_ALLOW_HTTP: 'yes',
    // Nobody ever does there: a webhook that is away.
    WEBHOOK_ALLOW: '127.0.0.1:1',
    ...settings,
  };
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
  const mailFolder = join(database.folder, 'mails');
  mkdirSync(mailFolder);
  const mailbox = await openSharedMailbox(0, mailFolder);
  const shared = { appUrl: database.appUrl, dataFolder: folder, mailPort: mailbox.port };
  const env = serverSettings({ ...shared, port, secret });
  const server = await serve({ program: serverProgram, env, host: '127.0.0.1', port });
  return {
    baseUrl,
    secret,
    mailFolder,
    dataFolder: folder,
    shared,
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
      await mailbox.close();
      await database.close();
    },
  };
}
