import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { makeOrganization, unsafeOwner, unsafeRows } from '@/lib/platform/testing';

/** Tables with an organization that the wall does not cover, and why. */
const OUTSIDE_THE_WALL = [
  'Session', // found by its own id before the organization is known; the organization in it is a choice, not a tenant
];

const UNGUARDED = `
  SELECT c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
   WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attname = 'organizationId'
     AND NOT (c.relrowsecurity AND c.relforcerowsecurity
              AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polwithcheck IS NOT NULL))
   ORDER BY 1`;

async function asApp<R>(work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: inject('appUrl') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('the wall between organizations', () => {
  it('stands around every table that carries an organization', async () => {
    const found = await unsafeRows<{ name: string }>(UNGUARDED);
    expect(found.map((row) => row.name)).toEqual(OUTSIDE_THE_WALL);
  });

  it('is found missing around a table that somebody adds without it', async () => {
    const client = await unsafeOwner().connect();
    try {
      await client.query('BEGIN');
      await client.query('CREATE TABLE "Planted" ("organizationId" uuid)');
      await client.query('ALTER TABLE "Planted" ENABLE ROW LEVEL SECURITY');
      const { rows } = await client.query<{ name: string }>(UNGUARDED);
      expect(rows.map((row) => row.name)).toContain('Planted');
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });

  it('shows nothing to a connection that names no organization', async () => {
    await makeOrganization();
    const tables = await unsafeRows<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
        WHERE table_schema = current_schema() AND column_name = 'organizationId' AND NOT (table_name = ANY ($1))`,
      [OUTSIDE_THE_WALL],
    );
    expect(tables.length).toBeGreaterThan(15);
    const seen = await asApp(async (client) => {
      const counts: string[] = [];
      for (const { name } of tables) {
        const { rowCount } = await client.query(`SELECT 1 FROM ${pg.escapeIdentifier(name)} LIMIT 1`);
        if (rowCount) counts.push(name);
      }
      return counts;
    });
    expect(seen).toEqual([]);
  });

  it('refuses a row for another organization than the one that is set', async () => {
    const ours = await makeOrganization();
    const theirs = await makeOrganization();
    await asApp(async (client) => {
      await client.query('BEGIN');
      await client.query("SELECT set_config('app.organization_id', $1, true)", [ours.organizationId]);
      await expect(
        client.query(
          `INSERT INTO "LegalEntity" ("organizationId", "id", "name", "entityType") VALUES ($1, gen_random_uuid(), 'x', 'MERCHANT')`,
          [theirs.organizationId],
        ),
      ).rejects.toThrow(/row-level security/);
      await client.query('ROLLBACK');
    });
  });
});

describe('the role of the app', () => {
  it('owns nothing, is no superuser and cannot step over the wall', async () => {
    const [role] = await unsafeRows(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
              (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
         FROM pg_roles r WHERE rolname = 'inplace_app'`,
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owned: 0,
    });
  });

  it('is held back by policies that are cheap to plan: what they ask of other tables stands in closed functions', async () => {
    // A policy that names another table brings that table's own policies into the plan of every statement.
    const named = await unsafeRows(
      `SELECT p.polrelid::regclass::text AS "policyOf", d.refobjid::regclass::text AS "names" FROM pg_policy p
         JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass
        WHERE p.polname = 'need_to_know' AND d.refobjid <> p.polrelid`,
    );
    expect(named).toEqual([]);
    const functions = await unsafeRows<{ name: string; path: string | null }>(
      `SELECT DISTINCT f.proname AS name, array_to_string(f.proconfig, ';') AS path FROM pg_policy p
         JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_proc'::regclass
         JOIN pg_proc f ON f.oid = d.refobjid
        WHERE p.polname = 'need_to_know' AND f.proname <> 'current_person' AND f.pronamespace = current_schema()::regnamespace`,
    );
    expect(functions.length).toBeGreaterThan(10);
    for (const { name, path } of functions)
      expect(path, name).toMatch(/^search_path=pg_catalog, \w+, pg_temp$/);
  });

  it('cannot lend a function of the owner things of its own', async () => {
    const functions = await unsafeRows<{ name: string; path: string; isForAll: boolean }>(
      `SELECT p.proname AS name, array_to_string(p.proconfig, ';') AS path, has_function_privilege('public', p.oid, 'EXECUTE') AS "isForAll" FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = current_schema() AND p.prosecdef ORDER BY 1`,
    );
    expect(functions.map(({ name }) => name)).toEqual([
      'append_event',
      'append_instance_event',
      'chain_heads',
      'find_all_evidence',
      'index_instance_event',
      'instance_events_after',
      'instance_newest',
      'remove_sample_organization',
      'remove_sample_unchecked',
      'servers_not_stopped',
      'sign_in_counts',
      'sign_in_events',
      'tidy_idempotent_requests',
      'tidy_up',
    ]);
    expect(functions.filter(({ isForAll }) => isForAll)).toEqual([]);
    for (const { name, path } of functions)
      expect(path, name).toMatch(
        /^(?:app\.user_id="";|plan_cache_mode=force_custom_plan;)?search_path=pg_catalog, \w+, pg_temp(?:;app\.user_id=(?:"")?)?$/,
      );
    const refused = await asApp((client) =>
      client.query('CREATE TEMP TABLE "Organization" ("id" uuid)').then(
        () => 'made',
        (error: Error) => error.message,
      ),
    );
    expect(refused).toMatch(/permission denied/);
  });

  it('may add to the audit trail and never change, remove or empty it', async () => {
    const rights = await unsafeRows(
      `SELECT t AS table, p AS right FROM unnest(ARRAY['"AuditEvent"', '"InstanceEvent"']) t,
              unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p WHERE has_table_privilege('inplace_app', t, p)`,
    );
    expect(rights).toEqual([]);
  });

  it('may not change the catalogue of the standard', async () => {
    const rights = await unsafeRows(
      `SELECT t AS table, p AS right FROM unnest(ARRAY['"CatalogueVersion"', '"CatalogueRequirement"', '"CatalogueQuestionnaire"']) t,
              unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p WHERE has_table_privilege('inplace_app', t, p)`,
    );
    expect(rights).toEqual([]);
  });
});
