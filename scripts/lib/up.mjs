// From a fresh checkout to a running Inplace. Nothing is installed yet when this file starts, so it and what it
// imports at the top use Node.js alone.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, catalogueHash, ensureClient, serverProgram, staleBuild } from './build.mjs';
import { appEnvironment, publicAddress } from './environment.mjs';
import { dataFolder, projectFolder } from './folders.mjs';
import { isLeaving, leave, leaveOnSignals, onLeave } from './lifecycle.mjs';
import { takeLock } from './lock.mjs';
import { readNote, writeNote } from './notes.mjs';
import { installPackages, packagesAreCurrent } from './packages.mjs';
import { startPostgres } from './postgres.mjs';
import { claimFolder, claimPort, needSpace } from './room.mjs';
import { loadCatalogue } from './run.mjs';
import { serve } from './serve.mjs';
import { say, sayFailure, step, timed } from './words.mjs';

/** Kept with the data: the checkout may be read-only. */
const CATALOGUE_NOTE = 'catalogue-loaded';

leaveOnSignals();
await up().catch(giveUp);

function giveUp(error) {
  // On the way out the database goes away under whatever was still being done.
  if (!isLeaving()) sayFailure(error, dataFolder);
  return leave(1);
}

async function up() {
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
  if (isLeaving()) return;
  say(`\nThe app ended unexpectedly (${signal ?? `exit code ${code}`}). Its own words are above.`);
  await leave(1);
}

async function builtInDatabase() {
  needSpace(dataFolder, 150, 'the database');
  const server = await startPostgres(dataFolder);
  keepRunning(server);
  step('Database', `PostgreSQL, data in ${server.root}`);
  if (server.outside)
    step(
      '',
      `(outside the checkout: the account that runs PostgreSQL cannot enter ${projectFolder}; back it up too)`,
    );
  if (server.joined) step('', 'was still running from an earlier start and is used again');
  const { prepareBuiltIn } = await import('./database.mjs');
  return prepareBuiltIn(server.url, dataFolder);
}

/** Stops the server on the way out; until then starts it again, on the same port, should something kill it. */
function keepRunning(first) {
  let server = first;
  let isStarting = false;
  const look = async () => {
    if (isStarting || isLeaving() || server.isRunning()) return;
    isStarting = true;
    say('\nPostgreSQL ended unexpectedly; starting it again. Nothing that was saved is lost.');
    server = await startPostgres(dataFolder, { port: first.port });
    say('PostgreSQL runs again.');
    isStarting = false;
  };
  onLeave(() => server.stop());
  setInterval(() => void look().catch(giveUp), 2_000).unref();
}

async function externalDatabase() {
  const { prepareExternal } = await import('./external.mjs');
  const ownerUrl = process.env.DATABASE_URL;
  const appUrl = await prepareExternal({ ownerUrl, appUrl: process.env.DATABASE_APP_URL, dataFolder });
  const { host, pathname } = new URL(ownerUrl);
  step('Database', `PostgreSQL at ${host}${pathname} (DATABASE_URL)`);
  return { ownerUrl, appUrl };
}

/** Migrations, client and catalogue; each says something only when there was something to do. */
async function fillDatabase({ ownerUrl, appUrl }) {
  const { catalogueState, migrateDatabase } = await import('./database.mjs');
  const applied = await migrateDatabase(ownerUrl);
  if (applied > 0) step('', `${applied} migration${applied === 1 ? '' : 's'} applied`);
  await ensureClient();
  const files = catalogueHash();
  if (readNote(CATALOGUE_NOTE, dataFolder) !== `${files} ${await catalogueState(ownerUrl)}`) {
    await loadCatalogue(ownerUrl);
    writeNote(CATALOGUE_NOTE, `${files} ${await catalogueState(ownerUrl)}`, dataFolder);
    step('Catalogue', 'PCI DSS requirements, questionnaires and timeframes loaded');
  }
  const { checkAppRole } = await import('./external.mjs');
  await checkAppRole(appUrl);
}

async function sayWhere(ownerUrl, port) {
  const { newSetupPath } = await import('./setup-token.mjs');
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
