import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { ownPublicKey } from './checkpoint';
import { exportAuditTrail } from './commands';
import { commit } from './commit';
import { recordDenied } from './operations/refusal';

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
      execFile(process.execPath, ['docs/verify-audit-trail.mjs', file, ...options], (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, words: out + err });
      });
    });
  }
  const lines = () => exported.trimEnd().split('\n');
  /** Changes the first line (0), an entry, or what follows the entries. The one checkpoint stands before them. */
  const changed = (index: number, change: (line: string) => string | null) =>
    lines()
      .flatMap((line, at) => (at === (index === 0 ? 0 : index + 1) ? (change(line) ?? []) : line))
      .join('\n');

  test('as it came: intact, with the number of entries and the last hash', async () => {
    const last = JSON.parse(lines().at(-1) ?? '{}');
    expect(await verify(exported)).toEqual({
      code: 0,
      words: expect.stringMatching(
        new RegExp(`^INTACT\\. 4 entries\\..*${last.lastHash}.*first line, which names Marlow Outdoor`),
      ),
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
    ['a changed outcome', 2, (line: string) => line.replace('succeeded', 'refused'), /outcome of entry 2/],
    ['a removed outcome', 2, (line: string) => line.replace('"outcome":"succeeded",', ''), /other parts/],
    ['a removed line', 2, () => null, /Entry 2 is missing/],
    ['a removed last entry', 4, () => null, /Entries after 3 are missing/],
    ['a removed end', 5, () => null, /its last line is missing/],
    ['a line that is not JSON', 3, () => '{', /Line 5 is not JSON/],
  ])('%s is found', async (_words, index, change, words) => {
    const contents = changed(index, change);
    expect(contents).not.toBe(exported.trimEnd());
    expect(await verify(contents)).toEqual({ code: 1, words: expect.stringMatching(words) });
  });

  test('every entry says what came of it, and an export of an earlier version, which did not, is still intact', async () => {
    const theirs = await makeOrganization();
    await recordDenied(theirs.grant('organization:read'), { permission: 'member:manage', address: '/x' });
    const refused = await new Response(await exportAuditTrail(reader(theirs))).text();
    expect(refused.match(/"outcome":"\w+"/g)).toEqual(['"outcome":"refused"']);
    expect((await verify(refused)).code).toBe(0);
    expect(exported.match(/"outcome":"\w+"/g)).toEqual(Array(4).fill('"outcome":"succeeded"'));
    const earlier = exported.replaceAll('"outcome":"succeeded",', '').replace('trail/3', 'trail/2');
    expect((await verify(earlier)).code).toBe(0);
    expect((await verify(exported.replace('trail/3', 'trail/4'))).code).toBe(2);
  });

  /** All hashes computed anew after a change, as whoever can rewrite the whole file would. */
  function recomputed(change: (text: string) => string): string {
    let previous = '0'.repeat(64);
    return lines()
      .map((line) => {
        const entry = JSON.parse(line);
        if (entry.entries) return JSON.stringify({ ...entry, lastHash: previous });
        if (!entry.sequence) return line;
        const text = change(entry.text);
        const hash = createHash('sha256')
          .update(`${previous}|${entry.sequence}|${entry.at}|${text}`)
          .digest('hex');
        const made = JSON.stringify({ ...entry, text, previousHash: previous, hash });
        previous = hash;
        return made;
      })
      .join('\n');
  }

  test('with the public key: says how far the signatures reach', async () => {
    const { publicKey } = ownPublicKey();
    expect(await verify(exported, '--public-key', publicKey)).toEqual({
      code: 0,
      words: expect.stringMatching(
        /^INTACT\. 4 entries\..* Checkpoint 1 of .*Z vouches for entries 1 to 4\./,
      ),
    });
    expect((await verify(exported)).words).toContain('No signature was checked.');
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? '';
    expect(await verify(exported, '--public-key', other)).toMatchObject({
      code: 1,
      words: expect.stringMatching(/No checkpoint is signed with the given key/),
    });
    expect((await verify(exported, '--public-key', other, '--public-key', publicKey)).code).toBe(0);
    expect(await verify(exported, '--public-key', 'abc')).toMatchObject({ code: 2 });
    const dashed = `-${other.slice(1)}`;
    expect((await verify(exported, '--public-key', dashed, '--public-key', publicKey)).code).toBe(0);
  });

  test('with every hash computed anew: its checkpoint does not fit, one of another key is no help', async () => {
    const { publicKey } = ownPublicKey();
    const forged = recomputed((text) => text.replace('"B"', '"X"'));
    expect(await verify(forged)).toEqual({
      code: 1,
      words: expect.stringMatching(/Checkpoint 1 of .* sealed another entry 4/),
    });
    const without = forged.split('\n').toSpliced(1, 1).join('\n');
    expect((await verify(without)).code).toBe(0); // what the hashes alone can tell
    expect(await verify(without, '--public-key', publicKey)).toMatchObject({ code: 1 });
    const { hash } = JSON.parse(forged.split('\n')[5] ?? '{}');
    const own = JSON.parse(forged.split('\n')[1] ?? '{}');
    const statement = own.checkpoint.replace(/\|[0-9a-f]{64}\|/, `|${hash}|`);
    const resealed = forged
      .split('\n')
      .with(1, JSON.stringify({ ...own, checkpoint: statement }))
      .join('\n');
    expect(await verify(resealed, '--public-key', publicKey)).toMatchObject({
      code: 1,
      words: expect.stringMatching(/was not signed with its key/),
    });
  });

  test('cut off before what a checkpoint sealed is found', async () => {
    const { publicKey } = ownPublicKey();
    const cut = lines().toSpliced(5, 1);
    const last = JSON.parse(cut[4] ?? '{}');
    const footer = JSON.stringify({ entries: 3, lastHash: last.hash });
    expect(await verify(cut.with(-1, footer).join('\n'), '--public-key', publicKey)).toMatchObject({
      code: 1,
      words: expect.stringMatching(/Entries after 3 are missing/),
    });
  });

  test('nothing in the file reaches the terminal as a command', async () => {
    const hidden = '\u001b[1A\u001b[2K\rINTACT. 500 entries.\nINTACT.\u202e\u009b8m';
    const footer = changed(5, (line) => JSON.stringify({ ...JSON.parse(line), entries: hidden }));
    const header = changed(0, (line) => JSON.stringify({ ...JSON.parse(line), organizationName: hidden }));
    for (const [contents, code] of [
      [footer, 1],
      [header, 0],
    ] as const) {
      const found = await verify(contents);
      expect(found.code).toBe(code);
      expect(found.words.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
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
