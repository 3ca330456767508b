import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { tokenHash } from '@/lib/access/token';
import { startSession } from '@/lib/person/commands/session';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { acceptInvitation, inviteMember, revokeInvitation } from './commands/invitation';
import { changeRole, endMemberSessions, endMembership, renameMember } from './commands/member';
import { changeOrganization, setUpInstance, switchOrganization } from './commands/organization';
import { setUpInput } from './model';
import { findInvitation, listMembers } from './queries';

function setUpForm(token: string) {
  return setUpInput.parse({
    token,
    organizationName: 'Marlow Outdoor',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    name: 'Priya Raman',
    email: 'Priya@Example.test',
    password: 'correct horse 1',
    passwordAgain: 'correct horse 1',
  });
}

describe('set-up', () => {
  it('is refused with an unknown token and once somebody has been set up', async () => {
    await makeOrganization();
    const token = randomBytes(16).toString('hex');
    await expect(setUpInstance(setUpForm(token))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await unsafeRows('INSERT INTO "SetupToken" ("id", "tokenHash") VALUES (gen_random_uuid(), $1)', [
      tokenHash(token),
    ]);
    await expect(setUpInstance(setUpForm(token))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const [row] = await unsafeRows<{ usedAt: Date | null }>(
      'SELECT "usedAt" FROM "SetupToken" WHERE "tokenHash" = $1',
      [tokenHash(token)],
    );
    expect(row?.usedAt).toBeNull();
  });

  it('asks for 12 characters with letter and digit, typed twice alike', () => {
    const form = { ...setUpForm('x'), password: 'short1', passwordAgain: 'short1' };
    expect(setUpInput.safeParse(form).error?.issues[0]?.path).toEqual(['password']);
    expect(
      setUpInput.safeParse({ ...form, password: 'only letters here', passwordAgain: 'only letters here' })
        .success,
    ).toBe(false);
    const differs = setUpInput.safeParse({ ...setUpForm('x'), passwordAgain: 'correct horse 2' });
    expect(differs.error?.issues[0]?.path).toEqual(['passwordAgain']);
    expect(setUpInput.safeParse({ ...setUpForm('x'), timeZone: 'Mars/Olympus' }).success).toBe(false);
    expect(setUpInput.safeParse({ ...setUpForm('x'), role: 'ADMINISTRATOR' }).success).toBe(false);
  });
});

describe('the organization', () => {
  it('refuses a change made from an older version', async () => {
    const ours = await makeOrganization();
    const change = { name: 'New name', timeZone: 'Europe/Oslo', country: 'NO', version: 1 };
    await changeOrganization(ours.grant('organization:manage'), change);
    await expect(changeOrganization(ours.grant('organization:manage'), change)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe('members', () => {
  it('keeps an administrator, also when two leave at once', async () => {
    const ours = await makeOrganization();
    const second = await ours.addMember({ role: 'ADMINISTRATOR' });
    const members = await listMembers(ours.grant('member:read'));
    const results = await Promise.allSettled(
      members.map((member) =>
        endMembership(ours.grant('member:manage'), unsafeMakeConfirmation(ours.userId), member.membershipId),
      ),
    );
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await listMembers(ours.grant('member:read'));
    expect(left).toHaveLength(1);
    const [last] = left;
    expect([ours.userId, second.userId]).toContain(last?.userId);
    await expect(
      changeRole(ours.grant('member:manage'), unsafeMakeConfirmation(ours.userId), {
        membershipId: last?.membershipId ?? '',
        role: 'MANAGER',
      }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('answers the membership of another organization like one that never existed', async () => {
    const ours = await makeOrganization();
    const theirs = await makeOrganization();
    const [member] = await listMembers(theirs.grant('member:read'));
    await expect(
      endMembership(
        ours.grant('member:manage'),
        unsafeMakeConfirmation(ours.userId),
        member?.membershipId ?? '',
      ),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await listMembers(theirs.grant('member:read'))).toHaveLength(1);
  });

  it('ends a member’s sessions, each with its event, unless the person works for others too', async () => {
    const [ours, theirs] = [await makeOrganization(), await makeOrganization()];
    const colleague = await ours.addMember({ role: 'MANAGER' });
    const makeSession = () =>
      unsafeRows(
        `INSERT INTO "Session" ("id", "userId", "absoluteEnd") VALUES (gen_random_uuid(), $1, now() + interval '1 hour')`,
        [colleague.userId],
      );
    await Promise.all([makeSession(), makeSession()]);
    const open = async () =>
      (
        await unsafeRows('SELECT 1 FROM "Session" WHERE "userId" = $1 AND "revokedAt" IS NULL', [
          colleague.userId,
        ])
      ).length;
    const member = (await listMembers(ours.grant('member:read'))).find(
      (one) => one.userId === colleague.userId,
    );
    const end = () =>
      endMemberSessions(
        ours.grant('member:manage'),
        unsafeMakeConfirmation(ours.userId),
        member?.membershipId ?? '',
      );
    await end();
    expect(await open()).toBe(0);
    await makeSession();
    await unsafeRows(
      'INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, $3)',
      [theirs.organizationId, colleague.userId, 'MANAGER'],
    );
    await expect(end()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await open()).toBe(1);
  });

  it('changes a name with its event, unless the person works for others too', async () => {
    const [ours, theirs] = [await makeOrganization(), await makeOrganization()];
    const colleague = await ours.addMember({ role: 'MANAGER' });
    const find = async () => {
      const members = await listMembers(ours.grant('member:read'));
      return members.find((member) => member.userId === colleague.userId);
    };
    const change = { membershipId: (await find())?.membershipId ?? '', name: 'Vera Lindqvist' };
    const before = (await find())?.name;
    await renameMember(ours.grant('member:manage'), unsafeMakeConfirmation(ours.userId), change);
    expect((await find())?.name).toBe('Vera Lindqvist');
    const [event] = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'member.renamed'`,
      [ours.organizationId],
    );
    expect(JSON.parse(event?.text ?? '{}').data).toEqual({ name: { from: before, to: 'Vera Lindqvist' } });
    await unsafeRows(
      `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'MANAGER')`,
      [theirs.organizationId, colleague.userId],
    );
    await expect(
      renameMember(ours.grant('member:manage'), unsafeMakeConfirmation(ours.userId), {
        ...change,
        name: 'Somebody Else',
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await find())?.name).toBe('Vera Lindqvist');
  });

  it('lets nobody work in an organization they do not belong to', async () => {
    const ours = await makeOrganization();
    const theirs = await makeOrganization();
    const session = { userId: ours.userId, sessionId: ours.userId } as Parameters<
      typeof switchOrganization
    >[0];
    await expect(switchOrganization(session, theirs.organizationId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('an invitation', () => {
  const guest = () => ({
    name: 'Hanne Vik',
    email: `${randomBytes(6).toString('hex')}@example.test`,
    role: 'CONTROL_OWNER' as const,
  });

  it('brings a new person in once, even when the link is opened twice at the same time', async () => {
    const ours = await makeOrganization();
    const invited = guest();
    const { token } = await inviteMember(
      ours.grant('member:manage'),
      unsafeMakeConfirmation(ours.userId),
      invited,
    );
    expect(await findInvitation(token)).toMatchObject({ email: invited.email, hasAccount: false });
    const form = { token, password: 'battery staple 9', passwordAgain: 'battery staple 9' };
    const results = await Promise.allSettled([acceptInvitation(form), acceptInvitation(form)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(
      await startSession({
        email: invited.email,
        password: form.password,
        code: '',
        userAgent: '',
        formerSessionId: null,
      }),
    ).not.toBeNull();
    expect(await findInvitation(token)).toBeNull();
    expect(await listMembers(ours.grant('member:read'))).toHaveLength(2);
  });

  it('is void once withdrawn or after seven days', async () => {
    const ours = await makeOrganization();
    const first = await inviteMember(
      ours.grant('member:manage'),
      unsafeMakeConfirmation(ours.userId),
      guest(),
    );
    const [row] = await unsafeRows<{ id: string; days: number }>(
      'SELECT "id", round(extract(epoch FROM "expiresAt" - now()) / 86400)::int AS days FROM "Invitation" WHERE "organizationId" = $1',
      [ours.organizationId],
    );
    expect(row?.days).toBe(7);
    await revokeInvitation(ours.grant('member:manage'), row?.id ?? '');
    expect(await findInvitation(first.token)).toBeNull();
    const second = await inviteMember(
      ours.grant('member:manage'),
      unsafeMakeConfirmation(ours.userId),
      guest(),
    );
    await unsafeRows('UPDATE "Invitation" SET "expiresAt" = now() WHERE "organizationId" = $1', [
      ours.organizationId,
    ]);
    await expect(
      acceptInvitation({
        token: second.token,
        password: 'battery staple 9',
        passwordAgain: 'battery staple 9',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('asks somebody with an account for their own password instead of setting a new one', async () => {
    const ours = await makeOrganization();
    const theirs = await makeOrganization();
    const { token } = await inviteMember(ours.grant('member:manage'), unsafeMakeConfirmation(ours.userId), {
      ...guest(),
      email: theirs.email,
    });
    await expect(
      acceptInvitation({ token, password: 'battery staple 9', passwordAgain: 'battery staple 9' }),
    ).rejects.toMatchObject({ code: 'INVALID', fieldErrors: { password: [expect.any(String)] } });
  });

  it('leaves one open link per person, and none to who leaves or changes role', async () => {
    const ours = await makeOrganization();
    const invited = guest();
    const password = { password: 'battery staple 9', passwordAgain: 'battery staple 9' };
    const first = await inviteMember(ours.grant('member:manage'), unsafeMakeConfirmation(ours.userId), {
      ...invited,
      role: 'ADMINISTRATOR',
    });
    const second = await inviteMember(
      ours.grant('member:manage'),
      unsafeMakeConfirmation(ours.userId),
      invited,
    );
    expect(await findInvitation(first.token)).toBeNull();
    await acceptInvitation({ token: second.token, ...password });
    const member = (await listMembers(ours.grant('member:read'))).find((one) => one.email === invited.email);
    await unsafeRows(
      'UPDATE "Invitation" SET "revokedAt" = NULL WHERE "organizationId" = $1 AND "tokenHash" = $2',
      [ours.organizationId, tokenHash(first.token)],
    );
    await expect(acceptInvitation({ token: first.token, ...password })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await endMembership(
      ours.grant('member:manage'),
      unsafeMakeConfirmation(ours.userId),
      member?.membershipId ?? '',
    );
    expect(await findInvitation(first.token)).toBeNull();
  });
});

describe('a real organization', () => {
  it('is never turned into a sample', async () => {
    const ours = await makeOrganization();
    await expect(
      unsafeRows('UPDATE "Organization" SET "isSample" = true WHERE "id" = $1', [ours.organizationId]),
    ).rejects.toThrow('an organization is a sample from the start or never');
  });
});
