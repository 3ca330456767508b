// `npm run up`: from a fresh checkout to a running Inplace. Nothing is installed yet when this file starts, so it
// and what it imports at the top use Node.js alone.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, catalogueHash, ensureClient, serverProgram, staleBuild } from './lib/build.mjs';
import { appEnvironment, publicAddress } from './lib/environment.mjs';
import { dataFolder, projectFolder } from './lib/folders.mjs';
import { leave, leaveOnSignals, onLeave } from './lib/lifecycle.mjs';
import { takeLock } from './lib/lock.mjs';
import { readNote, writeNote } from './lib/notes.mjs';
import { checkNode, installPackages, packagesAreCurrent } from './lib/packages.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { claimFolder, claimPort, needSpace } from './lib/room.mjs';
import { loadCatalogue } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';
import { say, sayFailure, step, timed } from './lib/words.mjs';

leaveOnSignals();
try {
  await up();
} catch (error) {
  sayFailure(error, dataFolder);
  await leave(1);
}

async function up() {
  checkNode();
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  const host = process.env.HOST || '127.0.0.1';
  say(`\nInplace ${version}\n`);
  claimFolder(dataFolder);
  needSpace(dataFolder, 50, 'running');
  onLeave(await takeLock(dataFolder, publicAddress(process.env.PORT || 3000)));
  const port = await claimPort(process.env.PORT || '3000', host);

  if (!packagesAreCurrent())
    await timed(
      'Packages',
      'installing from the lock file; a minute or two the first time …',
      installPackages,
    );
  const urls = process.env.DATABASE_URL ? await externalDatabase() : await builtInDatabase();
  await fillDatabase(urls);
  const stale = staleBuild();
  if (stale)
    await timed('Build', 'the sources have changed, building; about half a minute …', () => build(stale));

  const env = appEnvironment({ appUrl: urls.appUrl, dataFolder, port, mode: 'production' });
  const server = await serve({ program: serverProgram, env, host, port });
  await sayWhere(urls.ownerUrl, port);
  const { code, signal } = await server.gone;
  say(`\nThe app ended unexpectedly (${signal ?? `exit code ${code}`}). Its own words are above.`);
  await leave(1);
}

async function builtInDatabase() {
  needSpace(dataFolder, 150, 'the database');
  const server = await startPostgres(dataFolder);
  onLeave(server.stop);
  step('Database', `PostgreSQL, data in ${server.root}`);
  if (server.outside)
    step('', `(outside the checkout: the account that runs PostgreSQL cannot enter ${projectFolder})`);
  if (server.joined) step('', 'was still running from an earlier start and is used again');
  const { prepareBuiltIn } = await import('./lib/database.mjs');
  return prepareBuiltIn(server.url, dataFolder);
}

async function externalDatabase() {
  const { prepareExternal } = await import('./lib/external.mjs');
  const ownerUrl = process.env.DATABASE_URL;
  const appUrl = await prepareExternal({ ownerUrl, appUrl: process.env.DATABASE_APP_URL, dataFolder });
  const { host, pathname } = new URL(ownerUrl);
  step('Database', `PostgreSQL at ${host}${pathname} (DATABASE_URL)`);
  return { ownerUrl, appUrl };
}

/** Migrations, client and catalogue; each says something only when there was something to do. */
async function fillDatabase({ ownerUrl, appUrl }) {
  const { catalogueState, migrateDatabase } = await import('./lib/database.mjs');
  const applied = await migrateDatabase(ownerUrl);
  if (applied > 0) step('', `${applied} migration${applied === 1 ? '' : 's'} applied`);
  await ensureClient();
  const files = catalogueHash();
  if (readNote('catalogue') !== `${files} ${await catalogueState(ownerUrl)}`) {
    await loadCatalogue(ownerUrl);
    writeNote('catalogue', `${files} ${await catalogueState(ownerUrl)}`);
    step('Catalogue', 'PCI DSS requirements, questionnaires and timeframes loaded');
  }
  const { checkAppRole } = await import('./lib/external.mjs');
  await checkAppRole(appUrl);
}

async function sayWhere(ownerUrl, port) {
  const { newSetupPath } = await import('./lib/setup-token.mjs');
  const address = publicAddress(port);
  const setupPath = await newSetupPath(ownerUrl);
  step('Running', address);
  if (setupPath) step('Set-up', `open ${address}${setupPath}  (works once, and until the next start)`);
  step(
    'Data',
    `${dataFolder}${process.env.DATABASE_URL ? ' (evidence files, secrets)' : ' (database, evidence files, secrets)'}: back it up`,
  );
  step('Stop', 'press Ctrl-C; everything is saved');
  const elsewhere = relative(projectFolder, dataFolder).startsWith('..')
    ? ` INPLACE_DATA_DIR=${dataFolder}`
    : '';
  step('Again', `${elsewhere ? `${elsewhere.trim()} ` : ''}npm run up\n`);
}
