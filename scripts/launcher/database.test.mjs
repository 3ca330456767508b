import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  asRuntimeRole,
  createDatabase,
  migrateDatabase,
  withClient,
  withDatabase,
} from '../lib/database.mjs';
import { checkAppRole, prepareExternal } from '../lib/external.mjs';
import { projectFolder } from '../lib/folders.mjs';
import { applyMigrations, migrationNames } from '../lib/migrate.mjs';
import { startPostgres } from '../lib/postgres.mjs';
import { outsideHome } from '../lib/postgres-place.mjs';
import { throwawayDatabase } from '../lib/throwaway.mjs';
import { cleanUp, onCleanUp, runningPostmaster, temporaryFolder } from './start-up.mjs';

afterEach(cleanUp);
const isRoot = process.getuid?.() === 0;

describe('the built-in PostgreSQL', () => {
  it('is joined by a second program, and both starts at once agree on one server', async () => {
    const folder = temporaryFolder();
    const [first, second] = await Promise.all([startPostgres(folder), startPostgres(folder)]);
    expect(second.pid).toBe(first.pid);
    expect([first.joined, second.joined].filter(Boolean)).toHaveLength(1);
    const third = await startPostgres(folder);
    expect([third.pid, third.joined]).toEqual([first.pid, true]);
  });

  it('starts over a set-up that was cut short', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'postgres/half-4194305-1/base'), { recursive: true });
    writeFileSync(join(folder, 'postgres/half-4194305-1.password'), 'cut sh');
    const server = await startPostgres(folder);
    expect(
      await withClient(server.url, async (client) => (await client.query('SELECT 1 AS one')).rows),
    ).toEqual([{ one: 1 }]);
    expect(readdirSync(join(folder, 'postgres')).sort()).toEqual(['data', 'server.log']);
  });

  it('never touches a folder that holds something else', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'postgres/data/photos'), { recursive: true });
    await expect(startPostgres(folder)).rejects.toThrow(/holds something that is not a PostgreSQL database/);
    expect(readdirSync(join(folder, 'postgres/data'))).toEqual(['photos']);
  });

  it('is not fooled by the process id of another program in its pid file', async () => {
    const folder = temporaryFolder();
    const first = await startPostgres(folder);
    await first.stop();
    const pidFile = join(folder, 'postgres/data/postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n/x\n0\n${first.port}\n\n127.0.0.1\n\nready\n`);
    const second = await startPostgres(folder);
    expect(second.joined).toBe(false);
    expect(runningPostmaster(folder)).toBe(second.pid);
  });

  it('listens on this machine alone, with passwords, and is durable', async () => {
    const server = await startPostgres(temporaryFolder());
    const settings = await withClient(server.url, async (client) =>
      Object.fromEntries(
        (
          await client.query(
            "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'password_encryption', 'server_encoding')",
          )
        ).rows.map((row) => [row.name, row.setting]),
      ),
    );
    expect(settings).toEqual({
      listen_addresses: '127.0.0.1',
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      password_encryption: 'scram-sha-256',
      server_encoding: 'UTF8',
    });
    const guessed = new URL(server.url);
    guessed.password = 'guessed';
    await expect(withClient(guessed.href, () => 1)).rejects.toThrow(/password authentication failed/);
  });

  it('refuses data that another major version made', async () => {
    const folder = temporaryFolder();
    await (await startPostgres(folder)).stop();
    writeFileSync(join(folder, 'postgres/data/PG_VERSION'), '15\n');
    await expect(startPostgres(folder)).rejects.toThrow(
      /was made by PostgreSQL 15, and this version of Inplace brings 18/,
    );
  });

  if (isRoot)
    it('keeps its data outside a folder that only root can enter, and finds it again', async () => {
      const home = mkdtempSync(join(tmpdir(), 'inplace-closed-')); // mode 0700
      const folder = join(home, 'data');
      onCleanUp(() => {
        rmSync(home, { recursive: true, force: true });
        rmSync(outsideHome(folder), { recursive: true, force: true });
      });
      const first = await startPostgres(folder);
      expect(first.outside).toBe(true);
      expect(first.root).toBe(join(outsideHome(folder), 'postgres'));
      expect(lstatSync(join(folder, 'postgres')).isSymbolicLink()).toBe(true);
      await createDatabase(first.url, 'kept');
      await first.stop();
      chmodSync(home, 0o755); // opened later: the data stays where it is
      const second = await startPostgres(folder);
      await createDatabase(second.url, 'kept');
      expect([second.root, second.joined]).toEqual([first.root, false]);
      await second.stop();
    });
});

describe('migrations', () => {
  let server;
  let folder;
  beforeAll(async () => {
    server = await throwawayDatabase();
  });
  afterAll(() => server.close());

  /** An empty database and a copy of the migrations. */
  async function scratch(name) {
    await createDatabase(server.serverUrl, name);
    folder = mkdtempSync(join(tmpdir(), 'inplace-migrations-'));
    onCleanUp(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(join(projectFolder, 'prisma/migrations'), folder, { recursive: true });
    return withDatabase(server.serverUrl, name);
  }
  const apply = (url) => withClient(url, (client) => applyMigrations(client, folder));
  const add = (name, sql) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };

  it('run once, also when two start at once', async () => {
    const url = await scratch('twice');
    const both = await Promise.all([apply(url), apply(url)]);
    expect(both.flat()).toEqual(migrationNames(folder));
    expect(await apply(url)).toEqual([]);
  });

  it('leave nothing behind when one fails, and go on once it is repaired', async () => {
    const url = await scratch('failing');
    add('29990101000000_broken', 'CREATE TABLE moon (id int); SELECT 1/0;');
    await expect(apply(url)).rejects.toThrow('migration 29990101000000_broken: division by zero');
    const moon = () =>
      withClient(
        url,
        async (client) => (await client.query("SELECT to_regclass('moon') AS moon")).rows[0].moon,
      );
    expect(await moon()).toBe(null);
    writeFileSync(join(folder, '29990101000000_broken/migration.sql'), 'CREATE TABLE moon (id int);');
    expect(await apply(url)).toEqual(['29990101000000_broken']);
    expect(await moon()).toBe('moon');
  });

  it('refuse one that was edited after it was applied', async () => {
    const url = await scratch('edited');
    await apply(url);
    const file = join(folder, migrationNames(folder)[0], 'migration.sql');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n-- edited\n`);
    await expect(apply(url)).rejects.toThrow(/differs from the one this database has/);
  });

  it('refuse a database that is newer than the program', async () => {
    const url = await scratch('newer');
    add('29990101000000_later', 'SELECT 1;');
    await apply(url);
    rmSync(join(folder, '29990101000000_later'), { recursive: true });
    await expect(apply(url)).rejects.toThrow(/the database is newer than this version of Inplace/);
  });
});

describe('a PostgreSQL of one’s own (DATABASE_URL)', () => {
  let server;
  beforeAll(async () => {
    server = await startPostgres(mkdtempAt());
  });
  afterAll(() => server.stop());

  function mkdtempAt() {
    const folder = mkdtempSync(join(tmpdir(), 'inplace-external-'));
    chmodSync(folder, 0o755);
    return folder;
  }

  /** A database with an owner who is no superuser. */
  async function ownDatabase(name, rights = '') {
    const admin = (sql) => withClient(server.url, (client) => client.query(sql));
    await admin(`CREATE ROLE ${name} LOGIN PASSWORD 'owner' ${rights}`);
    await admin(`CREATE DATABASE ${name} OWNER ${name}`);
    const url = new URL(withDatabase(server.url, name));
    url.username = name;
    url.password = 'owner';
    return { ownerUrl: url.href, admin };
  }

  it('goes from an owner who may not create roles, by the line that is printed, to a working app role', async () => {
    const { ownerUrl, admin } = await ownDatabase('poor');
    const dataFolder = temporaryFolder();
    const refused = await prepareExternal({ ownerUrl, dataFolder }).catch((error) => error.message);
    expect(refused).toContain('may not create roles');
    const [, sql] = /^ {2}(CREATE ROLE .*;)$/m.exec(refused);
    const [, password] = /DATABASE_APP_URL=postgresql:\/\/inplace_app:([^@]+)@/.exec(refused);
    await admin(sql);
    const appUrl = asRuntimeRole(ownerUrl, password);
    expect(await prepareExternal({ ownerUrl, appUrl, dataFolder })).toBe(appUrl);
    expect(await migrateDatabase(ownerUrl)).toBe(
      migrationNames(join(projectFolder, 'prisma/migrations')).length,
    );
    await checkAppRole(appUrl);

    // Another installation on the same server does not take the role's password away.
    const { ownerUrl: second } = await ownDatabase('rich', 'CREATEROLE');
    await expect(prepareExternal({ ownerUrl: second, dataFolder: temporaryFolder() })).rejects.toThrow(
      /the role inplace_app exists on this PostgreSQL with a password that this data folder does not know/,
    );
    await checkAppRole(appUrl);

    // A superuser or the owner would stand above row-level security.
    await expect(checkAppRole(withDatabase(server.url, 'poor'))).rejects.toThrow(/is a superuser, bypasses/);
    await expect(checkAppRole(ownerUrl)).rejects.toThrow(/owns the tables/);

    await admin('DROP DATABASE poor WITH (FORCE)');
    await admin('DROP DATABASE rich WITH (FORCE)');
    await admin('DROP ROLE inplace_app');
    const { ownerUrl: third } = await ownDatabase('able', 'CREATEROLE');
    const kept = temporaryFolder();
    const made = await prepareExternal({ ownerUrl: third, dataFolder: kept });
    await migrateDatabase(third);
    await checkAppRole(made);
    expect(await prepareExternal({ ownerUrl: third, dataFolder: kept })).toBe(made);
  });

  it('says in one line what is wrong with the address', async () => {
    const at = (url) =>
      prepareExternal({ ownerUrl: url, dataFolder: temporaryFolder() }).catch((error) => error.message);
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    expect(await at(wrong.href)).toMatch(/refuses the user or password of DATABASE_URL\.$/);
    expect(await at(withDatabase(server.url, 'missing'))).toMatch(
      /does not exist at .*Create it: CREATE DATABASE "missing";$/,
    );
    expect(await at('postgresql://a@no-such-host.invalid/x')).toMatch(
      /does not answer at no-such-host\.invalid:5432\/x/,
    );
  });
});
