import { afterAll, beforeAll, expect, it } from 'vitest';
import { findSession, sessionCookieValue } from '@/lib/access/session';
import { codeAt, newAuthenticatorSecret } from '@/lib/person/authenticator';
import {
  giveSecondFactor,
  offerAuthenticator,
  setUpAuthenticator,
} from '@/lib/person/commands/second-factor';
import { seal } from '@/lib/platform/seal';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeSignOnOrganization, TestBrowser, US } from '@/scripts/testing/sign-on';
import { startSignOnProvider } from '@/scripts/testing/sign-on-provider.mjs';

let ours: Awaited<ReturnType<typeof makeSignOnOrganization>>;
let provider: Awaited<ReturnType<typeof startSignOnProvider>>;
beforeAll(async () => {
  ours = await makeSignOnOrganization();
  provider = await startSignOnProvider({
    redirectUris: [`${US}/api/sign-on/${ours.organizationId}/callback`],
    person: { sub: 'nobody' },
  });
  await ours.connect(provider);
  await unsafeRows('UPDATE "Organization" SET "secondFactorRequired" = true WHERE "id" = $1', [
    ours.organizationId,
  ]);
});
afterAll(() => provider.close());

/** Somebody who came through the provider, which asked for no second factor. */
async function halfWayIn(name: string) {
  const member = await ours.addEmployee(name);
  provider.desk.person = { sub: name, email: member.email, email_verified: true };
  const browser = new TestBrowser();
  await browser.signIn(member.email);
  const half = async () => {
    const session = await browser.anySession();
    if (!session) throw new Error('no session');
    return session;
  };
  return { ...member, browser, half };
}

it('takes the code of somebody’s own app, once, and counts wrong ones', async () => {
  const ida = await halfWayIn('Ida Code');
  const secret = newAuthenticatorSecret();
  await unsafeRows(
    'INSERT INTO "Authenticator" ("id", "userId", "sealedSecret", "lastStep") VALUES (gen_random_uuid(), $1, $2, 0)',
    [ida.userId, seal('authenticator', ida.userId, secret)],
  );
  expect(await ida.browser.session()).toBeNull();
  const session = await ida.half();
  await expect(giveSecondFactor(session, '000000')).rejects.toMatchObject({ code: 'INVALID' });
  const [counted] = await unsafeRows<{ failedAttempts: number }>(
    'SELECT "failedAttempts" FROM "User" WHERE "id" = $1',
    [ida.userId],
  );
  expect(counted?.failedAttempts).toBe(1);
  const code = codeAt(secret, new Date());
  const sessionId = await giveSecondFactor(session, code);
  expect(sessionId).not.toBe(session.sessionId);
  const whole = await findSession(await sessionCookieValue({ userId: ida.userId, sessionId }), true);
  expect(whole).toMatchObject({ signOnOrganizationId: ours.organizationId, role: 'CONTROL_OWNER' });
  expect(whole?.secondFactorAt).not.toBeNull();
  await expect(giveSecondFactor(session, code)).rejects.toMatchObject({ code: 'INVALID' });
});

it('lets nobody set up a first app through a provider who also works in another organization', async () => {
  const ben = await halfWayIn('Ben Both');
  const session = await ben.half();
  const { offer, secret } = offerAuthenticator(session);
  const setUp = () => setUpAuthenticator(session, null, { offer, newCode: codeAt(secret, new Date()) });
  const theirs = await makeOrganization();
  await unsafeRows(
    `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'MANAGER')`,
    [theirs.organizationId, ben.userId],
  );
  await expect(setUp()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await unsafeRows(
    'UPDATE "Membership" SET "endedAt" = now() WHERE "organizationId" = $1 AND "userId" = $2',
    [theirs.organizationId, ben.userId],
  );
  expect((await setUp()).recoveryCodes).toHaveLength(10);
});
