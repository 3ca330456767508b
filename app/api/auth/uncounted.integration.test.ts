import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hashPassword } from '@/lib/access/password';
import { ownDatabase } from '@/lib/audit-trail/testing/own-database';
import { nextAuthOptions } from '@/lib/person/next-auth';
import { closeDatabase } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { assertNotLimited, consumeTurn, giveTurnBack, spendTurn, takeTurn } from '@/lib/platform/rate-limit';
import { GET as GET_USERS } from '../scim/v2/Users/route';
import { GET as GET_ASSESSMENTS } from '../v1/assessments/route';
import { POST } from './[...nextauth]/route';

const database = ownDatabase(closeDatabase);
const alarms: unknown[] = [];

beforeEach(async () => {
  alarms.length = 0;
  vi.spyOn(log(), 'error').mockImplementation((...line: unknown[]) => {
    alarms.push(line.at(-1));
  });
  await database.owner().query('REVOKE SELECT, INSERT, UPDATE ON "RateLimit" FROM inplace_app');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await database.owner().query('GRANT SELECT, INSERT, UPDATE ON "RateLimit" TO inplace_app');
});

const password = 'correct horse saddle 1';
const headers = { 'x-inplace-peer': '198.51.100.7', origin: 'http://localhost:3000' };

type Authorize = (given: object, request: object) => Promise<{ id: string } | null>;
const authorize = (email: string) => {
  const [provider] = nextAuthOptions().providers;
  const { options } = provider as unknown as { options: { authorize: Authorize } };
  return options.authorize({ email, password, code: '' }, { headers });
};

it('nobody signs in while attempts cannot be counted, not with the right password either: 503, an alarm, no session', async () => {
  const email = `${randomUUID()}@example.test`;
  await database
    .owner()
    .query(`INSERT INTO "User" ("id", "email", "name", "passwordHash") VALUES ($1, $2, 'Ada', $3)`, [
      randomUUID(),
      email,
      await hashPassword(password),
    ]);
  const answer = await POST(
    new NextRequest('http://localhost:3000/api/auth/callback/credentials', { method: 'POST', headers }),
    { params: Promise.resolve({ nextauth: ['callback', 'credentials'] }) },
  );
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({
    code: 'UNAVAILABLE',
    message: 'This did not work just now. Try again in a moment.',
  });
  await expect(authorize(email), 'nor past the route').rejects.toThrow('unavailable');
  const { rows } = await database.owner().query('SELECT 1 FROM "Session"');
  expect(rows).toEqual([]);
  expect(alarms).toContain('attempts cannot be counted: nothing that has a limit is let through');

  await database.owner().query('GRANT SELECT, INSERT, UPDATE ON "RateLimit" TO inplace_app');
  expect(await authorize(email), 'once they can').toMatchObject({ id: expect.any(String) });
});

it('no program gets in while its key cannot be counted: 503, for an identity provider in the words of SCIM, and an alarm', async () => {
  const program = (path: string, token: string) =>
    new NextRequest(`http://localhost:3000${path}`, {
      headers: { 'x-inplace-peer': '198.51.100.8', authorization: `Bearer ${token}` },
    });
  await database.owner().query('ALTER TABLE "RateLimit" RENAME TO "Elsewhere"');
  try {
    const answer = await GET_ASSESSMENTS(program('/api/assessments', `inp_${'a'.repeat(43)}`));
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'UNAVAILABLE' });
    const provisioned = await GET_USERS(program('/api/scim/v2/Users', `inp_scim_${'a'.repeat(43)}`));
    expect(provisioned.status).toBe(503);
    expect(await provisioned.json()).toMatchObject({ status: '503', detail: expect.any(String) });
    expect(alarms).toEqual(Array(2).fill('keys cannot be read or counted: no program is let in'));
  } finally {
    await database.owner().query('ALTER TABLE "Elsewhere" RENAME TO "RateLimit"');
  }
});

it('nothing else that has a limit goes without its count', async () => {
  const who = { organizationId: randomUUID(), actor: { userId: randomUUID() } };
  for (const [name, act] of Object.entries({
    stranger: () => consumeTurn('stranger', 'x'),
    export: () => spendTurn('export', who),
    joint: () => spendTurn('joint', who),
    attempt: () => takeTurn('sign-in', 'x'),
    look: () => assertNotLimited('sign-in', 'x'),
    back: () => giveTurnBack('sign-in', 'x'),
  }))
    await expect(act(), name).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 });
});
