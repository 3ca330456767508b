import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeShopWithProvider } from '@/lib/responsibility/testing';
import { POST } from './route';

const origin = 'http://localhost:3000';

async function cookieOf({ userId, organizationId }: TestOrganization): Promise<string> {
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
    [sessionId, userId, organizationId],
  );
  return `${sessionCookieName()}=${encodeURIComponent(await sessionCookieValue({ userId, sessionId }))}`;
}

test('an assessment or a requirement out of reach is refused before anything is recorded of the provider', async () => {
  const [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  const [own, foreign] = [await makeShopWithProvider(ours), await makeShopWithProvider(theirs)];
  const cookie = await cookieOf(ours);
  const say = async (assessmentId: string, requirementNumber: string) => {
    const request = new Request(`${origin}/x`, {
      method: 'POST',
      body: JSON.stringify({
        serviceProviderId: own.serviceProviderId,
        version: 0,
        responsibility: 'TPSP',
        agreedIn: 'Contract',
      }),
      headers: { origin, host: 'localhost:3000', cookie, 'content-type': 'application/json' },
    });
    return (await POST(request, { params: Promise.resolve({ assessmentId, requirementNumber }) })).status;
  };
  const recorded = () =>
    unsafeRows('SELECT "requirementKey" FROM "ResponsibilityAssignment" WHERE "organizationId" = $1', [
      ours.organizationId,
    ]);
  expect(await say(foreign.assessmentId, '2.2.2')).toBe(404);
  expect(await say(randomUUID(), '2.2.2')).toBe(404);
  // SAQ A does not ask it.
  expect(await say(own.assessmentId, '1.1.1')).toBe(404);
  expect(await recorded()).toEqual([]);
  expect(await say(own.assessmentId, '2.2.2')).toBe(200);
  expect(await recorded()).toEqual([{ requirementKey: 'pci-dss:2.2.2' }]);
});
