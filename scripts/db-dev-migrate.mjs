// For the time before the first release only: regenerates the first migration from the schema and makes the
// development database anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateDatabase, prepareBuiltIn, withClient } from './lib/database.mjs';
import { dataFolder, projectFolder } from './lib/folders.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { generateClient, installed, loadCatalogue, runNode } from './lib/run.mjs';
import { newSetupPath } from './lib/setup-token.mjs';
import { say } from './lib/words.mjs';

const script = await runNode(
  [
    installed('prisma/build/index.js'),
    'migrate',
    'diff',
    '--from-empty',
    '--to-schema',
    'prisma/schema',
    '--script',
  ],
  { env: { SHADOW_DB: 'pglite-only' } },
);
const sql = script.slice(script.indexOf('-- Create'));
if (!sql.startsWith('-- Create')) throw new Error(`no migration came out: ${script}`);
writeFileSync(
  join(projectFolder, 'prisma/migrations/20261125000000_foundation/migration.sql'),
  `${sql.trim()}\n`,
);
await generateClient();

const server = await startPostgres(dataFolder);
await withClient(server.url, (client) => client.query('DROP DATABASE IF EXISTS inplace WITH (FORCE)'));
const { ownerUrl } = await prepareBuiltIn(server.url, dataFolder);
say(`${await migrateDatabase(ownerUrl)} migrations applied to an empty database`);
await loadCatalogue(ownerUrl);
say(`set-up: http://localhost:${process.env.PORT ?? 3100}${await newSetupPath(ownerUrl)}`);
if (!server.joined) await server.stop();
