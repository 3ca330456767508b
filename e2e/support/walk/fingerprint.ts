import { expect } from '@playwright/test';
import { rows } from '../people';

/** Every table that keeps something of an organization, with the column that says whose it is. */
async function listTables(column: 'organizationId' | 'userId'): Promise<string[]> {
  const found = await rows<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = $1 AND t.table_type = 'BASE TABLE' AND c.table_name <> 'Session' ORDER BY 1`,
    [column],
  );
  return found.map(({ name }) => name);
}

/**
 * Every row of an organization as one text per table, and what its members have of their own: accounts, factors, sessions.
 * When a session, a key or a token was last used, and from where, is no change.
 */
export async function fingerprint(organizationId: string): Promise<string[]> {
  const ofOrganization = await listTables('organizationId');
  expect(ofOrganization.length).toBeGreaterThan(20);
  const ofPerson = (await listTables('userId')).filter((name) => !ofOrganization.includes(name));
  const hashOf = (name: string, whose: string, row = 't') =>
    `SELECT '${name}' AS name, count(*)::text || coalesce(md5(string_agg(${row}::text, '' ORDER BY ${row}::text)), '') AS rows FROM "${name}" t WHERE ${whose}`;
  const members = '(SELECT m."userId" FROM "Membership" m WHERE m."organizationId" = $1)';
  const found = await rows<{ name: string; rows: string }>(
    [
      ...ofOrganization.map((name) => hashOf(name, `"organizationId" = $1`, usedRows[name])),
      ...ofPerson.map((name) => hashOf(name, `"userId" IN ${members}`)),
      hashOf('Organization', '"id" = $1'),
      hashOf('User', `"id" IN ${members}`),
      hashOf('Session', `"userId" IN ${members}`, "(to_jsonb(t) - 'lastSeenAt')"),
    ].join(' UNION ALL '),
    [organizationId],
  );
  return found.map((row) => `${row.name} ${row.rows}`);
}

/** Of what a program comes in with, the row without its last use. */
const usedRows: Readonly<Record<string, string>> = {
  ApiKey: "(to_jsonb(t) - 'lastUsedAt' - 'lastUsedFrom')",
  ProvisioningToken: "(to_jsonb(t) - 'lastUsedAt' - 'lastUsedFrom')",
};

/** The same without the log and what seals it from time to time, for requests whose refusal itself stands in it. */
export function withoutLog(fingerprints: readonly string[]): string[] {
  return fingerprints.filter((line) => !/^Audit(Event|Head|Checkpoint) /.test(line));
}

/** What a person's own password, given once more, moves: their session has a new id, and an event. */
export function withoutSessions(fingerprints: readonly string[]): string[] {
  return fingerprints.filter((line) => !/^(Session|InstanceEventPerson) /.test(line));
}

/** Tables in which some row holds the text. */
export async function listTablesWith(text: string): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const found = await rows<{ name: string; n: number }>(
    tables
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, count(*)::int AS n FROM "${name}" t WHERE t::text LIKE '%' || $1 || '%'`,
      )
      .join(' UNION ALL '),
    [text],
  );
  return found.filter(({ n }) => n > 0).map(({ name }) => name);
}
