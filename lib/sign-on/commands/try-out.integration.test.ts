import { expect, it } from 'vitest';
import { findSession, sessionCookieValue } from '@/lib/access/session';
import { unsafeRows } from '@/lib/platform/testing';
import { makeSignOnOrganization, TestBrowser, US } from '@/scripts/testing/sign-on';
import { startSignOnProvider } from '@/scripts/testing/sign-on-provider.mjs';
import { takeRoundTrip } from '../operations/round-trip';
import { getSignOn } from '../queries';
import { changeSignOnMode, configureProvider } from './settings';
import { startTest } from './start';
import { finishTest } from './try-out';

it('tests the connection, shows the claims, keeps none, and only then lets it be turned on', async () => {
  const fresh = await makeSignOnOrganization();
  const its = await startSignOnProvider({
    redirectUris: [`${US}/api/sign-on/${fresh.organizationId}/callback`],
    person: { sub: 'ada', email: `ada@${fresh.domain}`, name: 'Canary Claim' },
  });
  const manager = fresh.manager();
  const { issuer, clientId, clientSecret } = its;
  await configureProvider(manager, fresh.confirmation, {
    issuer: `${issuer}`,
    clientId,
    clientSecret,
  });
  const started = await unsafeRows<{ id: string }>(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES (gen_random_uuid(), $1, $2, now(), now() + interval '1 hour') RETURNING "id"`,
    [fresh.userId, fresh.organizationId],
  );
  const session = await findSession(
    await sessionCookieValue({ userId: fresh.userId, sessionId: started[0]?.id ?? '' }),
    true,
  );
  if (!session) throw new Error('no session');
  const turnOn = () => changeSignOnMode(manager, fresh.confirmation, session, 'OFFERED');
  const tryOut = async () => {
    const browser = new TestBrowser();
    const departure = await startTest(manager, session);
    const address = await browser.walk(departure);
    const to = await browser.comeBack(address);
    expect(to).toMatch(/^\/settings\/sign-in\/test\?code=/);
    const query = new URL(to, US).searchParams;
    const cookie = browser.jar(US).get(departure.cookie.name);
    const trip = await takeRoundTrip(fresh.organizationId, query.get('state') ?? '', cookie);
    if (!trip) throw new Error('no round trip');
    return finishTest(manager, session, trip, query);
  };
  await expect(turnOn()).rejects.toMatchObject({ code: 'WRONG_STATE' });
  const unverified = await tryOut();
  expect(unverified.isFit).toBe(false);
  expect(unverified.problems).toEqual([expect.stringMatching(/verified/)]);
  await expect(turnOn()).rejects.toMatchObject({ code: 'WRONG_STATE' });
  its.desk.person = { ...its.desk.person, email_verified: true };
  const view = await tryOut();
  expect(view.claims).toContainEqual({ name: 'name', value: 'Canary Claim' });
  await turnOn();
  const kept = await unsafeRows<{ found: string }>(
    `SELECT string_agg("text", '') AS found FROM "AuditEvent" WHERE "organizationId" = $1`,
    [fresh.organizationId],
  );
  expect(kept[0]?.found).not.toMatch(/Canary/);
  expect(kept[0]?.found).not.toContain(clientSecret);
  const [row] = await unsafeRows<{ sealedSecret: string }>(
    'SELECT "sealedSecret" FROM "SignOnProvider" WHERE "organizationId" = $1',
    [fresh.organizationId],
  );
  expect(row?.sealedSecret).not.toContain(clientSecret);
  expect(JSON.stringify(await getSignOn(manager))).not.toContain(clientSecret);
  await configureProvider(manager, fresh.confirmation, { issuer, clientId: 'another', clientSecret: '' });
  expect(await getSignOn(manager)).toMatchObject({ mode: 'OFF', provider: { testedAt: null } });
  await its.close();
});
