import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { exportAuditTrail } from './commands';
import { commit } from './commit';

/** The grant to read the log. */
const reader = (who: { grant: TestOrganization['grant'] }) => who.grant('audit-trail:read');

/** One event per name. */
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

describe('the exported log can be checked without Inplace', () => {
  const folder = mkdtempSync(path.join(inject('dataFolder'), 'export-'));
  let ours: TestOrganization;
  let exported: string;

  beforeAll(async () => {
    ours = await makeOrganization({ organizationName: 'Marlow Outdoor' });
    await record(ours, ['A', 'B', 'Ünï|code 💳', 'D']);
    exported = await new Response(await exportAuditTrail(reader(ours))).text();
  });

  async function verify(contents: string, ...options: string[]): Promise<{ code: number; words: string }> {
    const file = path.join(folder, `${crypto.randomUUID()}.jsonl`);
    await writeFile(file, contents);
    return new Promise((resolve) => {
      execFile(process.execPath, ['scripts/verify-audit-trail.mjs', file, ...options], (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, words: out + err });
      });
    });
  }
  const lines = () => exported.trimEnd().split('\n');
  const changed = (index: number, change: (line: string) => string | null) =>
    lines()
      .flatMap((line, at) => (at === index ? (change(line) ?? []) : line))
      .join('\n');

  test('as it came: intact, with the number of entries and the last hash', async () => {
    const last = JSON.parse(lines().at(-1) ?? '{}');
    expect(await verify(exported)).toEqual({
      code: 0,
      words: expect.stringMatching(new RegExp(`^INTACT\\. 4 entries of Marlow Outdoor\\..*${last.lastHash}`)),
    });
    expect((await verify(exported)).words).toContain('Not compared with a hash that was kept elsewhere');
    const kept = await verify(exported, '--last-hash', last.lastHash);
    expect(kept).toMatchObject({ code: 0, words: expect.not.stringContaining('Not compared') });
    expect((await verify(exported, `--last-hash=${last.lastHash}`)).code).toBe(0);
    expect(await verify(exported, '--last-hash', 'f'.repeat(64))).toMatchObject({ code: 1 });
    const [row] = await unsafeRows<{ type: string }>(
      'SELECT "type" FROM "AuditEvent" WHERE "organizationId" = $1 ORDER BY "sequence" DESC LIMIT 1',
      [ours.organizationId],
    );
    expect(row?.type).toBe('audit-trail.exported');
  });

  test.each([
    ['a changed word', 2, (line: string) => line.replace('\\"B\\"', '\\"X\\"'), /entry 2 were changed/],
    ['a changed time', 3, (line: string) => line.replace(/"at":"20/, '"at":"19'), /entry 3 were changed/],
    ['a changed hash', 2, (line: string) => line.replace(/"hash":"../, '"hash":"00'), /entry 2 were changed/],
    [
      'a text whose start was moved into the time',
      3,
      (line: string) => {
        const entry = JSON.parse(line);
        const [start, ...rest] = entry.text.split('|');
        return JSON.stringify({ ...entry, at: `${entry.at}|${start}`, text: rest.join('|') });
      },
      /no time of the database/,
    ],
    ['a key twice', 2, (line: string) => line.replace('{', '{"text":"{}",'), /was not written by Inplace/],
    ['a further key', 2, (line: string) => line.replace(/}$/, ',"a":1}'), /other parts/],
    ['a removed line', 2, () => null, /Entry 2 is missing/],
    ['a removed last entry', 4, () => null, /Entries after 3 are missing/],
    ['a removed end', 5, () => null, /its last line is missing/],
    ['a line that is not JSON', 3, () => '{', /Line 4 is not JSON/],
  ])('%s is found', async (_words, index, change, words) => {
    const contents = changed(index, change);
    expect(contents).not.toBe(exported.trimEnd());
    expect(await verify(contents)).toEqual({ code: 1, words: expect.stringMatching(words) });
  });

  test.each([
    ['--last-hash'],
    ['--last-hash='],
    ['--last-hash', ''],
    ['--last-hash', 'abc'],
    ['--hash', 'f'.repeat(64)],
  ])('a call that is not understood compares nothing and says so: %s %s', async (...options) => {
    expect(await verify(exported, ...options)).toEqual({
      code: 2,
      words: expect.stringMatching(/^Use: node/),
    });
  });

  test('something else is said to be something else', async () => {
    expect(await verify('hello\n')).toMatchObject({ code: 2 });
    expect(await verify('{"a":1}\n')).toMatchObject({ code: 2 });
    expect(await verify('')).toMatchObject({ code: 2 });
  });
});
