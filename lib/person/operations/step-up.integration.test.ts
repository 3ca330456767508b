import { beforeEach, describe, expect, it, vi } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { hashPassword } from '@/lib/access/password';
import { findSession, type SessionContext, sessionCookieValue } from '@/lib/access/session';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { addPasskey, offerPasskey } from '../commands/passkey';
import { offerPasskeySignIn, startPasskeySession } from '../commands/passkey-sign-in';
import { giveSecondFactor } from '../commands/second-factor';
import { startSession } from '../commands/session';
import { confirmationFields } from '../model';
import { listSessions } from '../queries';
import { makePasskey } from '../testing';
import { confirmPerson, isLocked } from './confirm';
import { offerOwnPasskey } from './passkey';

const origin = 'http://localhost:3000';
const password = 'correct horse saddle 1';
type Device = ReturnType<typeof makePasskey>;
let session: SessionContext;
let device: Device;

beforeEach(async () => {
  ({ session, device } = await withPasskey());
});

/** Somebody at work who has a passkey. */
async function withPasskey() {
  const { userId, organizationId } = await makeOrganization();
  const [row] = await unsafeRows<{ id: string }>(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd")
     VALUES (gen_random_uuid(), $1, $2, now() - interval '1 hour', now() + interval '12 hours') RETURNING "id"`,
    [userId, organizationId],
  );
  const opened = await sessionAt({ userId, sessionId: row?.id ?? '' });
  const made = makePasskey(origin);
  const { offer, options } = await offerPasskey(opened, unsafeMakeConfirmation(userId));
  const response = made.register(options.challenge);
  const first = await addPasskey(opened, { offer, response, label: 'Laptop' });
  return { device: made, session: await sessionAt({ userId, sessionId: first?.sessionId ?? '' }) };
}

async function sessionAt(named: { userId: string; sessionId: string }): Promise<SessionContext> {
  const found = await findSession(await sessionCookieValue(named), true);
  if (!found) throw new Error('no session');
  return found;
}

type Wrong = Parameters<Device['signIn']>[1];
async function proofOf(who = session, by = device, wrong?: Wrong): Promise<string> {
  const { offer, options } = await offerOwnPasskey(who, 'passkey step-up');
  return JSON.stringify({ offer, response: by.signIn(options.challenge, wrong) });
}

const confirm = (passkey: string, who = session) =>
  confirmPerson(who, { password: 'passkey', code: '', passkey });
const refused = { code: 'INVALID', fieldErrors: { passkey: [expect.any(String)] } };

async function account() {
  const [row] = await unsafeRows<{ failedAttempts: number; counter: string; events: string[] }>(
    `SELECT u."failedAttempts", (SELECT k."counter"::text FROM "Passkey" k WHERE k."userId" = u."id") AS counter,
            (SELECT array_agg(e."type" ORDER BY e."sequence") FROM "InstanceEvent" e
               JOIN "InstanceEventPerson" p ON p."sequence" = e."sequence" WHERE p."personId" = u."id") AS events
       FROM "User" u WHERE u."id" = $1`,
    [session.userId],
  );
  if (!row) throw new Error('nobody');
  return row;
}

it('confirms once, in place of password and code, moves the session and the counter, and is recorded', async () => {
  const before = await account();
  const proof = await proofOf();
  const { sessionId, confirmation } = await confirm(proof);
  expect(confirmation.userId).toBe(session.userId);
  expect(sessionId).not.toBe(session.sessionId);
  expect(await findSession(await sessionCookieValue(session), true), 'the old id has nothing').toBeNull();
  const after = await account();
  expect(Number(after.counter)).toBeGreaterThan(Number(before.counter));
  expect(after.events.at(-1)).toBe('person.confirmed-by-passkey');
  const moved = await sessionAt({ ...session, sessionId });
  await expect(confirm(proof, moved), 'a replay in the session that goes on').rejects.toMatchObject(refused);
  expect((await account()).failedAttempts).toBe(1);
});

it('of two at the same moment one is confirmed', async () => {
  const proof = await proofOf();
  const both = await Promise.allSettled([confirm(proof), confirm(proof)]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it.each<[string, Wrong]>([
  ['a page at another address', { at: 'https://pci.example.test' }],
  ['the key of another site', { site: 'https://pci.example.test' }],
  ['an owner who was not verified', { verified: false }],
])('refuses what was signed for %s', async (_words, wrong) => {
  await expect(confirm(await proofOf(session, device, wrong))).rejects.toMatchObject(refused);
  const { events, failedAttempts } = await account();
  expect([events.at(-1), failedAttempts]).toEqual(['sign-in.failed', 1]);
  await confirm(await proofOf());
});

it('refuses another person’s passkey, and a question that another person or another session was asked', async () => {
  const other = await withPasskey();
  await expect(confirm(await proofOf(session, other.device))).rejects.toMatchObject(refused);
  await expect(confirm(await proofOf(other.session, device))).rejects.toMatchObject(refused);
  const asked = await proofOf();
  const { sessionId } = await confirm(await proofOf());
  await expect(confirm(asked, await sessionAt({ ...session, sessionId }))).rejects.toMatchObject(refused);
});

it('keeps its questions apart from those of the sign-in and of a missing second factor', async () => {
  const signIn = await offerPasskeySignIn();
  const toSignIn = { offer: signIn.offer, response: device.signIn(signIn.options.challenge) };
  await expect(confirm(JSON.stringify(toSignIn))).rejects.toMatchObject(refused);
  const missing = await offerOwnPasskey(session, 'passkey second factor');
  const toGive = { offer: missing.offer, response: device.signIn(missing.options.challenge) };
  await expect(confirm(JSON.stringify(toGive))).rejects.toMatchObject(refused);
  const proof = await proofOf();
  const browser = { userAgent: 'test', formerSessionId: null };
  expect(await startPasskeySession({ ...JSON.parse(proof), ...browser })).toBeNull();
  await expect(giveSecondFactor(session, '', proof)).rejects.toMatchObject({ code: 'INVALID' });
  await expect(giveSecondFactor(session, '', JSON.stringify(toGive))).resolves.not.toBe(session.sessionId);
});

it('counts for five minutes', async () => {
  const late = await proofOf();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 60_000 + 1_000 });
  try {
    await expect(confirm(late)).rejects.toMatchObject(refused);
  } finally {
    vi.useRealTimers();
  }
});

it('locks the account after ten refusals: the password confirms nothing until it opens', async () => {
  for (let attempt = 0; attempt < 10; attempt += 1)
    await expect(confirm('{"offer":"x","response":"{}"}')).rejects.toMatchObject(refused);
  expect((await account()).events.at(-1)).toBe('sign-in.locked');
  expect(await isLocked(session.userId)).toBe(true);
  await unsafeRows(`UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1`, [
    session.userId,
    await hashPassword(password),
  ]);
  const byPassword = () => confirmPerson(session, { password, code: '' });
  await expect(byPassword()).rejects.toMatchObject({ code: 'INVALID' });
  await unsafeRows(`UPDATE "User" SET "lockedUntil" = now() - interval '1 second' WHERE "id" = $1`, [
    session.userId,
  ]);
  await byPassword();
  expect((await account()).failedAttempts).toBe(0);
});

describe('while the password rests because a stranger guessed', () => {
  beforeEach(async () => {
    const [row] = await unsafeRows<{ email: string }>('SELECT "email" FROM "User" WHERE "id" = $1', [
      session.userId,
    ]);
    const guess = {
      email: row?.email ?? '',
      password: 'a guess',
      code: '',
      userAgent: 'theirs',
      formerSessionId: null,
    };
    for (let attempt = 0; attempt < 10; attempt += 1) expect(await startSession(guess)).toBeNull();
    expect(await isLocked(session.userId)).toBe(true);
  });

  it('the passkey confirms, and does not open the password for the stranger', async () => {
    const { sessionId } = await confirm(await proofOf());
    expect(await isLocked(session.userId)).toBe(true);
    const other = makePasskey(origin);
    const forged = await proofOf(await sessionAt({ ...session, sessionId }), other);
    await expect(confirm(forged, await sessionAt({ ...session, sessionId }))).rejects.toMatchObject(refused);
  });

  it('the passkey gives the second factor that a sign-on by provider lacks', async () => {
    const { offer, options } = await offerOwnPasskey(session, 'passkey second factor');
    const proof = JSON.stringify({ offer, response: device.signIn(options.challenge) });
    await expect(giveSecondFactor(session, '', '{"offer":"x","response":"{}"}')).rejects.toMatchObject({
      code: 'INVALID',
    });
    expect(await giveSecondFactor(session, '', proof)).not.toBe(session.sessionId);
    expect(await isLocked(session.userId)).toBe(true);
  });
});

it('asks somebody without an app for a recovery code where a second factor is due beside the password', async () => {
  await unsafeRows(`UPDATE "Session" SET "secondFactorAt" = now() - interval '1 hour' WHERE "id" = $1`, [
    session.sessionId,
  ]);
  await expect(
    confirmPerson(await sessionAt(session), { password: 'whatever', code: '' }),
  ).rejects.toMatchObject({ fieldErrors: { code: [expect.stringContaining('recovery code')] } });
});

it('the twelve hours count from the sign-in, whatever is confirmed since, and the page shows that time', async () => {
  await unsafeRows(
    `UPDATE "Session" SET "absoluteEnd" = now() + interval '7 hours', "createdAt" = now() - interval '5 hours' WHERE "id" = $1`,
    [session.sessionId],
  );
  const endOf = (sessionId: string) =>
    unsafeRows<{ absoluteEnd: Date }>('SELECT "absoluteEnd" FROM "Session" WHERE "id" = $1', [sessionId]);
  const [before] = await endOf(session.sessionId);
  const [shown] = await listSessions(session);
  expect(Date.parse(shown?.startedAt ?? '')).toBeCloseTo(Date.now() - 5 * 3_600_000, -5);
  const { sessionId } = await confirm(await proofOf());
  expect(await endOf(sessionId)).toEqual([before]);
  expect(await listSessions({ ...session, sessionId })).toMatchObject([
    { isCurrent: true, startedAt: shown?.startedAt },
  ]);
});

it.each(['', '   '])('a field for a code that is shown and left as "%s" is refused', (code) => {
  const read = confirmationFields.code.safeParse(code);
  expect(read.error?.issues[0]?.message).toBe('Enter the code that is asked for.');
  expect(confirmationFields.code.parse(undefined), 'not shown').toBe('');
});
