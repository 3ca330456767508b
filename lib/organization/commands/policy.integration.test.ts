import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { findSession, sessionCookieValue } from '@/lib/access/session';
import { addServiceAccount } from '@/lib/api-key/commands/service-account';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { openChecklist } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { getOrganization } from '../queries';
import { switchOrganization } from './organization';
import { changePolicy } from './policy';

/** A session with a second factor, begun and last used so long ago. */
async function makeSession(
  who: { organizationId: string; userId: string },
  { idleMinutes = 0, hours = 0 }: { idleMinutes?: number; hours?: number },
): Promise<string> {
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd", "createdAt", "lastSeenAt")
     VALUES ($1, $2, $3, now(), now() + interval '12 hours', now() - make_interval(hours => $4), now() - make_interval(mins => $5))`,
    [sessionId, who.userId, who.organizationId, hours, idleMinutes],
  );
  return sessionCookieValue({ userId: who.userId, sessionId });
}

const change = (who: TestOrganization, policy: Parameters<typeof changePolicy>[2]) =>
  changePolicy(who.grant('organization:manage'), unsafeMakeConfirmation(who.userId), policy);

describe('how long a session lasts', () => {
  it('is 15 minutes without a click, and shorter where the organization says so, at the next request', async () => {
    const ours = await makeOrganization();
    const cookie = await makeSession(ours, { idleMinutes: 6 });
    expect(await findSession(cookie, false)).not.toBeNull();
    await change(ours, { idleMinutes: 5 });
    expect(await findSession(cookie, false)).toBeNull();
    const [event] = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'organization.changed'`,
      [ours.organizationId],
    );
    expect(JSON.parse(event?.text ?? '{}')).toMatchObject({ data: { idleMinutes: { from: 15, to: 5 } } });
  });

  it('ends after the hours that the organization says, whatever is clicked', async () => {
    const ours = await makeOrganization();
    const cookie = await makeSession(ours, { hours: 3 });
    expect(await findSession(cookie, false)).not.toBeNull();
    await change(ours, { sessionHours: 2 });
    expect(await findSession(cookie, false)).toBeNull();
  });

  it('is never longer than the standard allows, not even by SQL', async () => {
    const ours = await makeOrganization();
    await expect(change(ours, { idleMinutes: 60 })).rejects.toThrow();
    const cookie = await makeSession(ours, { idleMinutes: 16 });
    expect(await findSession(cookie, false)).toBeNull();
  });
});

describe('whether a fix plan is asked for', () => {
  it('is said to the checklist and the sign-off, with what it was before in the log', async () => {
    const ours = await makeOrganization();
    const theirs = await makeOrganization();
    const assessmentId = await makeAssessment(ours);
    const asked = async () =>
      (await openChecklist(ours.grant('assessment:read'), assessmentId, null)).head.asksPlan;
    expect(await asked()).toBe(true);
    await change(theirs, { asksPlan: false });
    expect(await asked()).toBe(true);
    await change(ours, { asksPlan: false });
    await change(ours, { asksPlan: false });
    expect(await asked()).toBe(false);
    const events = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'organization.changed'`,
      [ours.organizationId],
    );
    expect(events.map(({ text }) => JSON.parse(text).data)).toEqual([
      { asksPlan: { from: true, to: false } },
    ]);
  });

  it('is changed by whoever was just confirmed, and by nobody else', async () => {
    const ours = await makeOrganization();
    const other = await ours.addMember({ role: 'ADMINISTRATOR' });
    const stolen = unsafeMakeConfirmation(other.userId);
    await expect(
      changePolicy(ours.grant('organization:manage'), stolen, { asksPlan: false }),
    ).rejects.toThrow();
  });
});

describe('access until a day', () => {
  it('counts that day in the organization’s time zone and is none afterwards', async () => {
    const ours = await makeOrganization({ role: 'ASSESSOR', timeZone: 'Pacific/Auckland' });
    const own = await makeOrganization();
    await unsafeRows(
      'INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, $3)',
      [own.organizationId, ours.userId, 'MANAGER'],
    );
    const cookie = await makeSession(ours, {});
    const until = (days: number) =>
      unsafeRows(
        `UPDATE "Membership" SET "accessUntil" = (now() AT TIME ZONE 'Pacific/Auckland')::date + $3::int WHERE "organizationId" = $1 AND "userId" = $2`,
        [ours.organizationId, ours.userId, days],
      );
    await until(0);
    const session = await findSession(cookie, false);
    expect(session?.role).toBe('ASSESSOR');
    await until(-1);
    const later = await findSession(cookie, false);
    expect(later).toMatchObject({ role: null, organizationId: null });
    expect(later?.organizations.map(({ id }) => id)).toEqual([own.organizationId]);
    if (!session) throw new Error('no session');
    await expect(switchOrganization(session, ours.organizationId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

it('a program is no second officer: two people are asked for once there are two people', async () => {
  const ours = await makeOrganization();
  const given = unsafeMakeConfirmation(ours.userId);
  const robot = { name: 'Nightly', purpose: 'Imports.', role: 'COMPLIANCE_OFFICER' as const };
  await addServiceAccount(ours.grant('api-key:manage'), given, robot);
  const officers = async () => (await getOrganization(ours.grant('organization:read'))).officers;
  expect(await officers()).toBe(1);
  await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
  expect(await officers()).toBe(2);
});
