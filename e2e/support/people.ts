import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { BrowserContext } from '@playwright/test';
import { encode } from 'next-auth/jwt';
import pg from 'pg';
import type { Role } from '@/lib/access/model';
import { instance } from './instance';

const SESSION_SECONDS = 12 * 60 * 60;
export const TEST_PASSWORD = 'correct horse battery 4 staple';

let pool: pg.Pool | undefined;
let passwordHash: Promise<string> | undefined;

/** The database as its owner sees it: to arrange rows and to check what was written. */
export async function rows<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  pool ??= new pg.Pool({ connectionString: instance().ownerUrl, max: 2 });
  return (await pool.query<Row>(text, values)).rows;
}

export async function closePool(): Promise<void> {
  await pool?.end();
  pool = undefined;
}

export type Person = { userId: string; name: string; email: string; password: string; role: Role };

export type Organization = {
  organizationId: string;
  name: string;
  /** The person whose session the test's page has. */
  person: Person;
  addMember: (role: Role, name?: string) => Promise<Person>;
  /** Gives a browser context a session of that person. */
  signIn: (context: BrowserContext, person: Person) => Promise<void>;
};

/** An organization of the test's own with one person; nothing is shared between tests. */
export async function makeOrganization(role: Role = 'ADMINISTRATOR'): Promise<Organization> {
  const organizationId = randomUUID();
  const name = `Shop ${organizationId.slice(0, 8)}`;
  await rows('INSERT INTO "Organization" ("id", "name", "timeZone", "country") VALUES ($1, $2, $3, $4)', [
    organizationId,
    name,
    'Europe/Berlin',
    'DE',
  ]);
  const addMember = (memberRole: Role, memberName = 'Sam Okafor') =>
    makePerson(organizationId, memberRole, memberName);
  const signIn = (context: BrowserContext, person: Person) => startSession(context, organizationId, person);
  return {
    organizationId,
    name,
    person: await makePerson(organizationId, role, 'Ada Berger'),
    addMember,
    signIn,
  };
}

async function makePerson(organizationId: string, role: Role, name: string): Promise<Person> {
  const userId = randomUUID();
  const email = `${userId.slice(0, 13)}@example.test`;
  passwordHash ??= hash(TEST_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await rows('INSERT INTO "User" ("id", "email", "name", "passwordHash") VALUES ($1, $2, $3, $4)', [
    userId,
    email,
    name,
    await passwordHash,
  ]);
  await rows(
    'INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, $3)',
    [organizationId, userId, role],
  );
  return { userId, name, email, password: TEST_PASSWORD, role };
}

async function startSession(context: BrowserContext, organizationId: string, person: Person): Promise<void> {
  const { baseUrl, secret } = instance();
  const sessionId = randomUUID();
  await rows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '12 hours')`,
    [sessionId, person.userId, organizationId],
  );
  const value = await encode({
    token: { sub: person.userId, sid: sessionId },
    secret,
    maxAge: SESSION_SECONDS,
  });
  await context.addCookies([
    { name: 'inplace.session', value, url: baseUrl, httpOnly: true, sameSite: 'Lax' },
  ]);
}
