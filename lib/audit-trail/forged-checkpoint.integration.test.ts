import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { systemGrant } from '@/lib/access/grant';
import { closeDatabase, unsafePool } from '@/lib/platform/db';
import { recordInstanceEvent } from './commit';
import { journalFile } from './journal';
import { completeJournal, sealDueChains } from './operations/checkpoint';
import { findLastSeal } from './queries/checkpoints';
import { addOrganization, addTwo, auditVerify, ownDatabase } from './testing/own-database';
import { asSuperuser } from './testing/superuser';

const database = ownDatabase(closeDatabase);
const note = () =>
  recordInstanceEvent({
    type: 'sign-in.failed',
    actor: { id: null, name: 'somebody' },
    subject: { type: 'account', id: 'x' },
  });

describe('a checkpoint that somebody wrote with the account of the app', () => {
  const asApp = async (organizationId: string | null, statement: string, ...values: unknown[]) => {
    const client = await unsafePool().connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.organization_id', $1, true)`, [organizationId ?? '']);
      await client.query(statement, values);
      await client.query('COMMIT');
    } finally {
      await client.query('ROLLBACK').catch(() => undefined);
      client.release();
    }
  };
  const forge = (chain: string, number: number, sequence: number) => {
    const organizationId = chain.split(':')[1] ?? null;
    const values = [number, chain, sequence, 'f'.repeat(64), 'f'.repeat(16), 'A'.repeat(86)];
    const columns = '"number", "chain", "sequence", "hash", "keyId", "signature", "at"';
    const places = `$1, $2, $3, $4, $5, $6, now() + interval '1 year'`;
    return organizationId
      ? asApp(
          organizationId,
          `INSERT INTO "AuditCheckpoint" (${columns}, "organizationId") VALUES (${places}, $7)`,
          ...values,
          organizationId,
        )
      : asApp(null, `INSERT INTO "InstanceCheckpoint" (${columns}) VALUES (${places})`, ...values);
  };
  const last = async (chain: string) => {
    const table = chain === 'instance' ? 'InstanceCheckpoint' : 'AuditCheckpoint';
    const { rows } = await database
      .owner()
      .query<{ number: number; sequence: string; signature: string }>(
        `SELECT "number", "sequence", "signature" FROM "${table}" WHERE "chain" = $1 ORDER BY "number" DESC LIMIT 1`,
        [chain],
      );
    return {
      number: rows[0]?.number ?? 0,
      sequence: Number(rows[0]?.sequence),
      signature: rows[0]?.signature,
    };
  };

  test.each(['organization', 'instance'])(
    'must follow the one before; without our signature it stops no other (%s)',
    async (kind) => {
      const chain =
        kind === 'instance' ? kind : `organization:${await addOrganization(database.owner(), 'Forged')}`;
      await sealDueChains('all');
      const before = await last(chain);
      for (const [number, sequence] of [
        [2_147_483_647, before.sequence],
        [before.number + 2, before.sequence],
        [before.number + 1, before.sequence - 1],
        [before.number + 1, before.sequence + 1000],
      ] as const)
        await expect(forge(chain, number, sequence), `${number} ${sequence}`).rejects.toThrow(
          /follows the one/,
        );
      if (kind === 'instance') await note();
      else await addTwo(database.owner(), chain.split(':')[1] ?? '');
      const journal = await readFile(journalFile(), 'utf8');
      await forge(chain, before.number + 1, before.sequence + 1);
      const [, ours] = chain.split(':');
      if (ours) {
        const shown = await findLastSeal(systemGrant('seed', 'audit-trail:read', ours));
        expect(shown, 'the page shows the one before').toMatchObject({ number: before.number });
      }
      await completeJournal();
      expect(await readFile(journalFile(), 'utf8')).toBe(journal);
      await sealDueChains('all');
      const after = await last(chain);
      expect(after.number).toBe(before.number + 2);
      expect(after.sequence).toBeGreaterThan(before.sequence);
      const { code, words } = await auditVerify();
      expect(words).toMatch(
        new RegExp(
          `NOT INTACT {2}${chain}\\. Checkpoint ${before.number + 1} of .* in the database does not carry`,
        ),
      );
      expect(code).toBe(1);
      const { rows } = await database
        .owner()
        .query(`SELECT 1 FROM "InstanceEvent" WHERE "type" = 'checkpoint.refused' AND "subjectId" = $1`, [
          chain,
        ]);
      expect(rows).toHaveLength(1);
      const table = kind === 'instance' ? 'InstanceCheckpoint' : 'AuditCheckpoint';
      await asSuperuser(database.owner(), `DELETE FROM "${table}" WHERE "signature" = repeat('A', 86)`);
    },
  );
});
