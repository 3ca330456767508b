import { beforeEach, describe, expect, it } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { hashPassword } from '@/lib/access/password';
import { findAnySession, findSession, sessionCookieValue } from '@/lib/access/session';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { codeAt } from '../authenticator';
import { getSecondFactor, listPasskeys } from '../queries';
import { makePasskey } from '../testing';
import { addPasskey, offerPasskey, removePasskey } from './passkey';
import { offerPasskeySignIn } from './passkey-sign-in';
import {
  offerAuthenticator,
  removeAuthenticator,
  renewRecoveryCodes,
  setUpAuthenticator,
} from './second-factor';
import { startSession } from './session';

const password = 'correct horse saddle 1';
const origin = 'http://localhost:3000';
let person: TestOrganization;

beforeEach(async () => {
  person = await makeOrganization();
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [
    person.userId,
    await hashPassword(password),
  ]);
  await demand(true);
});

const demand = (isRequired: boolean) =>
  unsafeRows('UPDATE "Organization" SET "secondFactorRequired" = $2 WHERE "id" = $1', [
    person.organizationId,
    isRequired,
  ]);
const confirmed = () => unsafeMakeConfirmation(person.userId);

function start(code: string, passkey = '') {
  const browser = { userAgent: 'test', formerSessionId: null };
  return startSession({ email: person.email, password, code, passkey, ...browser });
}

async function sessionOf(started: Awaited<ReturnType<typeof start>>) {
  const session = started && (await findAnySession(await sessionCookieValue(started)));
  if (!session) throw new Error('no session');
  return session;
}

/** A newcomer who has made a passkey and nothing else. */
async function enrolled() {
  const half = await sessionOf(await start(''));
  expect(half.needsSecondFactor).toBe(true);
  const device = makePasskey(origin);
  const { offer, options } = await offerPasskey(half, null);
  const made = { offer, response: device.register(options.challenge), label: 'Laptop' };
  const first = await addPasskey(half, made, 'FIRST');
  if (!first) throw new Error('no recovery codes');
  const session = await sessionOf({ userId: person.userId, sessionId: first.sessionId });
  return { half, device, made, session, recoveryCodes: first.recoveryCodes };
}

async function passkeyProof(device: ReturnType<typeof makePasskey>): Promise<string> {
  const { offer, options } = await offerPasskeySignIn();
  return JSON.stringify({ offer, response: device.signIn(options.challenge) });
}

async function events(): Promise<string[]> {
  const found = await unsafeRows<{ type: string }>(
    `SELECT e."type" FROM "InstanceEvent" e JOIN "InstanceEventPerson" p ON p."sequence" = e."sequence"
      WHERE p."personId" = $1 ORDER BY e."sequence"`,
    [person.userId],
  );
  return found.map(({ type }) => type);
}

describe('somebody whose only second factor is a passkey', () => {
  it('gets it straight from the sign-in, with recovery codes, and works in the session at once', async () => {
    const { half, session, recoveryCodes, made } = await enrolled();
    expect(session).toMatchObject({ needsSecondFactor: false, secondFactorAt: expect.any(Date) });
    expect(recoveryCodes).toHaveLength(10);
    expect(await getSecondFactor(session)).toEqual({ appSince: null, passkeys: 1, recoveryCodesLeft: 10 });
    expect(await findAnySession(await sessionCookieValue(half))).toBeNull();
    expect(await events()).toEqual(expect.arrayContaining(['passkey.added', 'person.confirmed-by-passkey']));
    const stored = await unsafeRows<{ codeHash: string }>(
      'SELECT "codeHash" FROM "RecoveryCode" WHERE "userId" = $1',
      [person.userId],
    );
    expect(JSON.stringify(stored)).not.toContain(recoveryCodes[0]?.replaceAll('-', ''));
    await expect(addPasskey(half, made, 'FIRST'), 'an offer works once').rejects.toThrow();
  });

  it('signs in with password and passkey together, or a recovery code; the password alone opens nothing', async () => {
    const { device, recoveryCodes } = await enrolled();
    expect(await start('')).toBeNull();
    expect(await start('123456')).toBeNull();
    const proof = await passkeyProof(device);
    expect((await sessionOf(await start('', proof))).needsSecondFactor).toBe(false);
    expect(await start('', proof), 'a signature works once').toBeNull();
    expect(await start('', await passkeyProof(makePasskey(origin))), 'an unknown passkey').toBeNull();
    const [code = ''] = recoveryCodes;
    expect(
      await findSession(await sessionCookieValue(await sessionOf(await start(code))), true),
    ).not.toBeNull();
    expect(await start(code)).toBeNull();
  });

  it('gets in with nobody else’s passkey, and with their own only beside the right password', async () => {
    const { device } = await enrolled();
    const mine = person;
    person = await makeOrganization();
    await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [
      person.userId,
      await hashPassword(password),
    ]);
    const theirs = await enrolled();
    expect(await start('', await passkeyProof(device))).toBeNull();
    expect(await start('', await passkeyProof(theirs.device))).not.toBeNull();
    person = mine;
    const wrong = { email: person.email, password: 'not the password 1', code: '' };
    const browser = { userAgent: 'test', formerSessionId: null };
    const passkey = await passkeyProof(device);
    expect(await startSession({ ...wrong, passkey, ...browser })).toBeNull();
  });

  it('one signature in two sign-ins at the same moment opens one session', async () => {
    const { device } = await enrolled();
    const proof = await passkeyProof(device);
    const both = await Promise.all([start('', proof), start('', proof)]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  it('cannot be given an app or another first passkey by whoever knows the password', async () => {
    const half = await sessionOf(await start(''));
    const passkey = await offerPasskey(half, null);
    const app = offerAuthenticator(half);
    await enrolled();
    const newCode = codeAt(app.secret, new Date());
    await expect(setUpAuthenticator(half, null, { offer: app.offer, newCode })).rejects.toThrow();
    const response = makePasskey(origin).register(passkey.options.challenge);
    const made = { offer: passkey.offer, response, label: 'Theirs' };
    await expect(addPasskey(half, made, 'FIRST')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(addPasskey(half, made), 'a first offer is none for another').rejects.toMatchObject({
      code: 'INVALID',
    });
  });

  it('owes it in a session that came without one, also where the organization asks nobody for one', async () => {
    const { session } = await enrolled();
    await demand(false);
    await unsafeRows('UPDATE "Session" SET "secondFactorAt" = NULL WHERE "id" = $1', [session.sessionId]);
    const cookie = await sessionCookieValue(session);
    expect(await findSession(cookie, true)).toBeNull();
    expect(await findAnySession(cookie)).toMatchObject({ needsSecondFactor: true });
  });

  it('is asked to sign in again when the sign-in is a while ago', async () => {
    const half = await sessionOf(await start(''));
    await unsafeRows(`UPDATE "Session" SET "createdAt" = now() - interval '16 minutes' WHERE "id" = $1`, [
      half.sessionId,
    ]);
    await expect(offerPasskey(half, null)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('the last second factor', () => {
  async function both() {
    const made = await enrolled();
    const { offer, secret } = offerAuthenticator(made.session);
    const newCode = codeAt(secret, new Date());
    const { sessionId } = await setUpAuthenticator(made.session, confirmed(), { offer, newCode });
    const session = { ...made.session, sessionId };
    const [passkey] = await listPasskeys(session);
    return { session, passkeyId: passkey?.passkeyId ?? '' };
  }

  it('stays while an organization asks for one; either goes while the other remains', async () => {
    const { session, passkeyId } = await both();
    await removeAuthenticator(session, confirmed());
    expect(await getSecondFactor(session)).toMatchObject({
      appSince: null,
      passkeys: 1,
      recoveryCodesLeft: 10,
    });
    await expect(removeAuthenticator(session, confirmed())).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(removePasskey(session, confirmed(), passkeyId)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('only second factor'),
    });
    expect(await listPasskeys(session)).toHaveLength(1);
    expect(await events()).toContain('second-factor.app-removed');
  });

  it('of app and passkey removed at the same moment one stays', async () => {
    const { session, passkeyId } = await both();
    const outcomes = await Promise.allSettled([
      removeAuthenticator(session, confirmed()),
      removePasskey(session, confirmed(), passkeyId),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await getSecondFactor(session)).not.toBeNull();
  });

  it('goes where the password may be enough, and the recovery codes with it', async () => {
    const { session } = await enrolled();
    await demand(false);
    const [passkey] = await listPasskeys(session);
    await removePasskey(session, confirmed(), passkey?.passkeyId ?? '');
    expect(await getSecondFactor(session)).toBeNull();
    const left = await unsafeRows(
      'SELECT 1 FROM "RecoveryCode" WHERE "userId" = $1 AND "removedAt" IS NULL',
      [person.userId],
    );
    expect(left).toEqual([]);
    await expect(renewRecoveryCodes(session, confirmed())).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect((await sessionOf(await start(''))).needsSecondFactor).toBe(false);
  });
});
