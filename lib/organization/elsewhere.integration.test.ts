import { expect, it } from 'vitest';
import { findSession, sessionCookieValue } from '@/lib/access/session';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { findElsewhere, isRecordAddress } from './elsewhere';

const nobodys = '01990000-0000-7000-8000-000000000000';

async function makeEntity(organizationId: string): Promise<string> {
  const [row] = await unsafeRows<{ id: string }>(
    `INSERT INTO "Acquirer" ("organizationId", "id", "name") VALUES ($1, gen_random_uuid(), 'North Bank') RETURNING "id"`,
    [organizationId],
  );
  return row?.id ?? '';
}

it('a record is found in another organization of the same person, while they belong to it, and in no one else’s', async () => {
  const ours = await makeOrganization();
  const second = await makeOrganization({ organizationName: 'Second Shop Ltd' });
  const foreign = await makeOrganization();
  const own = await makeEntity(ours.organizationId);
  const there = await makeEntity(second.organizationId);
  const theirs = await makeEntity(foreign.organizationId);
  await unsafeRows(
    `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'ASSESSOR')`,
    [second.organizationId, ours.userId],
  );
  const [row] = await unsafeRows<{ id: string }>(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd")
     VALUES (gen_random_uuid(), $1, $2, now(), now() + interval '12 hours') RETURNING "id"`,
    [ours.userId, ours.organizationId],
  );
  const look = async (path: string) => {
    const cookie = await sessionCookieValue({ userId: ours.userId, sessionId: row?.id ?? '' });
    const session = await findSession(cookie, true);
    if (!session) throw new Error('no session');
    return findElsewhere(session, path);
  };
  const found = { organizationId: second.organizationId, name: 'Second Shop Ltd' };
  expect(await look(`/acquirers/${there}`)).toEqual(found);
  expect(await look(`/acquirers/${there}/anything`)).toEqual(found);
  for (const path of [
    `/acquirers/${theirs}`,
    `/acquirers/${nobodys}`,
    `/acquirers/${own}`,
    `/providers/${there}`,
    `//evil.example/acquirers/${there}`,
    '/acquirers',
  ]) {
    expect(await look(path), path).toBeNull();
  }
  await unsafeRows(
    `UPDATE "Membership" SET "endedAt" = now() WHERE "organizationId" = $1 AND "userId" = $2`,
    [second.organizationId, ours.userId],
  );
  expect(await look(`/acquirers/${there}`)).toBeNull();
});

it('only pages of records are ways to another organization', () => {
  expect(isRecordAddress(`/assessments/${nobodys}/requirements/8.3.6`)).toBe(true);
  for (const path of [
    `//x/assessments/${nobodys}`,
    `/assessments/${nobodys}/../../x`,
    '/dashboard',
    'https://x',
  ])
    expect(isRecordAddress(path), path).toBe(false);
});
