// DATABASE_URL: a PostgreSQL that the administrator runs. Its owner role makes the tables; the app uses another role.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { asRuntimeRole, RUNTIME_ROLE, withClient } from './database.mjs';
import { keptSecret } from './secrets.mjs';
import { Refusal } from './words.mjs';

const PASSWORD_NAME = 'database-app-password';

/** Address without its password, for messages. */
function shown(url) {
  const address = new URL(url);
  return `${address.hostname}:${address.port || 5432}${address.pathname}`;
}

/** Connects, or says in one line what is wrong with the address. */
async function connectOr(variable, url, work) {
  let address;
  try {
    address = shown(url);
  } catch {
    throw new Refusal(`${variable} is not an address like postgresql://user:password@host:5432/database.`);
  }
  try {
    return await withClient(url, work);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error.code === '28P01' || error.code === '28000')
      throw new Refusal(`the PostgreSQL at ${address} refuses the user or password of ${variable}.`);
    if (error.code === '3D000')
      throw new Refusal(
        `the database of ${variable} does not exist at ${address}. Create it: CREATE DATABASE "${new URL(url).pathname.slice(1)}";`,
      );
    if (
      /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET/.test(error.code ?? '')
    )
      throw new Refusal(`the PostgreSQL of ${variable} does not answer at ${address} (${error.code}).`);
    throw error;
  }
}

/** Sees to it that the runtime role exists. Returns the address for the app. */
export async function prepareExternal({ ownerUrl, appUrl, dataFolder }) {
  return connectOr('DATABASE_URL', ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS \"hasRole\"",
      [RUNTIME_ROLE],
    );
    const { version, encoding, hasRole } = rows[0];
    if (version < 150000)
      throw new Refusal('the PostgreSQL of DATABASE_URL is older than version 15. Use 15 or later.');
    if (encoding !== 'UTF8')
      throw new Refusal(
        `the database of DATABASE_URL is encoded in ${encoding}. Create it with ENCODING 'UTF8'.`,
      );
    if (appUrl) {
      if (!hasRole)
        await createRole(
          owner,
          new URL(appUrl).username === RUNTIME_ROLE ? decodeURIComponent(new URL(appUrl).password) : null,
        );
      return appUrl;
    }
    return keptRole(owner, ownerUrl, dataFolder, hasRole);
  });
}

async function keptRole(owner, ownerUrl, dataFolder, hasRole) {
  const isKept = existsSync(join(dataFolder, 'secrets', PASSWORD_NAME));
  const password = keptSecret(dataFolder, PASSWORD_NAME);
  const url = asRuntimeRole(ownerUrl, password);
  if (!hasRole) {
    await createRole(owner, password);
    return url;
  }
  const works = isKept && (await withClient(url, () => true).catch(() => false));
  if (works) return url;
  throw new Refusal(
    `the role ${RUNTIME_ROLE} exists on this PostgreSQL with a password that this data folder does not know. ` +
      `Set DATABASE_APP_URL=postgresql://${RUNTIME_ROLE}:<its password>@${shown(ownerUrl)}, or give it a new one there (ALTER ROLE ${RUNTIME_ROLE} PASSWORD '…').`,
  );
}

async function createRole(owner, password) {
  try {
    await owner.query(
      `CREATE ROLE ${RUNTIME_ROLE} ${password ? `LOGIN PASSWORD ${pg.escapeLiteral(password)}` : 'NOLOGIN'}`,
    );
  } catch (error) {
    if (error.code === '42710' || error.code === '23505') return;
    if (error.code !== '42501') throw error;
    const example = randomBytes(18).toString('base64url');
    throw new Refusal(
      `the role of DATABASE_URL may not create roles. Let an administrator of that PostgreSQL run once:\n` +
        `  CREATE ROLE ${RUNTIME_ROLE} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '${example}';\n` +
        `and start again with DATABASE_APP_URL=postgresql://${RUNTIME_ROLE}:${example}@… (same host and database).`,
    );
  }
}

/** After the migrations: the app's role works, and the second wall (row-level security) binds it. */
export async function checkAppRole(appUrl) {
  await connectOr('DATABASE_APP_URL', appUrl, async (app) => {
    const { rows } = await app.query(
      `SELECT rolname, rolsuper OR rolbypassrls AS "isAboveTheWall",
              (SELECT count(*) FROM pg_tables WHERE tableowner = rolname AND schemaname = current_schema())::int AS owned,
              has_table_privilege('"Organization"', 'SELECT') AS "canRead"
         FROM pg_roles WHERE rolname = current_user`,
    );
    const role = rows[0];
    if (role.isAboveTheWall || role.owned > 0)
      throw new Refusal(
        `the role ${role.rolname} of DATABASE_APP_URL is a superuser, bypasses row-level security or owns the tables. Use a plain role: ${RUNTIME_ROLE}, or one to which it is granted.`,
      );
    if (!role.canRead)
      throw new Refusal(
        `the role ${role.rolname} of DATABASE_APP_URL may not read the tables. Run as an administrator: GRANT ${RUNTIME_ROLE} TO "${role.rolname}";`,
      );
  });
}
