// The built-in PostgreSQL, migrations, catalogue, then Next's development server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureClient } from './build.mjs';
import { appEnvironment, publicAddress } from './environment.mjs';
import { dataFolder, projectFolder } from './folders.mjs';
import { isLeaving, leave, leaveOnSignals, onLeave } from './lifecycle.mjs';
import { takeLock } from './lock.mjs';
import { installPackages, packagesAreCurrent } from './packages.mjs';
import { startPostgres } from './postgres.mjs';
import { claimFolder, claimPort } from './room.mjs';
import { installed, loadCatalogue } from './run.mjs';
import { sayFailure, step, timed } from './words.mjs';

leaveOnSignals();
try {
  await leave(await develop());
} catch (error) {
  if (!isLeaving()) sayFailure(error, dataFolder);
  await leave(1);
}

async function develop() {
  claimFolder(dataFolder);
  onLeave(await takeLock(dataFolder, publicAddress(process.env.PORT || 3000)));
  const host = process.env.HOST || '127.0.0.1'; // Next's own default is every address of the machine
  const port = await claimPort(process.env.PORT || '3000', host);
  if (!packagesAreCurrent()) await timed('Packages', 'installing from the lock file …', installPackages);
  await ensureClient();
  const server = await startPostgres(dataFolder);
  onLeave(server.stop);
  step('Database', `PostgreSQL, data in ${server.root}`);
  const { migrateDatabase, prepareBuiltIn } = await import('./database.mjs');
  const { ownerUrl, appUrl } = await prepareBuiltIn(server.url, dataFolder);
  await migrateDatabase(ownerUrl);
  await loadCatalogue(ownerUrl);
  const { newSetupPath } = await import('./setup-token.mjs');
  const setupPath = await newSetupPath(ownerUrl);
  if (setupPath) step('Set-up', `${publicAddress(port)}${setupPath}`);

  const next = spawn(
    process.execPath,
    [installed('next/dist/bin/next'), 'dev', '--port', String(port), '--hostname', host],
    {
      cwd: projectFolder,
      stdio: 'inherit',
      env: appEnvironment({ appUrl, dataFolder, port, mode: 'development' }),
    },
  );
  const gone = once(next, 'exit');
  onLeave(async () => {
    next.kill('SIGTERM');
    await gone;
  });
  const [code] = await gone;
  return code ?? 0;
}
