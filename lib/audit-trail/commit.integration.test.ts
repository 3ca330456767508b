import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { read } from '@/lib/access/read';
import { unsafePool } from '@/lib/platform/db';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { commit, unchanged } from './commit';

type ChainRow = {
  sequence: string;
  at: string;
  text: string;
  previousHash: string;
  hash: string;
  type: string;
};

async function chainOf(organizationId: string): Promise<ChainRow[]> {
  return unsafeRows<ChainRow>(
    `SELECT "sequence"::text, to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, "text", "previousHash", "hash", "type"
       FROM "AuditEvent" WHERE "organizationId" = $1 ORDER BY "AuditEvent"."sequence"`,
    [organizationId],
  );
}

function rename(name: string, fail = false) {
  return async (tx: Parameters<Parameters<typeof commit>[1]>[0], organizationId: string) => {
    await tx.organization.update({ where: { id: organizationId }, data: { name } });
    if (fail) throw new Error('the disk burned');
    return {
      result: name,
      events: [
        {
          type: 'organization.changed' as const,
          subject: { type: 'organization', id: organizationId },
          data: { name: { from: 'before', to: name } },
        },
      ] as const,
    };
  };
}

describe('commit', () => {
  it('writes the row and its event together, chained by hash', async () => {
    const ours = await makeOrganization();
    const grant = ours.grant('organization:manage');
    await commit(grant, (tx) => rename('First')(tx, ours.organizationId));
    await commit(grant, (tx) => rename('Second')(tx, ours.organizationId));
    const chain = await chainOf(ours.organizationId);
    expect(chain.map((row) => row.sequence)).toEqual(['1', '2']);
    let previous = '0'.repeat(64);
    for (const row of chain) {
      expect(row.previousHash).toBe(previous);
      expect(row.hash).toBe(
        createHash('sha256')
          .update(`${previous}|${row.sequence}|${row.at}|${row.text}`, 'utf8')
          .digest('hex'),
      );
      previous = row.hash;
    }
    expect(JSON.parse(chain[1]?.text ?? '')).toMatchObject({
      type: 'organization.changed',
      actor: { id: ours.userId, role: 'ADMINISTRATOR' },
      data: { name: { to: 'Second' } },
    });
  });

  it('leaves neither row nor event when the work fails', async () => {
    const ours = await makeOrganization({ organizationName: 'Untouched' });
    const grant = ours.grant('organization:manage');
    await expect(commit(grant, (tx) => rename('Half', true)(tx, ours.organizationId))).rejects.toThrow(
      'burned',
    );
    const [row] = await unsafeRows<{ name: string }>('SELECT "name" FROM "Organization" WHERE "id" = $1', [
      ours.organizationId,
    ]);
    expect(row?.name).toBe('Untouched');
    expect(await chainOf(ours.organizationId)).toEqual([]);
  });

  it('leaves no row when the event cannot be written', async () => {
    const ours = await makeOrganization({ organizationName: 'Untouched' });
    const grant = ours.grant('organization:manage');
    // An event's subject id must be a text PostgreSQL can hold; this one is not.
    const broken = commit(grant, async (tx) => {
      const outcome = await rename('Half')(tx, ours.organizationId);
      return {
        ...outcome,
        events: [{ ...outcome.events[0], subject: { type: 'organization', id: 'a\u0000b' } }],
      };
    });
    await expect(broken).rejects.toThrow();
    const [row] = await unsafeRows<{ name: string }>('SELECT "name" FROM "Organization" WHERE "id" = $1', [
      ours.organizationId,
    ]);
    expect(row?.name).toBe('Untouched');
  });

  it('refuses the change when the chain cannot take an event at all', async () => {
    const ours = await makeOrganization({ organizationName: 'Untouched' });
    const grant = ours.grant('organization:manage');
    // A place that is taken: as for a full disk or a broken table, the event's INSERT fails.
    await commit(grant, (tx) => rename('First')(tx, ours.organizationId));
    await unsafeRows('UPDATE "AuditHead" SET "sequence" = 0 WHERE "organizationId" = $1', [
      ours.organizationId,
    ]);
    await expect(commit(grant, (tx) => rename('Second')(tx, ours.organizationId))).rejects.toThrow();
    const [row] = await unsafeRows<{ name: string }>('SELECT "name" FROM "Organization" WHERE "id" = $1', [
      ours.organizationId,
    ]);
    expect(row?.name).toBe('First');
    expect(await chainOf(ours.organizationId)).toHaveLength(1);
  });

  it('records nothing for a command that found nothing to do', async () => {
    const ours = await makeOrganization();
    const result = await commit(ours.grant('organization:manage'), async () => unchanged('same'));
    expect(result).toBe('same');
    expect(await chainOf(ours.organizationId)).toEqual([]);
  });

  it('keeps one unbroken chain when ten writers commit at once', async () => {
    const ours = await makeOrganization();
    const grant = ours.grant('organization:manage');
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        commit(grant, (tx) => rename(`Name ${index}`)(tx, ours.organizationId)),
      ),
    );
    const chain = await chainOf(ours.organizationId);
    expect(chain).toHaveLength(10);
    for (const [index, row] of chain.entries()) {
      expect(row.previousHash).toBe(index === 0 ? '0'.repeat(64) : chain[index - 1]?.hash);
    }
  });
});

describe('the second wall', () => {
  it('has a policy, enforced for the owner too, on every table that belongs to an organization', async () => {
    const open = await unsafeRows<{ table: string }>(
      `SELECT c.relname AS table FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organizationId'
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'Session'
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))`,
    );
    expect(open).toEqual([]);
  });

  it('shows the runtime role nothing without an organization', async () => {
    await makeOrganization();
    const tables = await unsafeRows<{ table: string }>(
      `SELECT c.relname AS table FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organizationId'
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'Session'`,
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { table } of tables) {
      const result = await unsafePool().query<{ n: number }>(`SELECT count(*)::int AS n FROM "${table}"`);
      expect(result.rows[0]?.n, table).toBe(0);
    }
  });

  it('keeps another organization out of reads that forget their condition', async () => {
    const ours = await makeOrganization();
    const theirs = await makeOrganization();
    await commit(theirs.grant('organization:manage'), (tx) => rename('Theirs')(tx, theirs.organizationId));
    const seen = await read(ours.grant('audit-trail:read'), (tx) => tx.auditEvent.findMany({}));
    expect(seen).toEqual([]);
  });

  it('refuses the runtime role any change of what happened', async () => {
    const ours = await makeOrganization();
    await commit(ours.grant('organization:manage'), (tx) => rename('Fact')(tx, ours.organizationId));
    await expect(
      unsafePool().query('UPDATE "AuditEvent" SET "text" = \'{}\' WHERE "organizationId" = $1', [
        ours.organizationId,
      ]),
    ).rejects.toThrow(/permission denied/);
    await expect(
      unsafePool().query('DELETE FROM "AuditEvent" WHERE "organizationId" = $1', [ours.organizationId]),
    ).rejects.toThrow(/permission denied/);
    await expect(
      unsafeRows('UPDATE "AuditEvent" SET "text" = \'{}\' WHERE "organizationId" = $1', [
        ours.organizationId,
      ]),
    ).rejects.toThrow(/append-only/);
  });

  it('owns nothing and cannot bypass the wall', async () => {
    const [role] = await unsafeRows<{ rolsuper: boolean; rolbypassrls: boolean; owned: number }>(
      `SELECT r.rolsuper, r.rolbypassrls, (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS owned
         FROM pg_roles r WHERE r.rolname = 'inplace_app'`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, owned: 0 });
  });
});
