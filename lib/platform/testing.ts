import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Grant, unsafeMakeGrant } from '@/lib/access/grant';
import { type Role, roles } from '@/lib/access/model';
import type { Permission } from '@/lib/access/permissions';

let pool: pg.Pool | undefined;

/** The owner's connection: sees every organization. For arranging and looking at rows, never for what is tested. */
export function unsafeOwner(): pg.Pool {
  pool ??= new pg.Pool({ connectionString: inject('ownerUrl'), max: 2 });
  return pool;
}

/** Runs one statement as the owner and returns its rows. */
export async function unsafeRows<Row extends object>(text: string, params: unknown[] = []): Promise<Row[]> {
  return (await unsafeOwner().query<Row>(text, params)).rows;
}

/** Until somebody waits for a lock that this connection holds. Others wait for others': the tests share a server. */
export async function untilWaitedFor(holder: pg.PoolClient): Promise<void> {
  const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const isWaitedFor = async () =>
    (
      await unsafeRows('SELECT 1 FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids("pid"))', [
        rows[0]?.pid,
      ])
    ).length > 0;
  for (let tries = 0; tries < 500; tries += 1) {
    if (await isWaitedFor()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nobody waits for this connection');
}

export type TestMember = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** A real grant of this person for one permission. It does not ask whether the role allows it. */
  grant: <P extends Permission>(permission: P) => Grant<P>;
};

export type TestOrganization = TestMember & {
  organizationId: string;
  timeZone: string;
  /** Adds another person to the same organization. */
  addMember: (options?: { role?: Role; name?: string }) => Promise<TestMember>;
};

/** A new organization with one member (an administrator unless said otherwise), as real rows. */
export async function makeOrganization(
  options: {
    role?: Role;
    name?: string;
    organizationName?: string;
    timeZone?: string;
    isSample?: boolean;
  } = {},
): Promise<TestOrganization> {
  const organizationId = randomUUID();
  const timeZone = options.timeZone ?? 'Europe/Berlin';
  await unsafeRows(
    'INSERT INTO "Organization" ("id", "name", "timeZone", "country", "isSample") VALUES ($1, $2, $3, $4, $5)',
    [organizationId, options.organizationName ?? 'Test Shop Ltd', timeZone, 'DE', options.isSample ?? false],
  );
  const addMember = (member: { role?: Role; name?: string } = {}) =>
    makeMember(organizationId, timeZone, member.role ?? 'COMPLIANCE_OFFICER', member.name ?? 'Ola Nordmann');
  const first = await makeMember(
    organizationId,
    timeZone,
    options.role ?? roles[0],
    options.name ?? 'Ada Lovelace',
  );
  return { ...first, organizationId, timeZone, addMember };
}

async function makeMember(
  organizationId: string,
  timeZone: string,
  role: Role,
  name: string,
): Promise<TestMember> {
  const userId = randomUUID();
  const email = `${userId}@example.test`;
  await unsafeRows('INSERT INTO "User" ("id", "email", "name", "passwordHash") VALUES ($1, $2, $3, $4)', [
    userId,
    email,
    name,
    'no password: tests sign in otherwise',
  ]);
  await unsafeRows(
    'INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, $3)',
    [organizationId, userId, role],
  );
  return {
    userId,
    name,
    email,
    role,
    grant: (permission) => unsafeMakeGrant(permission, organizationId, timeZone, { userId, name, role }),
  };
}
