import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { hashPassword, verifyPassword } from '@/lib/access/password';
import type { SessionContext } from '@/lib/access/session';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { openMailbox } from '@/scripts/testing/mailbox';
import { codeAt } from '../authenticator';
import { makePasskey } from '../testing';

const password = 'correct horse saddle 1';
const next = 'violet anchors drum 9 kettles';
const origin = 'https://pci.example.test';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let mails: string[];
/** The mails with a link: those that tell of a change come at their own time. */
const links = () => mails.filter((mail) => mail.includes('Subject: A new password for Inplace'));
let commands: typeof import('./reset-password');
let app: Awaited<ReturnType<typeof loadCredentials>>;
let person: TestOrganization;

async function loadCredentials() {
  return {
    ...(await import('@/lib/access/session')),
    ...(await import('@/lib/organization/commands/member')),
    ...(await import('../operations/confirm')),
    ...(await import('../queries')),
    ...(await import('./passkey')),
    ...(await import('./password')),
    ...(await import('./second-factor')),
    ...(await import('./session')),
  };
}

beforeAll(async () => {
  mailbox = await openMailbox(0);
  ({ mails } = mailbox);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.resetModules();
  commands = await import('./reset-password');
  app = await loadCredentials();
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

async function mailedToken(email = person.email): Promise<string> {
  await commands.sendPasswordReset(email, origin, '198.51.100.7');
  const token = /https:\/\/pci\.example\.test\/new-password\/([\w-]+)/.exec(links().at(-1) ?? '')?.[1];
  if (!token) throw new Error('no link came');
  return token;
}

async function account() {
  const [row] = await unsafeRows<{ passwordHash: string; failedAttempts: number; lockedUntil: Date | null }>(
    'SELECT "passwordHash", "failedAttempts", "lockedUntil" FROM "User" WHERE "id" = $1',
    [person.userId],
  );
  if (!row) throw new Error('nobody');
  return row;
}

it('sends one mail with a link of the configured address, and keeps only the hash of its token', async () => {
  const token = await mailedToken();
  expect(links()).toHaveLength(1);
  expect(links()[0]).toMatch(/^From: .*inplace@example\.test/m);
  expect(links()[0]).toContain(`To: ${person.email}`);
  expect(token.length).toBeGreaterThanOrEqual(43);
  const kept = JSON.stringify([
    await unsafeRows('SELECT * FROM "PasswordReset" WHERE "userId" = $1', [person.userId]),
    await unsafeRows('SELECT "text" FROM "InstanceEvent" WHERE "subjectId" = $1', [person.userId]),
  ]);
  expect(kept).not.toContain(token);
  expect(kept).toContain('198.51.100.7');
});

it.each(['nobody@example.test', 'no address', `x@example.test\r\nBcc: evil@example.test`])(
  'sends nothing to what belongs to nobody: %j',
  async (email) => {
    await commands.sendPasswordReset(email, origin);
    expect(links()).toEqual([]);
  },
);

it('sends nothing to a deactivated person, and at most three links an hour', async () => {
  for (let asked = 0; asked < 5; asked += 1) await commands.sendPasswordReset(person.email, origin);
  expect(links()).toHaveLength(3);
  const other = await makeOrganization();
  await unsafeRows('UPDATE "User" SET "deactivatedAt" = now() WHERE "id" = $1', [other.userId]);
  await commands.sendPasswordReset(other.email, origin);
  expect(links()).toHaveLength(3);
});

it('sets the password once, ends every session, opens the lock and leaves the second factor', async () => {
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "absoluteEnd") VALUES (gen_random_uuid(), $1, $2, now() + interval '1 hour')`,
    [person.userId, person.organizationId],
  );
  await unsafeRows(
    `INSERT INTO "Authenticator" ("id", "userId", "sealedSecret", "lastStep") VALUES (gen_random_uuid(), $1, 'x', 1)`,
    [person.userId],
  );
  await unsafeRows(
    `UPDATE "User" SET "failedAttempts" = 10, "lockedUntil" = now() + interval '20 minutes' WHERE "id" = $1`,
    [person.userId],
  );
  const token = await mailedToken();
  expect(await commands.findPasswordReset(token)).toMatchObject({ email: person.email });
  const tries = await Promise.allSettled([
    commands.resetPassword({ token, password: next }),
    commands.resetPassword({ token, password: `${next} 8` }),
  ]);
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const { passwordHash, failedAttempts, lockedUntil } = await account();
  expect(await verifyPassword(passwordHash, password)).toBe(false);
  expect([failedAttempts, lockedUntil]).toEqual([0, null]);
  const [left] = await unsafeRows(
    `SELECT (SELECT count(*)::int FROM "Session" WHERE "userId" = $1 AND "revokedAt" IS NULL) AS sessions,
            (SELECT count(*)::int FROM "Authenticator" WHERE "userId" = $1 AND "removedAt" IS NULL) AS apps`,
    [person.userId],
  );
  expect(left).toEqual({ sessions: 0, apps: 1 });
  const told = () => mails.filter((mail) => mail.includes('Subject: Your Inplace account was changed'));
  await expect.poll(told, { message: 'the owner is told, once' }).toHaveLength(1);
  expect(told()[0]).toContain(`To: ${person.email}`);
  expect(told()[0]).toContain('a new password was chosen by a link');
  expect(await commands.findPasswordReset(token)).toBeNull();
});

it('refuses the last password and an easy one, and the link still works then', async () => {
  const token = await mailedToken();
  for (const refused of [password, 'Password12345'])
    await expect(commands.resetPassword({ token, password: refused })).rejects.toMatchObject({
      fieldErrors: { password: [expect.any(String)] },
    });
  await commands.resetPassword({ token, password: next });
});

it('is void when it is old, when a newer one was asked for, or when a credential has changed', async () => {
  const first = await mailedToken();
  const second = await mailedToken();
  await expect(commands.resetPassword({ token: first, password: next })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await unsafeRows(
    `UPDATE "PasswordReset" SET "expiresAt" = now() - interval '1 second' WHERE "userId" = $1 AND "endedAt" IS NULL`,
    [person.userId],
  );
  expect(await commands.findPasswordReset(second)).toBeNull();
  const third = await mailedToken();
  const session = await signedIn();
  const proof = await app.confirmPerson(session, { password, code: '' });
  expect(await commands.findPasswordReset(third)).not.toBeNull();
  await app.changePassword(session, proof, { newPassword: 'brittle lantern otter 52' });
  expect(await commands.findPasswordReset(third)).toBeNull();
  await expect(commands.resetPassword({ token: third, password: next })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

async function signedIn(): Promise<SessionContext> {
  const given = { email: person.email, password, code: '', userAgent: 'test', formerSessionId: null };
  const started = await app.startSession(given);
  const session = started && (await app.findAnySession(await app.sessionCookieValue(started)));
  if (!session) throw new Error('could not sign in');
  return session;
}

async function setUpApp(session: SessionContext): Promise<SessionContext> {
  const { offer, secret } = app.offerAuthenticator(session);
  const newCode = codeAt(secret, new Date());
  const { sessionId } = await app.setUpAuthenticator(session, null, { offer, newCode });
  return { ...session, sessionId };
}

const confirmed = () => unsafeMakeConfirmation(person.userId);

async function addKey(session: SessionContext): Promise<void> {
  const { offer, options } = await app.offerPasskey(session, confirmed());
  const response = makePasskey('http://localhost:3000').register(options.challenge);
  await app.addPasskey(session, { offer, response, label: 'Laptop' });
}

/** What is there before the link is sent, and the change after it. */
const changes: [string, () => Promise<() => Promise<unknown>>][] = [
  [
    'an app was set up',
    async () => {
      const session = await signedIn();
      return () => setUpApp(session);
    },
  ],
  [
    'new recovery codes were made',
    async () => {
      const session = await setUpApp(await signedIn());
      return () => app.renewRecoveryCodes(session, confirmed());
    },
  ],
  [
    'a passkey was added',
    async () => {
      const session = await setUpApp(await signedIn());
      return () => addKey(session);
    },
  ],
  [
    'a passkey was removed',
    async () => {
      const session = await setUpApp(await signedIn());
      await addKey(session);
      const [passkey] = await app.listPasskeys(session);
      return () => app.removePasskey(session, confirmed(), passkey?.passkeyId ?? '');
    },
  ],
  [
    'an administrator took the app away',
    async () => {
      await setUpApp(await signedIn());
      const administrator = await person.addMember({ role: 'ADMINISTRATOR' });
      const [row] = await unsafeRows<{ id: string }>('SELECT "id" FROM "Membership" WHERE "userId" = $1', [
        person.userId,
      ]);
      const confirmation = unsafeMakeConfirmation(administrator.userId);
      return () => app.resetSecondFactor(administrator.grant('member:manage'), confirmation, row?.id ?? '');
    },
  ],
];

it.each(changes)('is void once %s', async (_words, arrange) => {
  const change = await arrange();
  const token = await mailedToken();
  expect(await commands.findPasswordReset(token)).not.toBeNull();
  await change();
  expect(await commands.findPasswordReset(token)).toBeNull();
  await expect(commands.resetPassword({ token, password: next })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
