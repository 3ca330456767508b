import { beforeEach, expect, it } from 'vitest';
import { hashPassword } from '@/lib/access/password';
import { findAnySession, sessionCookieValue } from '@/lib/access/session';
import { unsafePool } from '@/lib/platform/db';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { confirmPerson } from '../operations/confirm';
import { makePasskey } from '../testing';
import { addPasskey, offerPasskey, removePasskey } from './passkey';
import { offerPasskeySignIn, startPasskeySession } from './passkey-sign-in';
import { startSession } from './session';

// That a real passkey signs in, once, is shown in the browser (e2e/sign-in/passkey.spec.ts): here is what it refuses.

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

async function confirmedPerson() {
  const started = await startSession({ email: person.email, password, code: '', ...browser });
  const session = started && (await findAnySession(await sessionCookieValue(started)));
  if (!session) throw new Error('no session');
  const proof = await confirmPerson(session, { password, code: '' });
  return { session: { ...session, sessionId: proof.sessionId }, confirmation: proof.confirmation };
}

async function failures(): Promise<number> {
  const [row] = await unsafeRows<{ count: number }>(
    `SELECT count(*)::int AS count FROM "InstanceEvent" WHERE "type" = 'sign-in.failed'`,
  );
  return row?.count ?? 0;
}

it.each([
  ['no offer', '', '{}'],
  ['an offer of somebody’s own making', 'v1.AAAA', '{"id":"x"}'],
  ['no JSON', null, '{'],
  ['null', null, 'null'],
  ['an operator object as id', null, '{"id":{"not":""}}'],
  ['an unknown passkey', null, '{"id":"bm9ib2R5","rawId":"bm9ib2R5","type":"public-key","response":{}}'],
])('a sign-in with %s is refused like any other, and recorded', async (_words, offer, response) => {
  const before = await failures();
  const offered = offer ?? (await offerPasskeySignIn()).offer;
  expect(await startPasskeySession({ offer: offered, response, ...browser })).toBeNull();
  expect(await failures()).toBeGreaterThan(before);
});

it('is made from an offer of one’s own that was made for it, and from nothing else', async () => {
  const { session, confirmation } = await confirmedPerson();
  const { options, offer } = await offerPasskey(session, confirmation);
  expect(options).toMatchObject({
    rp: { id: 'localhost' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  for (const response of ['', '{}', 'null', '{"id":"x"}'])
    await expect(addPasskey(session, { offer, response, label: 'Laptop' })).rejects.toMatchObject({
      code: 'INVALID',
    });
  const signIn = await offerPasskeySignIn();
  await expect(
    addPasskey(session, { offer: signIn.offer, response: '{}', label: 'Laptop' }),
    'an offer to sign in is none to add',
  ).rejects.toMatchObject({ code: 'INVALID' });
});

it('is removed by its owner only, and stays removed', async () => {
  const { session, confirmation } = await confirmedPerson();
  const theirs = await makeOrganization();
  const [passkey] = await unsafeRows<{ id: string }>(
    `INSERT INTO "Passkey" ("id", "userId", "label", "credentialId", "publicKey", "counter") VALUES (gen_random_uuid(), $1, 'Laptop', gen_random_uuid()::text, 'k', 5) RETURNING "id"`,
    [theirs.userId],
  );
  const id = passkey?.id ?? '';
  await expect(removePasskey(session, confirmation, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const text of [
    `UPDATE "Passkey" SET "publicKey" = 'mine' WHERE "id" = $1`,
    'UPDATE "Passkey" SET "counter" = 1 WHERE "id" = $1',
    'DELETE FROM "SpentChallenge" WHERE $1::text IS NOT NULL',
  ])
    await expect(unsafePool().query(text, [id]), text).rejects.toThrow(/permission denied|never runs back/);
});

/** Somebody who was just confirmed and has an app, with what the browser makes a new passkey from. */
async function offered() {
  const { session, confirmation } = await confirmedPerson();
  await unsafeRows(
    `INSERT INTO "Authenticator" ("id", "userId", "sealedSecret", "lastStep") VALUES (gen_random_uuid(), $1, 'x', 1)`,
    [person.userId],
  );
  return { session, ...(await offerPasskey(session, confirmation)) };
}

it('opens nothing with the signature of another device', async () => {
  const { session, offer, options } = await offered();
  const [device, other] = [makePasskey('http://localhost:3000'), makePasskey('http://localhost:3000')];
  await addPasskey(session, { offer, response: device.register(options.challenge), label: 'Laptop' });
  const asked = await offerPasskeySignIn();
  const genuine = device.signIn(asked.options.challenge);
  const { id, rawId } = JSON.parse(genuine);
  const forged = JSON.stringify({ ...JSON.parse(other.signIn(asked.options.challenge)), id, rawId });
  expect(await startPasskeySession({ offer: asked.offer, response: forged, ...browser })).toBeNull();
  expect(
    await startPasskeySession({ offer: asked.offer, response: genuine, ...browser }),
    'the device’s own opens a session',
  ).not.toBeNull();
});

it.each(['https://pci.example.test', 'http://127.0.0.1:3000'])(
  'is not kept when it was made for another site: %s',
  async (origin) => {
    const { session, offer, options } = await offered();
    const response = makePasskey(origin).register(options.challenge);
    await expect(addPasskey(session, { offer, response, label: 'Laptop' })).rejects.toMatchObject({
      code: 'INVALID',
    });
  },
);
