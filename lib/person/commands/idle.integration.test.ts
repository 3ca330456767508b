import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { hashPassword } from '@/lib/access/password';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { openMailbox } from '@/scripts/testing/mailbox';

const password = 'correct horse saddle 1';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let mails: string[];
let idle: typeof import('./idle');
let session: typeof import('./session');
let members: typeof import('@/lib/organization/commands/member');
let queries: typeof import('@/lib/organization/queries');
let person: TestOrganization;

beforeAll(async () => {
  mailbox = await openMailbox(0);
  ({ mails } = mailbox);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.resetModules();
  idle = await import('./idle');
  session = await import('./session');
  members = await import('@/lib/organization/commands/member');
  queries = await import('@/lib/organization/queries');
});

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});

beforeEach(async () => {
  mails.length = 0;
  person = await makeOrganization();
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [
    person.userId,
    await hashPassword(password),
  ]);
});

/** The account was made, and last used, so many days ago. */
async function unusedFor(days: number): Promise<void> {
  await unsafeRows(`UPDATE "User" SET "enabledAt" = now() - make_interval(days => 400) WHERE "id" = $1`, [
    person.userId,
  ]);
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "absoluteEnd", "lastSeenAt", "revokedAt")
     VALUES (gen_random_uuid(), $1, now(), now() - make_interval(days => $2::int), now())`,
    [person.userId, days],
  );
}

const signIn = () =>
  session.startSession({ email: person.email, password, code: '', userAgent: '', formerSessionId: null });

async function stateInList() {
  const list = await queries.listMembers(person.grant('member:read'));
  return list.find(({ userId }) => userId === person.userId);
}

describe('an account that nobody used for 90 days (8.2.6)', () => {
  it('is off, says so to its owner alone, and works again once an administrator turned it on', async () => {
    await unusedFor(89);
    expect(await signIn()).not.toBeNull();
    await unsafeRows('DELETE FROM "Session" WHERE "userId" = $1', [person.userId]);
    await unusedFor(91);
    await expect(signIn()).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const wrong = { email: person.email, password: 'another horse 2', code: '', userAgent: '' };
    expect(await session.startSession({ ...wrong, formerSessionId: null })).toBeNull();
    const events = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "InstanceEvent" WHERE "actorId" = $1 AND "type" = 'sign-in.failed' ORDER BY "sequence"`,
      [person.userId],
    );
    expect(JSON.parse(events[0]?.text ?? '{}')).toMatchObject({ data: { reason: 'not used for 90 days' } });
    const member = await stateInList();
    expect(member?.idle).toBe('OFF');
    const administrator = await person.addMember({ role: 'ADMINISTRATOR' });
    await members.enableMember(
      administrator.grant('member:manage'),
      unsafeMakeConfirmation(administrator.userId),
      member?.membershipId ?? '',
    );
    expect(await signIn()).not.toBeNull();
  });

  it('is announced by mail within the last fortnight, once', async () => {
    await unusedFor(75);
    expect(await idle.warnIdleAccounts('https://pci.example.test')).toBe(0);
    await unsafeRows('DELETE FROM "Session" WHERE "userId" = $1', [person.userId]);
    await unusedFor(80);
    const told = await Promise.all([
      idle.warnIdleAccounts('https://pci.example.test'),
      idle.warnIdleAccounts('https://pci.example.test'),
    ]);
    expect(told.toSorted()).toEqual([0, 1]);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain(`To: ${person.email}`);
    expect(mails[0]).toContain('in 10 days');
    expect((await stateInList())?.idle).toBe('SOON');
  });
});
