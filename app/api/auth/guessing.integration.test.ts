import { randomBytes, randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { hashPassword } from '@/lib/access/password';
import { nextAuthOptions } from '@/lib/person/next-auth';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { POST } from './[...nextauth]/route';

const password = 'correct horse saddle 1';
const sprayed = 'Summer horse 2026';
const newAddress = () => `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`;

type Authorize = (given: object, request: object) => Promise<{ id: string } | null>;

/** What the sign-in form sends, as next-auth hands it on. */
async function signIn(email: string, typed: string, from: string): Promise<string> {
  const [provider] = nextAuthOptions().providers;
  const { authorize } = (provider as unknown as { options: { authorize: Authorize } }).options;
  const headers = { 'x-inplace-peer': from, 'user-agent': 'test' };
  const started = await authorize({ email, password: typed, code: '' }, { headers });
  return started ? 'in' : 'refused';
}

/** The answer to the next attempt of an address, before anything of it is looked at. */
const nextAnswer = (from: string) => {
  const request = new NextRequest('http://localhost:3000/api/auth/callback/credentials', {
    method: 'POST',
    headers: { 'x-inplace-peer': from, origin: 'http://localhost:3000' },
  });
  return POST(request, { params: Promise.resolve({ nextauth: ['callback', 'credentials'] }) });
};

/** So many people, none of whom has the password that is tried. */
async function makePeople(count: number): Promise<string[]> {
  const mark = randomUUID();
  const people = await unsafeRows<{ email: string }>(
    `INSERT INTO "User" ("id", "email", "name", "passwordHash")
     SELECT gen_random_uuid(), n || '-' || $1 || '@example.test', 'Somebody', $2 FROM generate_series(1, $3) n RETURNING "email"`,
    [mark, await hashPassword(password), count],
  );
  return people.map(({ email }) => email);
}

const failures = (emails: readonly string[]) =>
  unsafeRows<{ failed: number; locked: number }>(
    `SELECT max("failedAttempts")::int AS failed, count("lockedUntil")::int AS locked FROM "User" WHERE "email" = ANY ($1)`,
    [emails],
  );

async function makeHonest() {
  const honest = await makeOrganization();
  const hash = await hashPassword(password);
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [honest.userId, hash]);
  return honest;
}

it('one password tried on a thousand accounts from one address is slowed, then refused with the seconds to wait; nobody else is', async () => {
  const honest = await makeHonest();
  const people = await makePeople(1_000);
  const from = newAddress();
  const start = performance.now();
  // One connection has 2^64 addresses: they are one.
  const answers = await Promise.all(
    people.map((email, index) => signIn(email, sprayed, from.replace(/1$/, `${1 + (index % 200)}`))),
  );
  expect(new Set(answers)).toEqual(new Set(['refused']));
  expect(performance.now() - start, 'the last of them waited').toBeGreaterThan(1_900);
  const [{ tried } = { tried: 0 }] = await unsafeRows<{ tried: number }>(
    'SELECT sum("failedAttempts")::int AS tried FROM "User" WHERE "email" = ANY ($1)',
    [people],
  );
  expect(tried, 'so many were looked at').toBe(50);
  expect(await failures(people)).toEqual([{ failed: 1, locked: 0 }]);

  const refused = await nextAnswer(from);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
  expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED' });
  expect(await signIn(honest.email, password, from), 'not even the right one, from there').toBe('refused');
  expect(await signIn(honest.email, password, newAddress())).toBe('in');
});

it('from an address for each account every failure counts for its account: ten rounds lock them, the honest get in', async () => {
  const honest = await makeHonest();
  const people = await makePeople(8);
  const round = () => Promise.all(people.map((email) => signIn(email, sprayed, newAddress())));
  for (let count = 1; count <= 9; count += 1) await round();
  expect(await failures(people)).toEqual([{ failed: 9, locked: 0 }]);
  expect(await signIn(honest.email, password, newAddress())).toBe('in');
  await round();
  expect(await failures(people)).toEqual([{ failed: 10, locked: 8 }]);
  expect(await signIn(people[0] ?? '', password, newAddress()), 'the right one, while it rests').toBe(
    'refused',
  );
  expect(await signIn(honest.email, password, newAddress())).toBe('in');
});
