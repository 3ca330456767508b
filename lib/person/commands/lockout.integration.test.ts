import { beforeEach, expect, it } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { hashPassword } from '@/lib/access/password';
import { findAnySession, findSession, sessionCookieValue } from '@/lib/access/session';
import { liftLock } from '@/lib/organization/commands/member';
import { listMembers } from '@/lib/organization/queries';
import { now } from '@/lib/platform/clock';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { codeAt } from '../authenticator';
import { confirmPerson } from '../operations/confirm';
import { makePasskey } from '../testing';
import { addPasskey, offerPasskey } from './passkey';
import { offerPasskeySignIn, startPasskeySession } from './passkey-sign-in';
import { offerAuthenticator, setUpAuthenticator } from './second-factor';
import { startSession } from './session';

const password = 'correct horse saddle 1';
const browser = { userAgent: 'test', formerSessionId: null };
let person: TestOrganization;

beforeEach(async () => {
  person = await makeOrganization();
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [
    person.userId,
    await hashPassword(password),
  ]);
});

const signIn = (typed: string, from = '198.51.100.7', code = '') =>
  startSession({ email: person.email, password: typed, code, from, ...browser });

/** Wrong passwords from somebody who has an address for each. */
async function attack(times: number): Promise<void> {
  for (let host = 1; host <= times; host += 1) await signIn('wrong horse 1', `203.0.113.${host}`);
}

async function lock() {
  const [row] = await unsafeRows<{ failedAttempts: number; isLocked: boolean }>(
    `SELECT "failedAttempts", coalesce("lockedUntil" > now(), false) AS "isLocked" FROM "User" WHERE "id" = $1`,
    [person.userId],
  );
  return row;
}

/** Somebody at work: with an app, in a session that needs nothing more. */
async function atWork() {
  const started = await signIn(password);
  const first = started && (await findAnySession(await sessionCookieValue(started)));
  if (!first) throw new Error('could not sign in');
  const { offer, secret } = offerAuthenticator(first);
  const newCode = codeAt(secret, now());
  const { sessionId, recoveryCodes } = await setUpAuthenticator(first, null, { offer, newCode });
  const cookie = await sessionCookieValue({ userId: person.userId, sessionId });
  const session = await findSession(cookie, true);
  if (!session) throw new Error('the session is not open');
  return { cookie, session, recoveryCodes };
}

it('wrong passwords count together, whatever addresses they come from', async () => {
  await attack(9);
  expect(await lock()).toEqual({ failedAttempts: 9, isLocked: false });
  await signIn('wrong horse 1', '2001:db8::7');
  expect(await lock()).toEqual({ failedAttempts: 10, isLocked: true });
  expect(await signIn(password, '192.0.2.55'), 'from an address that never failed').toBeNull();
  const events = await unsafeRows<{ type: string; from: string }>(
    `SELECT "type", "text"::jsonb #>> '{actor,from}' AS from FROM "InstanceEvent"
      WHERE "subjectId" = $1 AND "type" LIKE 'sign-in.%' ORDER BY "sequence"`,
    [person.userId],
  );
  expect(events.map(({ type }) => type)).toEqual([
    ...Array.from({ length: 9 }, () => 'sign-in.failed'),
    'sign-in.locked',
    'sign-in.failed',
  ]);
  expect(new Set(events.map(({ from }) => from)).size).toBe(11);
});

it('who is at work stays signed in while a stranger locks the account, but confirms nothing new', async () => {
  const { cookie, session, recoveryCodes } = await atWork();
  await attack(12);
  expect(await lock()).toMatchObject({ isLocked: true });
  expect(await findSession(cookie, true)).toMatchObject({
    sessionId: session.sessionId,
    userId: person.userId,
    role: 'ADMINISTRATOR',
  });
  // The session alone is not enough for what binds: whoever guesses must not go on guessing in one.
  const [code = ''] = recoveryCodes;
  await expect(confirmPerson(session, { password, code })).rejects.toMatchObject({ code: 'INVALID' });
  expect(await findSession(cookie, true)).not.toBeNull();
});

it('a passkey signs in while the password rests, and does not wake it', async () => {
  const { session, recoveryCodes } = await atWork();
  const device = makePasskey('http://localhost:3000');
  const added = await offerPasskey(session, unsafeMakeConfirmation(person.userId));
  await addPasskey(session, {
    offer: added.offer,
    response: device.register(added.options.challenge),
    label: 'Laptop',
  });
  await attack(10);
  const before = await lock();
  expect(before).toEqual({ failedAttempts: 10, isLocked: true });
  const asked = await offerPasskeySignIn();
  const signature = { offer: asked.offer, response: device.signIn(asked.options.challenge), ...browser };
  const started = await startPasskeySession(signature);
  const opened = started && (await findSession(await sessionCookieValue(started), true));
  expect(opened).toMatchObject({ userId: person.userId, secondFactorAt: expect.any(Date) });
  expect(await startPasskeySession(signature), 'a signature works once').toBeNull();
  expect(await lock()).toEqual(before);
  const [code = ''] = recoveryCodes;
  expect(await signIn(password, '192.0.2.55', code)).toBeNull();
});

it('an administrator who made sure that it is the person ends the lock early, never their own (8.3.4)', async () => {
  const administrator = await person.addMember({ role: 'ADMINISTRATOR' });
  const mine = unsafeMakeConfirmation(administrator.userId);
  const seen = async () =>
    (await listMembers(administrator.grant('member:read'))).find(({ userId }) => userId === person.userId);
  expect(await seen()).toMatchObject({ lockedUntil: null });
  await attack(10);
  const membershipId = (await seen())?.membershipId ?? '';
  const minutes = (Date.parse((await seen())?.lockedUntil ?? '') - Date.now()) / 60_000;
  expect(Math.round(minutes)).toBe(30);
  await expect(
    liftLock(person.grant('member:manage'), unsafeMakeConfirmation(person.userId), membershipId),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await lock()).toMatchObject({ isLocked: true });
  await liftLock(administrator.grant('member:manage'), mine, membershipId);
  expect(await lock()).toEqual({ failedAttempts: 0, isLocked: false });
  expect(await signIn(password)).not.toBeNull();
  await expect(liftLock(administrator.grant('member:manage'), mine, membershipId)).rejects.toMatchObject({
    code: 'WRONG_STATE',
  });
  expect(
    await unsafeRows(
      `SELECT "actorId" FROM "AuditEvent" WHERE "type" = 'member.lock-lifted' AND "subjectId" = $1`,
      [person.userId],
    ),
  ).toEqual([{ actorId: administrator.userId }]);
});

it('a lock of somebody who works in another organization too is lifted by neither', async () => {
  const elsewhere = await makeOrganization();
  await unsafeRows(
    `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'MANAGER')`,
    [elsewhere.organizationId, person.userId],
  );
  await attack(10);
  const members = await listMembers(elsewhere.grant('member:read'));
  const membershipId = members.find(({ userId }) => userId === person.userId)?.membershipId ?? '';
  await expect(
    liftLock(elsewhere.grant('member:manage'), unsafeMakeConfirmation(elsewhere.userId), membershipId),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await lock()).toMatchObject({ isLocked: true });
});
