import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, ensureClient, staleBuild } from '../../scripts/lib/build.mjs';
import { prepareBuiltIn } from '../../scripts/lib/database.mjs';
import { dataFolder } from '../../scripts/lib/folders.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { keptSecret } from '../../scripts/lib/secrets.mjs';
import { publish, startInstance } from './instance';
import { openSharedMailbox } from './shared-mailbox';

/**
 * The production build on a free port over a throw-away database. E2E_TARGET=dev uses a running `npm run dev` and its
 * database instead, for writing tests.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.E2E_TARGET === 'dev') return joinDevelopmentServer();
  await ensureClient();
  const stale = staleBuild();
  if (stale) await build(stale);
  const instance = await startInstance();
  await instance.finishSetup();
  publish(instance);
  return instance.close;
}

async function joinDevelopmentServer(): Promise<() => Promise<void>> {
  const postgres = await startPostgres(dataFolder);
  const { ownerUrl } = await prepareBuiltIn(postgres.url, dataFolder);
  const mailFolder = mkdtempSync(join(tmpdir(), 'inplace-mails-'));
  // Start the server with SMTP_URL=smtp://127.0.0.1:2525 for the tests of mail.
  const mailbox = await openSharedMailbox(2525, mailFolder);
  publish({
    baseUrl: process.env.E2E_BASE_URL ?? 'http://localhost:3100',
    ownerUrl,
    secret: keptSecret(dataFolder, 'session-secret'),
    mailFolder,
    dataFolder,
  });
  return mailbox.close;
}
