import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { hashPassword } from '@/lib/access/password';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { openMailbox } from '@/scripts/testing/mailbox';

const password = 'correct horse saddle 1';
let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let person: TestOrganization;
const told = (email = person.email) => mailbox.mails.filter((mail) => mail.includes(`To: ${email}`));

async function load() {
  const [
    { startSession },
    { confirmPerson },
    { findAnySession, sessionCookieValue },
    commands,
    factor,
    member,
  ] = await Promise.all([
    import('../commands/session'),
    import('./confirm'),
    import('@/lib/access/session'),
    import('../commands/password'),
    import('../commands/second-factor'),
    import('@/lib/organization/commands/member'),
  ]);
  return {
    startSession,
    confirmPerson,
    findAnySession,
    sessionCookieValue,
    ...commands,
    ...factor,
    ...member,
  };
}
let app: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  mailbox = await openMailbox(0);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.stubEnv('NEXTAUTH_URL', 'https://pci.example.test');
  vi.resetModules();
  app = await load();
});

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});

beforeEach(async () => {
  person = await makeOrganization();
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [
    person.userId,
    await hashPassword(password),
  ]);
});

const attempt = (typed: string, userAgent = 'test') =>
  app.startSession({
    email: person.email,
    password: typed,
    code: '',
    userAgent,
    formerSessionId: null,
    from: '198.51.100.7',
  });

async function signedIn() {
  const started = await attempt(password);
  const session =
    started && (await app.findAnySession(await app.sessionCookieValue(started), '198.51.100.7'));
  if (!session) throw new Error('could not sign in');
  return session;
}

it('whose password was changed is told when and from where, and what to do; a refused change tells nothing', async () => {
  const session = await signedIn();
  const proof = await app.confirmPerson(session, { password, code: '' });
  await expect(app.changePassword(session, proof, { newPassword: 'Password12345' })).rejects.toThrow();
  await app.changePassword(session, proof, { newPassword: 'brittle lantern otter 52' });
  await expect.poll(told).toHaveLength(1);
  const [mail] = told();
  expect(mail).toContain('Subject: Your Inplace account was changed');
  expect(mail).toContain('your password was changed.');
  expect(mail).toMatch(/When: 20\d\d-\d\d-\d\d \d\d:\d\d UTC, from 198\.51\.100\.7/);
  expect(mail).toContain('https://pci.example.test/forgotten-password');
  expect(mail).not.toContain('otter');
});

it('whose app an administrator took away is told, but not the administrator', async () => {
  const { codeAt } = await import('../authenticator');
  const session = await signedIn();
  const { offer, secret } = app.offerAuthenticator(session);
  await app.setUpAuthenticator(session, null, { offer, newCode: codeAt(secret, new Date()) });
  await expect.poll(told).toHaveLength(1);
  expect(told()[0]).toContain('an authenticator app was set up.');
  expect(told()[0]).not.toContain('earlier one');
  const administrator = await person.addMember({ role: 'ADMINISTRATOR', name: 'Grace' });
  const [row] = await unsafeRows<{ id: string }>('SELECT "id" FROM "Membership" WHERE "userId" = $1', [
    person.userId,
  ]);
  await app.resetSecondFactor(
    administrator.grant('member:manage'),
    unsafeMakeConfirmation(administrator.userId),
    row?.id ?? '',
  );
  await expect.poll(told).toHaveLength(2);
  expect(told()[1]).toContain('taken away by an administrator');
  expect(told(administrator.email)).toEqual([]);
});

it('whose account rests after ten failures is told once, with what still works', async () => {
  for (let count = 0; count < 9; count += 1) await attempt('wrong horse 1');
  expect(told()).toEqual([]);
  await Promise.all(Array.from({ length: 5 }, () => attempt('wrong horse 1')));
  await expect.poll(told).toHaveLength(1);
  await attempt(password);
  expect(told()[0]).toContain('Subject: Sign-ins to your Inplace account failed');
  expect(told()[0]).toContain('where you are signed in you stay so');
  expect(told()[0]).toMatch(/UTC, from 198\.51\.100\.7/);
  expect(told()).toHaveLength(1);
});

it('who signs in with a browser of another kind is told; not of the first one, nor of its next version', async () => {
  await attempt(password, 'Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0.0.0');
  await attempt(password, 'Mozilla/5.0 (X11; Linux x86_64) Chrome/132.1');
  await attempt(password, 'Mozilla/5.0 (Macintosh) Safari/605.1.15');
  await attempt(password, 'Mozilla/5.0 (Macintosh) Safari/606');
  await attempt('wrong horse 1', 'curl/8.5');
  await expect.poll(told).toHaveLength(1);
  expect(told()[0]).toContain('Subject: New sign-in to your Inplace account');
  expect(told()[0]).not.toContain('Safari');
  await attempt(password, 'curl/8.5');
  await expect.poll(told).toHaveLength(2);
});

it('a mail server that is away stops no change', async () => {
  const session = await signedIn();
  await mailbox.close();
  const proof = await app.confirmPerson(session, { password, code: '' });
  await app.changePassword(session, proof, { newPassword: 'brittle lantern otter 52' });
  const { port } = mailbox;
  mailbox = await openMailbox(port);
  expect(told()).toEqual([]);
});
