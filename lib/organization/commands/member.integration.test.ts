import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { grantFor } from '@/lib/access/authorize';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { findAnySession, findSession, sessionCookieValue } from '@/lib/access/session';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { listMembers } from '../queries';
import { changeRole } from './member';

let ours: TestOrganization;
let colleague: TestMember;
let cookie: string;

beforeEach(async () => {
  ours = await makeOrganization();
  colleague = await ours.addMember({ role: 'ADMINISTRATOR', name: 'Ben Ode' });
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd")
     VALUES ($1, $2, $3, now(), now() + interval '12 hours')`,
    [sessionId, colleague.userId, ours.organizationId],
  );
  cookie = await sessionCookieValue({ userId: colleague.userId, sessionId });
});

async function openSession() {
  const session = await findSession(cookie, false);
  if (!session) throw new Error('the session is not open');
  return session;
}

async function makeThem(role: 'ADMINISTRATOR' | 'MANAGER' | 'CONTROL_OWNER') {
  const members = await listMembers(ours.grant('member:read'));
  const membershipId = members.find(({ userId }) => userId === colleague.userId)?.membershipId ?? '';
  const confirmation = unsafeMakeConfirmation(ours.userId);
  await changeRole(ours.grant('member:manage'), confirmation, { membershipId, role });
}

describe('an open session', () => {
  it('has another role at its next read, with what that role may and sees', async () => {
    const before = await openSession();
    expect(before).toMatchObject({ role: 'ADMINISTRATOR', seesAll: true });
    expect(() => grantFor(before, 'member:manage')).not.toThrow();
    await makeThem('CONTROL_OWNER');
    const after = await openSession();
    expect(after).toMatchObject({ sessionId: before.sessionId, role: 'CONTROL_OWNER', seesAll: false });
    expect(after.organizations.map(({ role }) => role)).toEqual(['CONTROL_OWNER']);
    expect(() => grantFor(after, 'member:manage')).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    await makeThem('ADMINISTRATOR');
    expect(await openSession()).toMatchObject({ role: 'ADMINISTRATOR', seesAll: true });
  });

  it('is none once its account is turned off, and goes on when it is turned on again', async () => {
    const turn = (deactivatedAt: string) =>
      unsafeRows(`UPDATE "User" SET "deactivatedAt" = ${deactivatedAt} WHERE "id" = $1`, [colleague.userId]);
    expect(await findSession(cookie, false)).not.toBeNull();
    await turn('now()');
    expect(await findSession(cookie, false)).toBeNull();
    // Nor one to set up a second factor in.
    expect(await findAnySession(cookie)).toBeNull();
    await turn('NULL');
    expect(await findSession(cookie, false)).not.toBeNull();
  });
});
