import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { openMailbox } from '@/scripts/testing/mailbox';

const origin = 'https://pci.example.test';
const from = '198.51.100.7';
let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let app: Awaited<ReturnType<typeof load>>;

async function load() {
  return {
    ...(await import('@/lib/access/session')),
    ...(await import('@/lib/person/authenticator')),
    ...(await import('@/lib/person/commands/reset-password')),
    ...(await import('@/lib/person/commands/second-factor')),
    ...(await import('@/lib/person/commands/session')),
    ...(await import('@/lib/person/operations/confirm')),
    ...(await import('./invitation')),
  };
}

beforeAll(async () => {
  mailbox = await openMailbox(0);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.resetModules();
  app = await load();
});

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});

type Started = { userId: string; sessionId: string };

/** A person from the invitation to the sign-out, and everything that only they and their browser may know. */
async function live() {
  const shop = await makeOrganization();
  const email = `${shop.organizationId}@lantern.example.test`;
  const [password, next, wrong] = [
    'eleven boats 7 anchors',
    'violet anchors drum 9 kettles',
    'eleven boots 7 anchors',
  ];
  const secrets: Record<string, string> = { password, next, wrong };
  const sessionIds: string[] = [];

  const enter = async (typed: string, code = '', name = email) => {
    const input = { email: name, password: typed, code, userAgent: 'test', formerSessionId: null, from };
    const started = await app.startSession(input);
    return started && follow(started);
  };
  const follow = async (started: Started) => {
    sessionIds.push(started.sessionId);
    const cookie = await app.sessionCookieValue(started);
    secrets[`cookie ${sessionIds.length}`] = cookie;
    const session = await app.findAnySession(cookie, from);
    if (!session) throw new Error('the session is not open');
    return session;
  };

  const grant = shop.grant('member:manage');
  const invited = { name: 'Tom Evans', email, role: 'COMPLIANCE_OFFICER' as const };
  const { token } = await app.inviteMember(grant, unsafeMakeConfirmation(shop.userId), invited);
  secrets['token of the invitation'] = token;
  await app.mailInvitation(grant, { ...invited, link: `${origin}/invitation/${token}` });
  await app.acceptInvitation({ token, password, passwordAgain: password }, from);

  const first = await enter(password);
  if (!first) throw new Error('could not sign in');
  const { secret, offer } = app.offerAuthenticator(first);
  const newCode = app.codeAt(secret, new Date());
  const { sessionId, recoveryCodes } = await app.setUpAuthenticator(first, null, { offer, newCode });
  Object.assign(secrets, { 'secret of the app': secret, offer });
  for (const [index, code] of recoveryCodes.entries()) {
    secrets[`recovery code ${index}`] = code;
    secrets[`recovery code ${index} as it is kept`] = code.replaceAll('-', '');
  }
  await follow({ userId: first.userId, sessionId });

  const refused = [
    await enter(wrong, recoveryCodes[0]),
    await enter(password, recoveryCodes[0]?.replace(/.$/, '!')),
    // Typed into the wrong field, as it happens.
    await enter(email, '', password),
  ];
  await app.sendPasswordReset(email, origin, from);
  // Notices about the account come at their own time, so this need not be the last mail.
  const reset = new RegExp(`${origin}/new-password/([\\w-]+)`).exec(mailbox.mails.join('\n'))?.[1] ?? '';
  secrets['token of the new password'] = reset;
  await app.resetPassword({ token: reset, password: next }, from);
  const second = await enter(next, recoveryCodes[1]);
  if (!second) throw new Error('could not sign in with the new password');
  const proof = await app.confirmPerson(second, { password: next, code: recoveryCodes[2] ?? '' });
  await app.endSession(await follow({ userId: second.userId, sessionId: proof.sessionId }));
  return { shop, userId: first.userId, refused, secrets, sessionIds };
}

it('no log keeps what a person proves themselves with, from the invitation to the sign-out', async () => {
  const { shop, userId, refused, secrets, sessionIds } = await live();
  expect(refused).toEqual([null, null, null]);
  const events = await unsafeRows<{ type: string; text: string }>(
    `SELECT "type", "text" FROM "AuditEvent" WHERE "organizationId" = $1 UNION ALL SELECT "type", "text" FROM "InstanceEvent"`,
    [shop.organizationId],
  );
  // Other tests write into the same log: what happened here names this person or whoever invited them.
  const ours = events.filter(({ text }) => text.includes(userId) || text.includes(shop.userId));
  expect(
    ours.map(({ type }) => type),
    'the whole life is in there',
  ).toEqual(
    expect.arrayContaining([
      'member.invited',
      'member.added',
      'session.started',
      'second-factor.added',
      'sign-in.failed',
      'recovery-code.used',
      'password.reset-asked',
      'password.reset',
      'person.confirmed',
      'session.revoked',
      'session.ended',
    ]),
  );
  const hashes = await unsafeRows<{ hash: string }>(
    `SELECT "passwordHash" AS hash FROM "User" WHERE "id" = $1
     UNION ALL SELECT "passwordHash" FROM "FormerPassword" WHERE "userId" = $1
     UNION ALL SELECT "codeHash" FROM "RecoveryCode" WHERE "userId" = $1
     UNION ALL SELECT "tokenHash" FROM "PasswordReset" WHERE "userId" = $1
     UNION ALL SELECT "sealedSecret" FROM "Authenticator" WHERE "userId" = $1`,
    [userId],
  );
  expect(hashes).toHaveLength(14);
  for (const [index, { hash }] of hashes.entries()) secrets[`kept proof ${index}`] = hash;
  const texts = events.map(({ text }) => text).join('\n');
  for (const [name, value] of Object.entries(secrets)) {
    expect(value.length, name).toBeGreaterThan(15);
    expect(texts.includes(value), name).toBe(false);
  }
  // A session is named by its row where an event is about it, and nowhere else.
  const beside = events.map(({ text }) => {
    const { subject, ...rest } = JSON.parse(text);
    return JSON.stringify(subject.type === 'session' ? rest : { subject, ...rest });
  });
  expect(sessionIds).toHaveLength(4);
  for (const id of sessionIds) {
    expect(texts, 'the event of its row').toContain(id);
    expect(beside.filter((text) => text.includes(id))).toEqual([]);
  }
});
