import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { unsafePool } from '@/lib/platform/db';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';

async function makeSession() {
  const { userId, organizationId } = await makeOrganization();
  const id = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "absoluteEnd") VALUES ($1, $2, $3, now() + interval '1 hour')`,
    [id, userId, organizationId],
  );
  return id;
}

it('a session stays that of its person and of how they signed in, with the rights of the app', async () => {
  const rights = await unsafeRows<{ column: string }>(
    `SELECT column_name AS column FROM information_schema.column_privileges
      WHERE grantee = 'inplace_app' AND table_name = 'Session' AND table_schema = current_schema() AND privilege_type = 'UPDATE' ORDER BY 1`,
  );
  expect(rights.map(({ column }) => column)).toEqual([
    'lastSeenAt',
    'organizationId',
    'revokedAt',
    'signOnConfirmedAt',
  ]);
  const id = await makeSession();
  for (const change of [
    `"userId" = gen_random_uuid()`,
    '"secondFactorAt" = now()',
    '"signOnOrganizationId" = NULL',
    `"absoluteEnd" = now() + interval '1 year'`,
    '"createdAt" = now()',
  ])
    await expect(
      unsafePool().query(`UPDATE "Session" SET ${change} WHERE "id" = $1`, [id]),
      change,
    ).rejects.toThrow(/permission denied/);
});

it('a session that has ended stays so, and none is given a later end, whoever asks', async () => {
  const id = await makeSession();
  const set = (change: string) => unsafeRows(`UPDATE "Session" SET ${change} WHERE "id" = $1`, [id]);
  await expect(set(`"absoluteEnd" = "absoluteEnd" + interval '1 second'`)).rejects.toThrow(/no later/);
  await set(`"absoluteEnd" = "absoluteEnd" - interval '1 second'`);
  await set('"revokedAt" = now()');
  await expect(set('"revokedAt" = NULL')).rejects.toThrow(/stays ended/);
  await set('"organizationId" = NULL');
});
