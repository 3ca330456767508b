import { beforeAll, describe, expect, test } from 'vitest';
import { unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { makeOrganization, type TestOrganization, unsafeOwner, unsafeRows } from '@/lib/platform/testing';
import { commit } from './commit';
import { sealOrganization } from './operations/checkpoint';
import { verifyChain } from './queries/verify';
import {
  asSuperuser,
  insertBefore,
  organizationTable,
  recompute,
  removeEntry,
  swap,
  type Table,
  truncateAfter,
} from './testing/superuser';

const reader = (who: { grant: TestOrganization['grant'] }) => who.grant('audit-trail:read');

async function record(who: TestOrganization, names: string[]): Promise<void> {
  for (const name of names) {
    await commit(who.grant('integration:manage'), async () => ({
      result: undefined,
      events: [
        { type: 'integration.added', subject: { type: 'integration', id: who.userId }, data: { name } },
      ],
    }));
  }
}

/** Entries 1 to 4 under checkpoint 1, 5 to 8 under checkpoint 2, 9 and 10 under none. */
async function makeSealed(): Promise<TestOrganization> {
  const ours = await makeOrganization();
  await record(ours, ['A', 'B', 'C', 'D']);
  await sealOrganization(reader(ours));
  await record(ours, ['E', 'F', 'G', 'H']);
  await sealOrganization(reader(ours));
  await record(ours, ['I', 'J']);
  return ours;
}

type Deed = { deed: string; with: (table: Table) => string[]; plain: [number, RegExp]; sealed: number };
const change = (assignment: string, sequence: number) => (table: Table) => [
  `UPDATE "${table.events}" SET ${assignment} WHERE ${table.where} AND "sequence" = ${sequence}`,
];
const deeds: Deed[] = [
  {
    deed: 'a changed text',
    with: change(`"text" = replace("text", 'F', 'X')`, 6),
    plain: [6, /contents or the time of entry 6 were changed/],
    sealed: 6,
  },
  {
    deed: 'a time set back',
    with: change(`"at" = "at" - interval '1 microsecond'`, 7),
    plain: [7, /contents or the time of entry 7 were changed/],
    sealed: 7,
  },
  {
    deed: 'a removed entry',
    with: (table) => removeEntry(table, 6),
    plain: [6, /Entry 6 was removed/],
    sealed: 6,
  },
  {
    deed: 'an inserted entry',
    with: (table) => insertBefore(table, 6),
    plain: [6, /Entry 6 was put in/],
    sealed: 6,
  },
  {
    deed: 'two entries that changed places',
    with: (table) => swap(table, 6),
    plain: [6, /Entry 6 was moved: it was sealed as entry 7\. The order/],
    sealed: 6,
  },
  {
    deed: 'removed newest entries',
    with: (table) => truncateAfter(table, 5),
    plain: [
      6,
      /Entry 6 is missing: the newest entries were removed\. Checkpoint 2 of .* UTC sealed entries up to 8/,
    ],
    sealed: 6,
  },
];

describe.each(deeds)('$deed, by a superuser', ({ with: statements, plain, sealed }) => {
  test('is found and named', async () => {
    const ours = await makeSealed();
    expect((await verifyChain(reader(ours))).problem).toBeNull();
    await asSuperuser(unsafeOwner(), ...statements(organizationTable(ours.organizationId)));
    const [sequence, words] = plain;
    expect((await verifyChain(reader(ours))).problem).toEqual({
      sequence,
      words: expect.stringMatching(words),
    });
  });

  test.each([
    ['with every later hash and the head computed anew', []],
    ['and with the checkpoints deleted from the database', ['DELETE FROM "AuditCheckpoint" WHERE $where']],
    [
      'and with the checkpoints made to fit',
      [
        `UPDATE "AuditCheckpoint" c SET "hash" = e."hash" FROM "AuditEvent" e WHERE c.$where AND e.$where AND e."sequence" = c."sequence"`,
      ],
    ],
  ])('is found and named %s', async (_words, more) => {
    const ours = await makeSealed();
    const table = organizationTable(ours.organizationId);
    await asSuperuser(
      unsafeOwner(),
      ...statements(table),
      recompute(table),
      ...more.map((one) => one.replaceAll('$where', table.where)),
    );
    const { problem } = await verifyChain(reader(ours));
    expect(problem?.sequence).toBe(sealed);
    expect(problem?.words).toMatch(/checkpoint [12] of \d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} UTC/i);
    expect(problem?.words).toMatch(
      /not the one that was sealed.*computed anew.*Checkpoint 2 of .* does not fit|newest entries were removed/,
    );
  });
});

describe('what the checkpoints keep', () => {
  test('a truncated chain that grows again is found: the entry after the cut is another one', async () => {
    const ours = await makeSealed();
    await asSuperuser(unsafeOwner(), ...truncateAfter(organizationTable(ours.organizationId), 5));
    await record(ours, ['other', 'other', 'other', 'other', 'other']);
    expect((await verifyChain(reader(ours))).problem).toMatchObject({ sequence: 6 });
  });

  test('a chain that was computed anew is not sealed again, and that is an event of the instance', async () => {
    const ours = await makeSealed();
    const table = organizationTable(ours.organizationId);
    await asSuperuser(
      unsafeOwner(),
      ...change(`"text" = replace("text", 'F', 'X')`, 6)(table),
      recompute(table),
      `DELETE FROM "AuditCheckpoint" WHERE ${table.where}`,
    );
    await sealOrganization(reader(ours));
    expect(await unsafeRows(`SELECT 1 FROM "AuditCheckpoint" WHERE ${table.where}`)).toEqual([]);
    const [event] = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "InstanceEvent" WHERE "type" = 'checkpoint.refused' AND "subjectId" = $1`,
      [`organization:${ours.organizationId}`],
    );
    expect(JSON.parse(event?.text ?? '{}').data.problem).toMatch(/Entry 9 does not continue/);
  });

  test('a removed checkpoint is named even when the chain fits', async () => {
    const ours = await makeSealed();
    const table = organizationTable(ours.organizationId);
    await asSuperuser(unsafeOwner(), `DELETE FROM "AuditCheckpoint" WHERE ${table.where} AND "number" = 2`);
    expect((await verifyChain(reader(ours))).problem).toMatchObject({
      sequence: 8,
      words: expect.stringMatching(/Checkpoint 2 of .* was removed from the database/),
    });
  });

  test('an entry after the end of the chain is found', async () => {
    const ours = await makeSealed();
    const { where } = organizationTable(ours.organizationId);
    await asSuperuser(
      unsafeOwner(),
      `INSERT INTO "AuditEvent" SELECT "organizationId", 11, "at", "type", "actorId", "actorName", "subjectType", "subjectId", "text", "hash", "hash" FROM "AuditEvent" WHERE ${where} AND "sequence" = 10`,
    );
    expect((await verifyChain(reader(ours))).problem).toMatchObject({
      sequence: 11,
      words: expect.stringMatching(/put in after the end/),
    });
  });

  test('nothing new: no new checkpoint; and ten at once make one', async () => {
    const ours = await makeSealed();
    await Promise.all(Array.from({ length: 10 }, () => sealOrganization(reader(ours))));
    await sealOrganization(reader(ours));
    const rows = await unsafeRows<{ number: number; sequence: string }>(
      'SELECT "number", "sequence" FROM "AuditCheckpoint" WHERE "organizationId" = $1 ORDER BY "number"',
      [ours.organizationId],
    );
    expect(rows.map(({ number, sequence }) => [number, Number(sequence)])).toEqual([
      [1, 4],
      [2, 8],
      [3, 10],
    ]);
    expect((await verifyChain(reader(ours))).problem).toBeNull();
  });
});

describe('the app’s own role', () => {
  let ours: TestOrganization;
  beforeAll(async () => {
    ours = await makeSealed();
  });

  test.each(['AuditEvent', 'InstanceEvent', 'AuditCheckpoint', 'InstanceCheckpoint'])(
    'may neither change, delete nor empty %s',
    async (table) => {
      for (const statement of [
        `UPDATE "${table}" SET "hash" = ''`,
        `UPDATE "${table}" SET "sequence" = 1`,
        `DELETE FROM "${table}"`,
        `TRUNCATE "${table}"`,
      ])
        await expect(unsafePool().query(statement), statement).rejects.toThrow(/permission denied/);
    },
  );

  test('may add a time stamp once, and the owner is stopped by a trigger', async () => {
    const { organizationId } = ours;
    const stamp = async (token: string) => {
      const client = await unsafePool().connect();
      try {
        await client.query('BEGIN');
        await client.query(`SELECT set_config('app.organization_id', $1, true)`, [organizationId]);
        await client.query(
          'UPDATE "AuditCheckpoint" SET "timeStamp" = $1 WHERE "organizationId" = $2 AND "number" = 1',
          [Buffer.from(token), organizationId],
        );
        await client.query('COMMIT');
      } finally {
        await client.query('ROLLBACK').catch(() => undefined);
        client.release();
      }
    };
    await stamp('first');
    await expect(stamp('second')).rejects.toThrow(/append-only/);
    for (const statement of [
      'UPDATE "AuditCheckpoint" SET "hash" = \'\' WHERE "organizationId" = $1',
      'DELETE FROM "AuditCheckpoint" WHERE "organizationId" = $1',
    ])
      await expect(unsafeRows(statement, [organizationId])).rejects.toThrow(/append-only/);
    await expect(unsafeRows('TRUNCATE "AuditCheckpoint"')).rejects.toThrow(/append-only/);
  });

  test('removes a sample with its checkpoints, and nothing else', async () => {
    const sample = await makeOrganization({ isSample: true });
    await record(sample, ['A']);
    await sealOrganization(reader(sample));
    await unsafeTransaction({ organizationId: null, userId: sample.userId }, async (tx) => {
      await tx.$executeRaw`SELECT remove_sample_organization(${sample.organizationId}::uuid)`;
    });
    const left = 'SELECT 1 FROM "AuditCheckpoint" WHERE "organizationId" = $1';
    expect(await unsafeRows(left, [sample.organizationId])).toEqual([]);
    expect(await unsafeRows(left, [ours.organizationId])).toHaveLength(2);
  });

  test('sees where chains end by one function only, and nothing of their contents', async () => {
    const { rows } = await unsafePool().query('SELECT * FROM chain_heads() WHERE "organizationId" = $1', [
      ours.organizationId,
    ]);
    expect(rows).toEqual([
      {
        chain: `organization:${ours.organizationId}`,
        organizationId: ours.organizationId,
        sequence: '10',
        sealedSequence: '8',
        sealedAt: expect.any(Date),
      },
    ]);
    expect((await unsafePool().query('SELECT 1 FROM "AuditCheckpoint"')).rows).toEqual([]);
  });
});
