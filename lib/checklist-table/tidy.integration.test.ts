import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { insert } from '@/lib/access/testing';
import { tidyUp } from '@/lib/person/commands/tidy';
import { unsafePool } from '@/lib/platform/db';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, unsafeOwner, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { changeMany } from './commands/bulk';
import { undoMany } from './commands/undo';
import { bulkInput } from './schema';

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const days = (count: number) => count * 24;

it('removes what is of no use any more, table by table, and nothing that still counts', async () => {
  const ours = await makeOrganization();
  const { organizationId, userId } = ours;
  const assessmentId = await makeAssessment(ours, 'A');
  const mark = randomUUID();
  const named = (name: string) => `${mark}:${name}`;
  for (const [name, hours] of [
    ['old', 25],
    ['new', 23],
  ] as const) {
    await insert('BulkChange', {
      organizationId,
      id: randomUUID(),
      assessmentId,
      byId: userId,
      at: ago(hours),
      before: { name },
    });
    await insert('SpentChallenge', { challengeHash: named(name), spentAt: ago(hours) });
    await insert('PasswordReset', {
      id: randomUUID(),
      userId,
      tokenHash: named(name),
      createdAt: ago(hours + 1),
      expiresAt: ago(hours),
    });
    await insert('RateLimit', { key: named(name), points: 50, expire: ago(hours - 23.5).getTime() });
  }
  for (let age = 1; age <= 6; age += 1)
    await insert('FormerPassword', {
      id: randomUUID(),
      userId,
      passwordHash: named(`${age}`),
      replacedAt: ago(age),
    });
  const session = (who: string, name: string, hours: number) =>
    insert('Session', {
      id: randomUUID(),
      userId: who,
      userAgent: named(name),
      createdAt: ago(hours + 1),
      lastSeenAt: ago(hours),
      absoluteEnd: ago(hours - 11),
    });
  await session(userId, 'last year', days(367));
  await session(userId, 'this year', days(300));
  // The only one there ever was: it says since when the account is idle.
  const absent = await ours.addMember();
  await session(absent.userId, 'two years ago', days(730));
  await session(absent.userId, 'long ago', days(731));

  await tidyUp();
  const names = async (table: string, column: string, where = 'true') =>
    (
      await unsafeRows<{ name: string }>(
        `SELECT replace(${column}, $1 || ':', '') AS name FROM "${table}" WHERE ${where} AND (${column} LIKE $1 || '%' OR ${column} IN ('old', 'new')) ORDER BY 1`,
        [mark],
      )
    ).map(({ name }) => name);
  expect(await names('BulkChange', `"before" ->> 'name'`, `"organizationId" = '${organizationId}'`)).toEqual([
    'new',
  ]);
  expect(await names('SpentChallenge', '"challengeHash"')).toEqual(['new']);
  expect(await names('PasswordReset', '"tokenHash"')).toEqual(['new']);
  expect(await names('RateLimit', '"key"')).toEqual(['new']);
  expect(await names('FormerPassword', '"passwordHash"')).toEqual(['1', '2', '3', '4']);
  expect(await names('Session', '"userAgent"')).toEqual(['this year', 'two years ago']);
});

it('the app cannot remove them itself, early or at all, but for what the limiter counts', async () => {
  for (const table of ['BulkChange', 'SpentChallenge', 'PasswordReset', 'FormerPassword', 'Session'])
    await expect(unsafePool().query(`DELETE FROM "${table}"`), table).rejects.toThrow(/permission denied/);
});

it('works where the owner of the tables is no superuser either, whom row-level security holds back, too', async () => {
  const ours = await makeOrganization();
  const assessmentId = await makeAssessment(ours, 'A');
  const change = { organizationId: ours.organizationId, assessmentId, byId: ours.userId, before: {} };
  await insert('BulkChange', { ...change, id: randomUUID(), at: ago(25) });
  await insert('BulkChange', { ...change, id: randomUUID(), at: ago(1) });
  const owner = await unsafeOwner().connect();
  try {
    const role = `owner_${randomUUID().slice(0, 8)}`;
    for (const text of [
      'BEGIN',
      `CREATE ROLE ${role} NOSUPERUSER NOBYPASSRLS`,
      `GRANT SELECT, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
      `GRANT CREATE ON SCHEMA public TO ${role}`,
      `ALTER TABLE "BulkChange" OWNER TO ${role}`,
      `ALTER FUNCTION tidy_up() OWNER TO ${role}`,
      'SET LOCAL ROLE inplace_app',
    ])
      await owner.query(text);
    const { rows } = await owner.query<{ what: string; rows: string }>('SELECT * FROM tidy_up()');
    expect(Number(rows.find(({ what }) => what === 'BulkChange')?.rows)).toBeGreaterThan(0);
    await owner.query('RESET ROLE');
    const left = await owner.query('SELECT 1 FROM "BulkChange" WHERE "organizationId" = $1', [
      ours.organizationId,
    ]);
    expect(left.rowCount).toBe(1);
  } finally {
    await owner.query('ROLLBACK');
    owner.release();
  }
});

it('a joint change is taken back within a day, and its rows are not there for longer', async () => {
  const ours = await makeOrganization();
  const assessmentId = await makeAssessment(ours, 'A');
  const grants = { record: ours.grant('response:record'), assign: null };
  const input = parseInput(bulkInput, { requirements: ['2.2.2:0'], addTags: ['x'] });
  const { changeId } = await changeMany(grants, assessmentId, input);
  const undo = () => undoMany(grants, assessmentId, { changeId: changeId ?? '' });
  const age = (hours: number) =>
    unsafeRows(`UPDATE "BulkChange" SET "at" = $2 WHERE "id" = $1`, [changeId, ago(hours)]);
  await age(24.1);
  await expect(undo()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await age(23.9);
  await tidyUp();
  expect((await undo()).restored).toEqual(['2.2.2']);
});

/** Tables whose rows come to an end, and why the rest of them stays. */
const kept = {
  ApiKey: 'its events name it; revoked for good',
  EvidenceReminder:
    'which stage of a renewal was asked for; one row per item and last day, and it is never asked twice',
  EvidenceRequest: 'who was asked for what, and how evidence came to be; hashed, and void after its day',
  Invitation: 'who was invited by whom; hashed, and void after seven days',
  ProvisioningToken: 'its events name it; revoked for good',
  SigningLink: 'part of how an attestation came to be; hashed, and void after 72 hours',
};

it('a table whose rows come to an end is tidied, or stands here with why it is not', async () => {
  const ending = await unsafeRows<{ name: string }>(
    `SELECT DISTINCT "table_name" AS name FROM information_schema.columns
      WHERE "table_schema" = current_schema() AND "column_name" IN ('expiresAt', 'expire', 'spentAt', 'absoluteEnd', 'undoneAt', 'replacedAt', 'claimedAt')`,
  );
  const tidied = Object.keys(await tidyUp());
  expect(ending.map(({ name }) => name).toSorted()).toEqual([...tidied, ...Object.keys(kept)].toSorted());
});
