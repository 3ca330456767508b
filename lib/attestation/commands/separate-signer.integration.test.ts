import { beforeEach, expect, test } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { changePolicy } from '@/lib/organization/commands/policy';
import { getOrganization } from '@/lib/organization/queries';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeReady, officer, sign } from '../testing/rows';

let shop: TestOrganization;

beforeEach(async () => {
  shop = await makeOrganization(officer);
});

const setPolicy = (separateSigner: boolean | null, confirmedAs = shop.userId) =>
  changePolicy(shop.grant('organization:manage'), unsafeMakeConfirmation(confirmedAs), { separateSigner });

const policy = async () => (await getOrganization(shop.grant('organization:read'))).separateSigner;

const refused = { code: 'FORBIDDEN', message: expect.stringMatching(/somebody else signs/) };

async function statusOf(assessmentId: string) {
  const [row] = await unsafeRows<{ status: string }>('SELECT "status" FROM "Assessment" WHERE "id" = $1', [
    assessmentId,
  ]);
  return row?.status;
}

test('whoever is alone may sign what they filled in, unless the organization asks for two people', async () => {
  expect(await policy()).toBeNull();
  await sign(shop, await makeReady(shop));
  await setPolicy(true);
  const assessmentId = await makeReady(shop);
  await expect(sign(shop, assessmentId)).rejects.toMatchObject(refused);
  expect(await statusOf(assessmentId)).toBe('OPEN');
  // Somebody who prepares nothing is a second person too, and leaves the first one the only officer.
  const manager = await shop.addMember({ name: officer.name, role: 'MANAGER' });
  await sign(manager, assessmentId);
  expect(await statusOf(assessmentId)).toBe('SIGNED');
});

test('the policy acts on what was filled in before it, and on the next signature after it', async () => {
  const assessmentId = await makeReady(shop);
  await setPolicy(true);
  await expect(sign(shop, assessmentId)).rejects.toMatchObject(refused);
  await setPolicy(null);
  await sign(shop, assessmentId);
});

test('with two officers the preparer signs only where the organization says so', async () => {
  await shop.addMember({ name: 'Ben Ode', role: 'COMPLIANCE_OFFICER' });
  const assessmentId = await makeReady(shop);
  await expect(sign(shop, assessmentId)).rejects.toMatchObject(refused);
  await setPolicy(false);
  await sign(shop, assessmentId);
});

test('a change is recorded with what it was and is, by the person who was confirmed; the same again is none', async () => {
  const other = await shop.addMember({ role: 'ADMINISTRATOR' });
  await expect(setPolicy(true, other.userId)).rejects.toThrow('somebody else was confirmed');
  expect(await policy()).toBeNull();
  await setPolicy(true);
  await setPolicy(true);
  await setPolicy(false);
  await setPolicy(null);
  const events = await unsafeRows<{ actorId: string; text: string }>(
    `SELECT "actorId", "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'organization.changed' ORDER BY "sequence"`,
    [shop.organizationId],
  );
  expect(events.map(({ text }) => JSON.parse(text).data)).toEqual([
    { separateSigner: { from: null, to: true } },
    { separateSigner: { from: true, to: false } },
    { separateSigner: { from: false, to: null } },
  ]);
  expect(new Set(events.map(({ actorId }) => actorId))).toEqual(new Set([shop.userId]));
});

test('it is the policy of one organization', async () => {
  const other = await makeOrganization(officer);
  await setPolicy(true);
  await sign(other, await makeReady(other));
});
