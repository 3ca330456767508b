// `npm run dev`: the built-in PostgreSQL, migrations, catalogue, then Next's development server.
import { spawn } from 'node:child_process';
import { migrateDatabase, prepareBuiltIn } from './lib/database.mjs';
import { appEnvironment, publicAddress } from './lib/environment.mjs';
import { dataFolder, projectFolder } from './lib/folders.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { generateClient, installed, loadCatalogue } from './lib/run.mjs';
import { newSetupPath } from './lib/setup-token.mjs';
import { sayFailure, step } from './lib/words.mjs';

const port = Number(process.env.PORT || 3000);

try {
  await generateClient();
  const server = await startPostgres(dataFolder);
  step('Database', `PostgreSQL, data in ${server.root}`);
  const { ownerUrl, appUrl } = await prepareBuiltIn(server.url, dataFolder);
  await migrateDatabase(ownerUrl);
  await loadCatalogue(ownerUrl);
  const setupPath = await newSetupPath(ownerUrl);
  if (setupPath) step('Set-up', `${publicAddress(port)}${setupPath}`);

  const next = spawn(process.execPath, [installed('next/dist/bin/next'), 'dev', '--port', String(port)], {
    cwd: projectFolder,
    stdio: 'inherit',
    env: appEnvironment({ appUrl, dataFolder, port, mode: 'development' }),
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => next.kill(signal));
  next.on('exit', async (code) => {
    if (!server.joined) await server.stop().catch(() => {});
    process.exit(code ?? 0);
  });
} catch (error) {
  sayFailure(error, dataFolder);
  process.exit(1);
}
