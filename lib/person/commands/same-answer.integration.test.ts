import { beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '@/lib/access/password';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { NO_PASSWORD } from '../operations/credentials';
import { startSession } from './session';

const password = 'correct horse saddle 1';
let accounts: Record<string, string>;

/** Somebody who cannot sign in, each for another reason. */
async function account(change = ''): Promise<string> {
  const { email, userId } = await makeOrganization();
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [
    userId,
    await hashPassword('another horse saddle 2'),
  ]);
  if (change) await unsafeRows(`UPDATE "User" SET ${change} WHERE "id" = $1`, [userId]);
  return email;
}

beforeAll(async () => {
  accounts = {
    'a wrong password': await account(),
    'an address of nobody': 'nobody-at-all@example.test',
    'what is no address': 'not an address',
    'a locked account': await account(`"lockedUntil" = now() + interval '30 minutes', "failedAttempts" = 10`),
    'an account that signs in at a provider': await account(`"passwordHash" = '${NO_PASSWORD}'`),
    'an account that is turned off': await account('"deactivatedAt" = now()'),
  };
});

const tried = (email: string) =>
  startSession({
    email,
    password,
    code: '123456',
    userAgent: 'test',
    formerSessionId: null,
    from: '198.51.100.7',
  });

describe('a refused sign-in', () => {
  it('is the same answer and one event, whoever the account belongs to', async () => {
    const counted = async () =>
      (
        await unsafeRows<{ n: number }>(
          `SELECT count(*)::int AS n FROM "InstanceEvent" WHERE "type" = 'sign-in.failed'`,
        )
      )[0]?.n ?? 0;
    for (const [what, email] of Object.entries(accounts)) {
      const before = await counted();
      expect(await tried(email), what).toBeNull();
      expect((await counted()) - before, what).toBeGreaterThanOrEqual(1);
    }
  });

  it('takes as long for everybody: the password is hashed in any case', async () => {
    const least: Record<string, number> = {};
    // In turns, and the shortest of each: what else the machine does only ever adds.
    for (let round = 0; round < 10; round += 1)
      for (const [what, email] of Object.entries(accounts)) {
        if (what === 'a wrong password')
          await unsafeRows('UPDATE "User" SET "failedAttempts" = 0 WHERE "email" = $1', [email]);
        const started = performance.now();
        await tried(email);
        least[what] = Math.min(least[what] ?? Number.POSITIVE_INFINITY, performance.now() - started);
      }
    const known = least['a wrong password'] ?? 0;
    for (const [what, shortest] of Object.entries(least)) {
      expect(shortest, what).toBeGreaterThan(known / 2);
      expect(shortest, what).toBeLessThan(known * 2.5);
    }
  });
});
