// Runs a script of ours with the app's own code, as the app's own role, over the database that the app uses.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appEnvironment } from './environment.mjs';
import { dataFolder, projectFolder } from './folders.mjs';

/** The address that the app itself uses; the built-in database is started for it when it does not run. */
async function withDatabase(work) {
  if (process.env.DATABASE_URL) {
    const { prepareExternal } = await import('./external.mjs');
    const { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl } = process.env;
    return work(await prepareExternal({ ownerUrl, appUrl, dataFolder }));
  }
  const { startPostgres } = await import('./postgres.mjs');
  const { prepareBuiltIn } = await import('./database.mjs');
  const server = await startPostgres(dataFolder);
  try {
    return await work((await prepareBuiltIn(server.url, dataFolder)).appUrl);
  } finally {
    if (!server.joined) await server.stop();
  }
}

/** Runs scripts/lib/<script> and answers with its exit code. */
export function runWithApp(script, args = []) {
  return withDatabase(async (appUrl) => {
    const { ensureClient } = await import('./build.mjs');
    await ensureClient();
    const env = appEnvironment({ appUrl, dataFolder, port: process.env.PORT || 3000, mode: 'production' });
    const child = spawn(
      process.execPath,
      ['--conditions=react-server', '--import', 'tsx', `scripts/lib/${script}`, ...args],
      { cwd: projectFolder, stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, LOG_LEVEL: 'silent' } },
    );
    const [code] = await once(child, 'exit');
    return code ?? 2;
  });
}
