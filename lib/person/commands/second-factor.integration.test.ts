import { beforeEach, describe, expect, it } from 'vitest';
import { hashPassword } from '@/lib/access/password';
import { findAnySession, findSession, sessionCookieValue } from '@/lib/access/session';
import { now } from '@/lib/platform/clock';
import { unsafePool } from '@/lib/platform/db';
import { makeOrganization, unsafeOwner, unsafeRows, untilWaitedFor } from '@/lib/platform/testing';
import { codeAt } from '../authenticator';
import { confirmPassword, confirmPerson } from '../operations/confirm';
import { getSecondFactor } from '../queries';
import { offerAuthenticator, renewRecoveryCodes, setUpAuthenticator } from './second-factor';
import { startSession } from './session';

const password = 'correct horse saddle 1';
const STEP_MS = 30_000;

type Person = Awaited<ReturnType<typeof makePerson>>;
let person: Person;

async function makePerson() {
  const ours = await makeOrganization();
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [
    ours.userId,
    await hashPassword(password),
  ]);
  const signIn = (code: string, typed = password, formerSessionId: string | null = null) =>
    startSession({ email: ours.email, password: typed, code, userAgent: 'test', formerSessionId });
  return { ...ours, signIn };
}

/** The session of somebody who gave no more than the password. */
async function halfSession(who: Person) {
  const started = await who.signIn('');
  if (!started) throw new Error('could not sign in');
  const cookie = await sessionCookieValue(started);
  const session = await findAnySession(cookie);
  if (!session) throw new Error('no session');
  return { cookie, session };
}

/** Sets up an app with the code of the step before now, so that the codes of now and of the next step are unused. */
async function setUp(who: Person) {
  const { session } = await halfSession(who);
  const { offer, secret } = offerAuthenticator(session);
  const done = await setUpAuthenticator(session, null, { offer, newCode: codeIn(secret, -1) });
  const context = await findSession(await sessionCookieValue({ userId: who.userId, ...done }), true);
  if (!context) throw new Error('the new session is not open');
  return { ...done, secret, context };
}

const codeIn = (secret: string, steps: number) => codeAt(secret, new Date(now().getTime() + steps * STEP_MS));

async function forgetSecondFactor(sessionId: string) {
  await unsafeRows(`UPDATE "Session" SET "secondFactorAt" = now() - interval '16 minutes' WHERE "id" = $1`, [
    sessionId,
  ]);
}

beforeEach(async () => {
  person = await makePerson();
});

describe('somebody who has no second factor yet', () => {
  it('gets a session that can set one up and nothing else, while an organization asks for one', async () => {
    const { cookie, session } = await halfSession(person);
    expect(session.needsSecondFactor).toBe(true);
    expect(await findSession(cookie, true)).toBeNull();
    await unsafeRows('UPDATE "Organization" SET "secondFactorRequired" = false WHERE "id" = $1', [
      person.organizationId,
    ]);
    expect(await findSession(cookie, true)).not.toBeNull();
    await unsafeRows('UPDATE "Organization" SET "secondFactorRequired" = true WHERE "id" = $1', [
      person.organizationId,
    ]);
    expect(await findSession(cookie, true), 'the policy acts on the next request').toBeNull();
  });

  it('goes on under a new id once the app is set up, and every other session ends', async () => {
    const other = await halfSession(person);
    const { cookie, session } = await halfSession(person);
    const { offer, secret } = offerAuthenticator(session);
    const done = await setUpAuthenticator(session, null, { offer, newCode: codeIn(secret, 0) });
    expect(done.sessionId).not.toBe(session.sessionId);
    expect(await findAnySession(cookie)).toBeNull();
    expect(await findAnySession(other.cookie)).toBeNull();
    const fresh = await findSession(await sessionCookieValue({ userId: person.userId, ...done }), true);
    expect(fresh?.secondFactorAt).toBeInstanceOf(Date);
    expect(done.recoveryCodes).toHaveLength(10);
    expect(new Set(done.recoveryCodes).size).toBe(10);
    expect(await getSecondFactor(session)).toMatchObject({ recoveryCodesLeft: 10 });
  });

  it('keeps neither the key nor a recovery code in the database', async () => {
    const { secret, recoveryCodes } = await setUp(person);
    const kept = JSON.stringify([
      await unsafeRows('SELECT * FROM "Authenticator" WHERE "userId" = $1', [person.userId]),
      await unsafeRows('SELECT * FROM "RecoveryCode" WHERE "userId" = $1', [person.userId]),
      await unsafeRows('SELECT "text" FROM "InstanceEvent" WHERE "actorId" = $1', [person.userId]),
    ]);
    for (const word of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(kept).not.toContain(word);
  });

  it.each([
    ['a code that does not fit', (secret: string) => codeIn(secret, 5), 'INVALID'],
    ['no code', () => 'abcdef', 'INVALID'],
  ])('is refused with %s', async (_words, codeOf, code) => {
    const { session } = await halfSession(person);
    const { offer, secret } = offerAuthenticator(session);
    await expect(setUpAuthenticator(session, null, { offer, newCode: codeOf(secret) })).rejects.toMatchObject(
      { code },
    );
    expect(await getSecondFactor(session)).toBeNull();
  });

  it('is refused with the offer of somebody else, or one that was changed', async () => {
    const { session } = await halfSession(person);
    const theirs = await halfSession(await makePerson());
    const { offer, secret } = offerAuthenticator(theirs.session);
    for (const wrong of [offer, `${offerAuthenticator(session).offer}A`, '']) {
      await expect(
        setUpAuthenticator(session, null, { offer: wrong, newCode: codeIn(secret, 0) }),
      ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    }
  });

  it('asks for a new sign-in where the last one is a while ago: the session may be in other hands by then', async () => {
    const { session } = await halfSession(person);
    await unsafeRows(`UPDATE "Session" SET "createdAt" = now() - interval '16 minutes' WHERE "id" = $1`, [
      session.sessionId,
    ]);
    const { offer, secret } = offerAuthenticator(session);
    await expect(
      setUpAuthenticator(session, null, { offer, newCode: codeIn(secret, 0) }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await getSecondFactor(session)).toBeNull();
  });

  it('cannot set one up with the password alone when there is one already', async () => {
    const early = await halfSession(person);
    const { offer, secret } = offerAuthenticator(early.session);
    await unsafeRows(
      `INSERT INTO "Authenticator" ("id", "userId", "sealedSecret", "lastStep") VALUES (gen_random_uuid(), $1, 'x', 1)`,
      [person.userId],
    );
    await expect(
      setUpAuthenticator(early.session, null, { offer, newCode: codeIn(secret, 0) }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('signing in with the app', () => {
  it('takes password and code together, and neither alone', async () => {
    const { secret } = await setUp(person);
    expect(await person.signIn('')).toBeNull();
    expect(await person.signIn(codeIn(secret, 0), 'wrong horse 1')).toBeNull();
    expect(await person.signIn(codeIn(secret, 7))).toBeNull();
    const started = await person.signIn(codeIn(secret, 0));
    expect(await findSession(await sessionCookieValue(started ?? never()), true)).not.toBeNull();
  });

  it('leaves no session of the password alone when the app is set up meanwhile', async () => {
    const client = await unsafeOwner().connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM "User" WHERE "id" = $1 FOR UPDATE', [person.userId]);
    const signingIn = person.signIn('');
    await untilWaitedFor(client);
    await client.query(
      `INSERT INTO "Authenticator" ("id", "userId", "sealedSecret", "lastStep") VALUES (gen_random_uuid(), $1, 'x', 1)`,
      [person.userId],
    );
    await client.query('COMMIT');
    client.release();
    expect(await signingIn).toBeNull();
  });

  it('takes a code once, also when it comes five times at the same moment', async () => {
    const { secret } = await setUp(person);
    const code = codeIn(secret, 0);
    const tries = await Promise.all(Array.from({ length: 5 }, () => person.signIn(code)));
    expect(tries.filter((started) => started !== null)).toHaveLength(1);
    expect(await person.signIn(code)).toBeNull();
    expect(await person.signIn(codeIn(secret, -1)), 'an older step is over with it').toBeNull();
    expect(await person.signIn(codeIn(secret, 1))).not.toBeNull();
  });

  it('takes a recovery code once, however it is typed', async () => {
    const { recoveryCodes, context } = await setUp(person);
    const [first = ''] = recoveryCodes;
    expect(await person.signIn(` ${first.toLowerCase().replaceAll('-', ' ')} `)).not.toBeNull();
    expect(await person.signIn(first)).toBeNull();
    expect(await getSecondFactor(context)).toMatchObject({ recoveryCodesLeft: 9 });
    const theirs = await makePerson();
    await setUp(theirs);
    expect(await theirs.signIn(recoveryCodes[1] ?? ''), 'of somebody else').toBeNull();
  });

  it('counts wrong codes towards the lockout, and burns no code while the account rests', async () => {
    const { secret, recoveryCodes } = await setUp(person);
    for (let tries = 0; tries < 10; tries += 1) expect(await person.signIn('000000')).toBeNull();
    const [first = ''] = recoveryCodes;
    expect(await person.signIn(codeIn(secret, 0))).toBeNull();
    expect(await person.signIn(first)).toBeNull();
    await unsafeRows('UPDATE "User" SET "lockedUntil" = now() - interval \'1 second\' WHERE "id" = $1', [
      person.userId,
    ]);
    expect(await person.signIn(first)).not.toBeNull();
    expect(await person.signIn(codeIn(secret, 0))).not.toBeNull();
  });

  it('is not forgotten when the password alone is confirmed elsewhere', async () => {
    await setUp(person);
    for (let tries = 0; tries < 9; tries += 1) await person.signIn('000000');
    await confirmPassword(person.userId, password);
    await person.signIn('000000');
    await expect(confirmPassword(person.userId, password)).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('ends the session that the browser had before', async () => {
    const { secret, context } = await setUp(person);
    const started = await person.signIn(codeIn(secret, 0), password, context.sessionId);
    expect(started).not.toBeNull();
    expect(await findSession(await sessionCookieValue(context), true)).toBeNull();
    const theirs = await setUp(await makePerson());
    await person.signIn(codeIn(secret, 1), password, theirs.sessionId);
    expect(
      await findSession(await sessionCookieValue(theirs.context), true),
      'but nobody else’s',
    ).not.toBeNull();
  });
});

describe('confirming who one is', () => {
  it('asks for the password alone while the second factor is fresh; the session goes on under a new id', async () => {
    const { context } = await setUp(person);
    const proof = await confirmPerson(context, { password, code: '' });
    expect(await findSession(await sessionCookieValue(context), true), 'the old id is worthless').toBeNull();
    const moved = await findSession(await sessionCookieValue({ ...context, ...proof }), true);
    expect(moved?.secondFactorAt, 'no factor was given').toEqual(context.secondFactorAt);
  });

  it('asks for a code after a quarter of an hour, and moves the session to a new id', async () => {
    const { secret, context } = await setUp(person);
    await forgetSecondFactor(context.sessionId);
    const cookie = await sessionCookieValue(context);
    const stale = (await findSession(cookie, true)) ?? never();
    await expect(confirmPerson(stale, { password, code: '' })).rejects.toMatchObject({
      fieldErrors: { code: [expect.any(String)] },
    });
    for (const wrong of [
      { password, code: '000000' },
      { password: 'wrong horse 1', code: codeIn(secret, 0) },
    ]) {
      await expect(confirmPerson(stale, wrong)).rejects.toMatchObject({
        fieldErrors: {
          password: ['Password and code do not fit. A code works once.'],
          code: [expect.any(String)],
        },
      });
    }
    const proof = await confirmPerson(stale, { password, code: codeIn(secret, 0) });
    expect(proof.sessionId).not.toBe(context.sessionId);
    expect(await findSession(cookie, true), 'the old id is worthless').toBeNull();
    const fresh = await findSession(await sessionCookieValue({ ...proof, userId: person.userId }), true);
    expect(fresh).toMatchObject({ userId: person.userId, organizationId: person.organizationId });
  });

  it('is what new recovery codes and another app need; the former ones are void', async () => {
    const { context, recoveryCodes, secret } = await setUp(person);
    const { confirmation, sessionId } = await confirmPerson(context, { password, code: '' });
    const renewed = await renewRecoveryCodes(context, confirmation);
    expect(await person.signIn(recoveryCodes[0] ?? '')).toBeNull();
    expect(await person.signIn(renewed[0] ?? '')).not.toBeNull();
    const { offer, secret: next } = offerAuthenticator(context);
    const done = await setUpAuthenticator({ ...context, sessionId }, confirmation, {
      offer,
      newCode: codeIn(next, -1),
    });
    expect(await person.signIn(codeIn(secret, 0)), 'the former app').toBeNull();
    expect(await person.signIn(renewed[1] ?? ''), 'a code of the former app').toBeNull();
    expect(await person.signIn(codeIn(next, 0))).not.toBeNull();
    expect(await person.signIn(done.recoveryCodes[0] ?? '')).not.toBeNull();
  });
});

it('the app’s database role can neither take a step back nor revive a code or an app', async () => {
  await setUp(person);
  for (const text of [
    'UPDATE "Authenticator" SET "lastStep" = 0 WHERE "userId" = $1',
    `UPDATE "Authenticator" SET "sealedSecret" = 'mine' WHERE "userId" = $1`,
    `UPDATE "RecoveryCode" SET "codeHash" = 'mine' WHERE "userId" = $1`,
    'DELETE FROM "Authenticator" WHERE "userId" = $1',
  ])
    await expect(unsafePool().query(text, [person.userId]), text).rejects.toThrow(
      /permission denied|stays used/,
    );
});

function never(): never {
  throw new Error('nothing is there');
}
