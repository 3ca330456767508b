import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { systemGrant } from '@/lib/access/grant';
import { closeDatabase } from '@/lib/platform/db';
import { recordInstanceEvent } from './commit';
import { journalFile } from './journal';
import { completeJournal, sealChain, sealDueChains, sealOrganization } from './operations/checkpoint';
import { startKeeper, stopKeeper } from './operations/keeper';
import { recordStart, recordStop } from './operations/presence';
import { INSTANCE } from './queries/rows';
import { addOrganization, auditVerify, ownDatabase } from './testing/own-database';
import { asSuperuser, instanceTable, recompute, removeEntry } from './testing/superuser';

const database = ownDatabase(closeDatabase);
const note = () =>
  recordInstanceEvent({
    type: 'sign-in.failed',
    actor: { id: null, name: 'somebody' },
    subject: { type: 'account', id: 'x' },
  });

describe('start and stop', () => {
  const events = async () => {
    const { rows } = await database
      .owner()
      .query<{ type: string; subjectId: string }>(
        `SELECT "type", "subjectId" FROM "InstanceEvent" WHERE "type" LIKE 'instance.%' ORDER BY "sequence"`,
      );
    return rows.map(({ type, subjectId }) => `${type} ${subjectId}`);
  };

  test('are events, and the stop seals the chain', async () => {
    await startKeeper();
    await stopKeeper();
    const all = await events();
    expect(all).toEqual([
      expect.stringMatching(/^instance\.started /),
      expect.stringMatching(/^instance\.stopped /),
    ]);
    const { rows } = await database
      .owner()
      .query(
        'SELECT c."sequence" = h."sequence" AS sealed FROM "InstanceCheckpoint" c, "InstanceHead" h ORDER BY c."number" DESC LIMIT 1',
      );
    expect(rows).toEqual([{ sealed: true }]);
  });

  test('a process that was killed is named at the next start, once; one that runs is not', async () => {
    await recordStart('killed');
    // As the operating system does: the connections of a killed process end.
    await database.owner().query(
      `SELECT pg_terminate_backend(l."pid") FROM pg_locks l JOIN pg_database d ON d."oid" = l."database"
         WHERE l."locktype" = 'advisory' AND l."classid" = 72707372 AND d."datname" = current_database()`,
    );
    await recordStart('running');
    await recordStart('next');
    const all = (await events()).filter((event) => /killed|running/.test(event));
    expect(all).toEqual([
      'instance.started killed',
      'instance.not-stopped killed',
      'instance.started running',
    ]);
    await recordStop('running');
    await recordStop('next');
  });
});

describe('npm run audit:verify', () => {
  test('says that all chains fit, and how far they are sealed', async () => {
    const ours = await addOrganization(database.owner(), 'Ours');
    await sealDueChains('all');
    await note();
    const { code, words } = await auditVerify();
    expect(words).toContain(`intact      organization:${ours}: 2 entries, sealed by 1 checkpoints`);
    expect(words).toMatch(
      /intact {6}instance: \d+ entries, sealed by \d+ checkpoints .*the newest 1 entries not yet/,
    );
    expect(words).toMatch(/Public key [0-9a-f]{16}: [\w-]{43}\n$/);
    expect(code).toBe(0);
  });

  test('an organization that was deleted whole is missed; a sample may go', async () => {
    const before = await readFile(journalFile(), 'utf8');
    const [gone, sample] = [
      await addOrganization(database.owner(), 'Gone'),
      await addOrganization(database.owner(), 'Sample'),
    ];
    await sealDueChains('all');
    const wipe = (id: string) =>
      ['AuditEvent', 'AuditHead', 'AuditCheckpoint']
        .map((table) => `DELETE FROM "${table}" WHERE "organizationId" = '${id}'`)
        .concat(`DELETE FROM "Organization" WHERE "id" = '${id}'`);
    await asSuperuser(database.owner(), ...wipe(sample));
    expect((await auditVerify()).code).toBe(0);
    await asSuperuser(database.owner(), ...wipe(gone));
    const { code, words } = await auditVerify();
    expect(words).toMatch(new RegExp(`NOT INTACT {2}organization:${gone}\\. All entries are missing`));
    expect(words).not.toContain(sample);
    expect(code).toBe(1);
    // As it was before, for the tests that follow.
    await writeFile(journalFile(), before);
    await completeJournal();
    expect((await auditVerify()).code).toBe(0);
  });

  test('an entry removed from the chain of the instance is named, also with all hashes computed anew', async () => {
    await note();
    await sealChain(INSTANCE);
    await asSuperuser(
      database.owner(),
      'CREATE TABLE kept_events AS TABLE "InstanceEvent"',
      'CREATE TABLE kept_head AS TABLE "InstanceHead"',
    );
    await asSuperuser(database.owner(), ...removeEntry(instanceTable, 3));
    expect((await auditVerify()).words).toContain('NOT INTACT  instance. Entry 3 was removed');
    await asSuperuser(
      database.owner(),
      recompute(instanceTable),
      'CREATE TABLE kept_checkpoints AS TABLE "InstanceCheckpoint"',
      'DELETE FROM "InstanceCheckpoint"',
    );
    const { code, words } = await auditVerify();
    expect(words).toMatch(
      /NOT INTACT {2}instance\. Entry 3 is not the one that was sealed.*computed anew\. Checkpoint \d+ of/,
    );
    expect(code).toBe(1);
    await asSuperuser(
      database.owner(),
      'DELETE FROM "InstanceEvent"',
      'DELETE FROM "InstanceHead"',
      'INSERT INTO "InstanceEvent" TABLE kept_events',
      'INSERT INTO "InstanceHead" TABLE kept_head',
      'INSERT INTO "InstanceCheckpoint" TABLE kept_checkpoints',
    );
    expect((await auditVerify()).code).toBe(0);
  });
});

describe('the journal', () => {
  test('is written to the disk line by line, starts with the public key, and nobody else reads it', async () => {
    const [first, second] = (await readFile(journalFile(), 'utf8')).split('\n');
    expect(JSON.parse(first ?? '{}')).toMatchObject({ kind: 'key' });
    expect(JSON.parse(second ?? '{}')).toMatchObject({ kind: 'checkpoint' });
    const { stat } = await import('node:fs/promises');
    expect((await stat(journalFile())).mode & 0o777).toBe(0o600);
  });

  test('gets what only the database has, and survives a line that was cut short', async () => {
    const ours = await addOrganization(database.owner(), 'Another');
    await sealOrganization(systemGrant('seed', 'audit-trail:read', ours));
    const whole = await readFile(journalFile(), 'utf8');
    const lines = whole.trimEnd().split('\n');
    await writeFile(
      journalFile(),
      `${lines.filter((line) => !line.includes(ours)).join('\n')}\n{"kind":"check`,
    );
    await completeJournal();
    const after = await readFile(journalFile(), 'utf8');
    expect(after.split('\n').filter((line) => line.includes(ours))).toHaveLength(1);
    const { code, words } = await auditVerify();
    expect(words).toMatch(/NOT INTACT {2}journal\. Line \d+ of the journal .* cannot be read/);
    expect(code).toBe(1);
    await writeFile(journalFile(), after.replace('{"kind":"check\n', ''));
    expect((await auditVerify()).code).toBe(0);
  });

  test('a checkpoint that somebody else wrote into it is not believed', async () => {
    const before = await readFile(journalFile(), 'utf8');
    const last = before
      .trimEnd()
      .split('\n')
      .findLast((line) => line.includes('"chain":"instance"'));
    const forged = { ...JSON.parse(last ?? '{}'), hash: 'f'.repeat(64) };
    await appendFile(journalFile(), `${JSON.stringify({ ...forged, number: forged.number + 1 })}\n`);
    const { code, words } = await auditVerify();
    expect(words).toMatch(
      /NOT INTACT {2}instance\. Checkpoint \d+ of .* in the journal does not carry our signature/,
    );
    expect(code).toBe(1);
    await writeFile(journalFile(), before);
  });

  test('after another AUDIT_KEY the old checkpoints still count', async () => {
    vi.stubEnv('AUDIT_KEY', 'another-key-another-key-another-key-another-key');
    await note();
    const { code, words } = await auditVerify();
    expect(words).toMatch(/intact {6}instance/);
    expect(code).toBe(0);
  });
});
