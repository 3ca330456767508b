// Databases as Prisma's schema engine wants them: the given one, and the shadow one on which migrations are replayed.
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

const SSL = {
  require: { rejectUnauthorized: false },
  'no-verify': { rejectUnauthorized: false },
  'verify-ca': true,
  'verify-full': true,
};

/** Never a connection string: inside pg it overrides `database`, so the shadow database would be the real one. */
export function poolConfig(url, database) {
  const address = new URL(url);
  return {
    host: address.searchParams.get('host') ?? decodeURIComponent(address.hostname),
    port: Number(address.port || 5432),
    user: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: database ?? decodeURIComponent(address.pathname.slice(1)),
    max: 2,
    application_name: 'prisma-migrate',
    ssl: SSL[address.searchParams.get('sslmode') ?? ''],
  };
}

// The adapter has no mapping for the catalogue types "char" and "char"[] that introspection reads.
const REMAP = { 18: 1042, 1002: 1014 };

/** The adapter splits scripts at ';', which breaks functions: scripts are sent whole. */
function whole(adapter, afterwards = async () => {}) {
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool);
  pool.query = async (...given) => {
    const result = await query(...given);
    for (const field of result?.fields ?? []) field.dataTypeID = REMAP[field.dataTypeID] ?? field.dataTypeID;
    return result;
  };
  adapter.executeScript = (script) => pool.query(script).catch((error) => adapter.onError(error));
  return disposing(adapter, afterwards);
}

function disposing(adapter, afterwards) {
  const dispose = adapter.dispose?.bind(adapter);
  adapter.dispose = async () => {
    await dispose?.();
    await afterwards();
  };
  return adapter;
}

/** A shadow database without any server: PGlite, thrown away afterwards. */
async function serverless() {
  const { PGlite } = await import('@electric-sql/pglite');
  const { PrismaPGlite } = await import('pglite-prisma-adapter');
  const database = await PGlite.create();
  await database.exec('CREATE ROLE inplace_app'); // the launcher makes it before the migrations, which grant to it
  const adapter = await new PrismaPGlite(database).connect();
  adapter.executeScript = async (script) => {
    await database.exec(script);
  };
  return disposing(adapter, () => database.close().catch(() => {}));
}

/** What Prisma calls a migration-aware adapter factory. SHADOW_DB=pglite-only needs no server at all. */
export function adapterFactory(datasource) {
  const mode = process.env.SHADOW_DB;
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    async connect() {
      if (mode === 'pglite-only' || !datasource.url) return serverless();
      const schema = new URL(datasource.url).searchParams.get('schema') ?? 'public';
      return whole(await new PrismaPg(poolConfig(datasource.url), { schema }).connect());
    },
    async connectToShadowDb() {
      if (mode?.startsWith('pglite') || (!datasource.shadowDatabaseUrl && !datasource.url))
        return serverless();
      if (datasource.shadowDatabaseUrl)
        return whole(await new PrismaPg(poolConfig(datasource.shadowDatabaseUrl)).connect());
      const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
      const admin = new pg.Client(poolConfig(datasource.url));
      await admin.connect();
      await admin.query(`CREATE DATABASE "${name}"`);
      return whole(await new PrismaPg(poolConfig(datasource.url, name)).connect(), async () => {
        await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
        await admin.end();
      });
    },
  };
}

/** `cli can-connect-to-database`, `create-database` and `drop-database`. */
export async function databaseCommand(command, url) {
  const { database } = poolConfig(url);
  const run = async (where, sql) => {
    const client = new pg.Client({ ...poolConfig(url, where), connectionTimeoutMillis: 5_000 });
    await client.connect();
    if (sql) await client.query(sql);
    await client.end();
  };
  if (command === 'can-connect-to-database') return run(database);
  if (command === 'create-database')
    return run('postgres', `CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  if (command === 'drop-database') return run('postgres', `DROP DATABASE ${pg.escapeIdentifier(database)}`);
  throw new Error(`unknown command ${command}`);
}
