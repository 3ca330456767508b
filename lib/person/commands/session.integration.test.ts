import { encode } from 'next-auth/jwt';
import { describe, expect, it } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { hashPassword } from '@/lib/access/password';
import { findAnySession, findSession, sessionCookieValue } from '@/lib/access/session';
import { env } from '@/lib/platform/env';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { confirmPassword, confirmPerson } from '../operations/confirm';
import { listSessions } from '../queries';
import { changePassword } from './password';
import { endSession, revokeSessions, startSession } from './session';

const password = 'correct horse saddle 1';
const signInFacts = { code: '', userAgent: 'test', formerSessionId: null };

async function makePerson() {
  const ours = await makeOrganization();
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [
    ours.userId,
    await hashPassword(password),
  ]);
  // The second factor has tests of its own.
  await unsafeRows('UPDATE "Organization" SET "secondFactorRequired" = false WHERE "id" = $1', [
    ours.organizationId,
  ]);
  const signIn = (typed: string) => startSession({ ...signInFacts, email: ours.email, password: typed });
  const session = async () => {
    const started = await signIn(password);
    if (!started) throw new Error('could not sign in');
    return sessionCookieValue(started);
  };
  return { ...ours, signIn, session };
}

async function makeChanger() {
  const person = await makePerson();
  const context = await findSession(await person.session(), true);
  if (!context) throw new Error('no session');
  let currentPassword = password;
  // As the browser does: each proof moves the session to a new id.
  const current = { sessionId: context.sessionId };
  const change = async (newPassword: string) => {
    const proof = await confirmPerson({ ...context, ...current }, { password: currentPassword, code: '' });
    current.sessionId = proof.sessionId;
    await changePassword(context, proof, { newPassword });
    currentPassword = newPassword;
  };
  return { change, context, current, signIn: person.signIn };
}

describe('signing in', () => {
  it('starts a session in the person’s organization with their role', async () => {
    const person = await makePerson();
    const context = await findSession(await person.session(), true);
    expect(context).toMatchObject({
      userId: person.userId,
      organizationId: person.organizationId,
      role: 'ADMINISTRATOR',
    });
    expect(context?.organizations).toHaveLength(1);
  });

  it('answers a wrong password, an unknown person and a deactivated one alike', async () => {
    const person = await makePerson();
    expect(await person.signIn('wrong horse 1')).toBeNull();
    expect(await startSession({ ...signInFacts, email: 'nobody@example.test', password })).toBeNull();
    await unsafeRows('UPDATE "User" SET "deactivatedAt" = now() WHERE "id" = $1', [person.userId]);
    expect(await person.signIn(password)).toBeNull();
  });

  it('locks after ten failures, also tried at once, and refuses the right password for 30 minutes', async () => {
    const person = await makePerson();
    await Promise.all(Array.from({ length: 10 }, () => person.signIn('wrong horse 1')));
    expect(await person.signIn(password)).toBeNull();
    const [row] = await unsafeRows<{ minutes: number }>(
      'SELECT round(extract(epoch FROM "lockedUntil" - now()) / 60)::int AS minutes FROM "User" WHERE "id" = $1',
      [person.userId],
    );
    expect(row?.minutes).toBe(30);
    await unsafeRows('UPDATE "User" SET "lockedUntil" = now() - interval \'1 second\' WHERE "id" = $1', [
      person.userId,
    ]);
    expect(await person.signIn(password)).not.toBeNull();
  });

  it('counts nine failures as nothing once the right password comes', async () => {
    const person = await makePerson();
    for (let attempt = 0; attempt < 9; attempt += 1) await person.signIn('wrong horse 1');
    expect(await person.signIn(password)).not.toBeNull();
    const [row] = await unsafeRows<{ failedAttempts: number }>(
      'SELECT "failedAttempts" FROM "User" WHERE "id" = $1',
      [person.userId],
    );
    expect(row?.failedAttempts).toBe(0);
  });
});

describe('a session', () => {
  it('ends on the next request when it is signed out, revoked, idle for 15 minutes or twelve hours old', async () => {
    const person = await makePerson();
    const ended = await person.session();
    const context = await findSession(ended, true);
    if (!context) throw new Error('no session');
    await endSession(context);
    expect(await findSession(ended, true)).toBeNull();
    for (const change of [
      '"lastSeenAt" = now() - interval \'15 minutes 1 second\'',
      '"absoluteEnd" = now() - interval \'1 second\'',
      '"revokedAt" = now()',
    ]) {
      const cookie = await person.session();
      expect(await findSession(cookie, true)).not.toBeNull();
      await unsafeRows(`UPDATE "Session" SET ${change} WHERE "userId" = $1`, [person.userId]);
      expect(await findSession(cookie, true), change).toBeNull();
    }
  });

  it('is not prolonged by requests that no person made', async () => {
    const person = await makePerson();
    const cookie = await person.session();
    await unsafeRows(
      'UPDATE "Session" SET "lastSeenAt" = now() - interval \'10 minutes\' WHERE "userId" = $1',
      [person.userId],
    );
    const seen = () =>
      unsafeRows<{ old: boolean }>(
        'SELECT "lastSeenAt" < now() - interval \'9 minutes\' AS old FROM "Session" WHERE "userId" = $1',
        [person.userId],
      );
    await findSession(cookie, false);
    expect((await seen())[0]?.old).toBe(true);
    await findSession(cookie, true);
    expect((await seen())[0]?.old).toBe(false);
  });

  it('loses its organization at once when the membership ends', async () => {
    const person = await makePerson();
    const cookie = await person.session();
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [person.userId]);
    expect(await findSession(cookie, true)).toMatchObject({
      organizationId: null,
      role: null,
      organizations: [],
    });
  });

  it('is refused with a cookie that another key signed', async () => {
    const person = await makePerson();
    const started = await person.signIn(password);
    if (!started) throw new Error('could not sign in');
    const signedWith = (secret: string) =>
      encode({ token: { sub: started.userId, sid: started.sessionId }, secret, maxAge: 3600 });
    expect(await findSession(await signedWith('another secret of as many letters as ours'), true)).toBeNull();
    // With our own key the very same names an open session.
    expect(await findSession(await signedWith(env().NEXTAUTH_SECRET), true)).not.toBeNull();
    expect(await findSession('eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..x.y.z', true)).toBeNull();
  });

  it('leaves only itself when the others are ended or the password changes', async () => {
    const person = await makePerson();
    const [mine, second, third] = [await person.session(), await person.session(), await person.session()];
    const context = await findSession(mine, true);
    if (!context) throw new Error('no session');
    expect(await revokeSessions(context, unsafeMakeConfirmation(context.userId), null)).toBe(2);
    expect(await findSession(second, true)).toBeNull();
    expect(await findSession(third, true)).toBeNull();
    const fourth = await person.session();
    await expect(confirmPerson(context, { password: 'wrong', code: '' })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { password: [expect.any(String)] },
    });
    const proof = await confirmPerson(context, { password, code: '' });
    await changePassword(context, proof, { newPassword: 'another horse saddle 2' });
    expect(await findSession(fourth, true)).toBeNull();
    expect(await findSession(mine, true), 'the id of before the proof').toBeNull();
    expect(await findSession(await sessionCookieValue({ ...context, ...proof }), true)).not.toBeNull();
    expect(await person.signIn(password)).toBeNull();
  });

  it('of one provider shows and ends what that provider vouched for, and nothing else of the person', async () => {
    const person = await makePerson();
    const opened = async (signOn: string | null) => {
      const [row] = await unsafeRows<{ id: string }>(
        `INSERT INTO "Session" ("id", "userId", "organizationId", "signOnOrganizationId", "absoluteEnd") VALUES (gen_random_uuid(), $1, $2, $2, now() + interval '1 hour') RETURNING "id"`,
        [person.userId, signOn],
      );
      return row?.id ?? '';
    };
    const { organizationId } = await makeOrganization();
    const [here, beside] = [await opened(organizationId), await opened(organizationId)];
    const others = [await opened((await makeOrganization()).organizationId), await opened(null)];
    const cookie = await sessionCookieValue({ userId: person.userId, sessionId: here });
    const context = await findAnySession(cookie);
    if (!context) throw new Error('no session');
    const shown = (await listSessions(context)).map(({ id }) => id);
    expect(new Set(shown)).toEqual(new Set([here, beside]));
    for (const id of others)
      await expect(revokeSessions(context, unsafeMakeConfirmation(context.userId), id)).rejects.toMatchObject(
        { code: 'NOT_FOUND' },
      );
    expect(await revokeSessions(context, unsafeMakeConfirmation(context.userId), null)).toBe(1);
    const running = await unsafeRows<{ id: string }>(
      'SELECT "id" FROM "Session" WHERE "userId" = $1 AND "revokedAt" IS NULL AND "id" = ANY($2::uuid[])',
      [person.userId, [here, beside, ...others]],
    );
    expect(new Set(running.map(({ id }) => id))).toEqual(new Set([here, ...others]));
  });
});

describe('a new password', () => {
  const easy = [
    'Password1234',
    'qwertyuiop12',
    'aaaaaaaaaaa1',
    'liverpool1234',
    'Summer2026!!',
    '123456789abc',
  ];

  it.each(easy)('is refused when it is easy to guess: %s', async (newPassword) => {
    const { change } = await makeChanger();
    await expect(change(newPassword)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { newPassword: [expect.stringContaining('easy to guess')] },
    });
  });

  it('is refused when it is made of the person’s own name and address', async () => {
    const { change, context } = await makeChanger();
    await expect(change(`${context.email}1`)).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('may be any of these', async () => {
    for (const strong of [
      'kettle-bicycle-42-cloud',
      'Übermut trägt 7 Laternen',
      '漢字かな交じり文の合言葉を作る9',
    ]) {
      await expect((await makeChanger()).change(strong)).resolves.toBeUndefined();
    }
  });

  it('is none of the last four, and may be the fifth (8.3.7)', async () => {
    const { change } = await makeChanger();
    const next = (n: number) => `violet anchors drum ${n}`;
    for (const n of [1, 2, 3]) await change(next(n));
    for (const old of [password, next(1), next(2), next(3)]) {
      await expect(change(old), old).rejects.toMatchObject({
        code: 'INVALID',
        fieldErrors: { newPassword: [expect.stringContaining('last 4')] },
      });
    }
    await change(next(4));
    await change(password);
  });

  it('leaves no session of the old one, however close they come', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { change, context, current, signIn } = await makeChanger();
      const attempts = Array.from({ length: 6 }, () => signIn(password));
      await change('violet anchors drum 1');
      const started = await Promise.all(attempts);
      const alive = await unsafeRows<{ id: string }>(
        'SELECT "id" FROM "Session" WHERE "userId" = $1 AND "revokedAt" IS NULL',
        [context.userId],
      );
      expect(alive.map(({ id }) => id)).toEqual([current.sessionId]);
      expect(started).toHaveLength(6);
    }
  });

  it('counts once when it is changed twice at the same time', async () => {
    const { change } = await makeChanger();
    const done = await Promise.allSettled([change('violet anchors drum 1'), change('violet anchors drum 2')]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('confirming the password', () => {
  it('counts wrong ones towards the lockout', async () => {
    const person = await makePerson();
    await expect(confirmPassword(person.userId, 'wrong')).rejects.toMatchObject({ code: 'INVALID' });
    const [row] = await unsafeRows<{ failedAttempts: number }>(
      'SELECT "failedAttempts" FROM "User" WHERE "id" = $1',
      [person.userId],
    );
    expect(row?.failedAttempts).toBe(1);
    await expect(confirmPassword(person.userId, password)).resolves.toBeDefined();
  });
});
