import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { closeDatabase } from '@/lib/platform/db';
import { recordInstanceEvent } from './commit';
import { journalFile } from './journal';
import { checkJournal, sealDueChains } from './operations/checkpoint';
import { verifyAllChains } from './queries/verify';
import { addOrganization, addTwo, auditVerify, ownDatabase } from './testing/own-database';
import { asSuperuser, organizationTable, recompute } from './testing/superuser';

const database = ownDatabase(closeDatabase);
const note = () =>
  recordInstanceEvent({
    type: 'sign-in.failed',
    actor: { id: null, name: 'somebody' },
    subject: { type: 'account', id: 'x' },
  });
const linesOf = async () => (await readFile(journalFile(), 'utf8')).trimEnd().split('\n');
const write = (lines: readonly string[]) => writeFile(journalFile(), `${lines.join('\n')}\n`);
const refusals = async () => {
  const { rows } = await database
    .owner()
    .query<{ text: string }>(
      `SELECT "text" FROM "InstanceEvent" WHERE "type" = 'checkpoint.refused' AND "subjectId" = 'journal' ORDER BY "sequence"`,
    );
  return rows.map(({ text }) => JSON.parse(text).data.problem);
};

/** Two organizations, the first one sealed twice and the other one in between and after. */
async function sealTwo(): Promise<string> {
  const [ours, theirs] = [
    await addOrganization(database.owner(), 'Ours'),
    await addOrganization(database.owner(), 'Theirs'),
  ];
  await sealDueChains('all');
  await addTwo(database.owner(), ours);
  await sealDueChains('all');
  await addTwo(database.owner(), theirs);
  await note();
  await sealDueChains('all');
  return ours;
}

/** The chain computed anew, its checkpoints deleted from the database. */
async function rewrite(organizationId: string): Promise<void> {
  const table = organizationTable(organizationId);
  await asSuperuser(
    database.owner(),
    `UPDATE "AuditEvent" SET "at" = "at" - interval '1 hour' WHERE ${table.where}`,
    recompute(table),
    `DELETE FROM "AuditCheckpoint" WHERE ${table.where}`,
  );
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a line that was removed from the journal', () => {
  test('is found with the whole chain rewritten and its checkpoints deleted, by the check and by the start', async () => {
    const ours = await sealTwo();
    expect((await auditVerify()).code).toBe(0);
    const before = await linesOf();
    await rewrite(ours);
    await write(before.filter((line) => !line.includes(ours)));
    const { code, words } = await auditVerify();
    expect(words).toMatch(
      /NOT INTACT {2}journal\. Line \d+ of the journal does not follow the line before it: lines were removed/,
    );
    expect(code).toBe(1);
    await checkJournal();
    expect(await refusals()).toEqual([expect.stringMatching(/does not follow the line before it/)]);
  });

  test.each<[string, (lines: string[]) => string[], RegExp]>([
    [
      'with the hashes of the lines after it made to fit',
      (lines) => lines.toSpliced(1, 1).map((line) => line.replace(/"previous":"\w/, '"previous":"0')),
      /does not carry our signature/,
    ],
    [
      'with the signature of a line taken away',
      (lines) => lines.with(-1, (lines.at(-1) ?? '').replace(/,"previous".*$/, '}')),
      /was put in, or its signature was removed/,
    ],
    [
      'with every signature taken away',
      (lines) => lines.map((line) => line.replace(/,"previous".*$/, '}')),
      /No line of the journal is signed/,
    ],
  ])('is found %s', async (_words, change, expected) => {
    await write([]);
    await sealTwo();
    await write(change((await linesOf()).filter((line) => line !== '')));
    expect((await auditVerify()).words).toMatch(expected);
  });

  test('from its end is not seen there, but the chain has no checkpoint although others were made', async () => {
    await writeFile(journalFile(), '');
    await note();
    await sealDueChains('all');
    const kept = await linesOf();
    const ours = await sealTwo();
    await write(kept);
    await rewrite(ours);
    const report = async () => {
      for await (const one of verifyAllChains()) if (one.chain.endsWith(ours)) return one.problem?.words;
      return undefined;
    };
    expect(await report()).toBeUndefined();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 21 * 60 * 1000 });
    expect(await report()).toMatch(/No checkpoint seals it, though it has entries since/);
  });
});

test('a journal of the time before signed lines is read, and goes on with signed ones', async () => {
  await writeFile(journalFile(), '');
  await sealTwo();
  const lines = await linesOf();
  await write(lines.map((line) => line.replace(/,"previous".*$/, '}')));
  await note();
  await sealDueChains('all');
  const { words } = await auditVerify();
  expect(words).not.toContain('NOT INTACT  journal');
  const after = await linesOf();
  await write(after.toSpliced(-2, 1));
  expect((await auditVerify()).words).toMatch(/NOT INTACT {2}journal.* does not follow the line before/);
});
