import { describe, expect, it } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { changeRole } from '@/lib/organization/commands/member';
import { listMembers } from '@/lib/organization/queries';
import { startSession } from '@/lib/person/commands/session';
import { makeOrganization, type TestMember, unsafeRows } from '@/lib/platform/testing';
import { makeKey, makeServiceKey, revokeAnyKey, revokeOwnKey } from './commands/key';
import { addServiceAccount, reviewServiceAccount } from './commands/service-account';
import { keysPerMember, makeKeyInput } from './model';
import { listAllKeys, listOwnKeys, listServiceAccounts } from './queries';

const sure = (who: TestMember) => unsafeMakeConfirmation(who.userId);
const reading = { name: 'Reader', permissions: ['assessment:read' as const], days: 90 };
const own = (who: TestMember, input: Parameters<typeof makeKey>[2] = reading) =>
  makeKey(who.grant('api-key:hold'), sure(who), input);
const robot = { name: 'Ticket robot', purpose: 'Closes tickets.', role: 'CONTROL_OWNER' as const };

describe('keys', () => {
  it('are listed for their member, and all of them for an administrator', async () => {
    const admin = await makeOrganization();
    const member = await admin.addMember({ role: 'CONTROL_OWNER', name: 'Kim Roe' });
    const { keyId } = await own(member);
    await own(admin);
    expect((await listOwnKeys(member.grant('api-key:hold'))).map((key) => key.keyId)).toEqual([keyId]);
    const all = await listAllKeys(admin.grant('api-key:manage'));
    expect(all.map(({ ownerName, isYours, state }) => ({ ownerName, isYours, state }))).toEqual([
      { ownerName: admin.name, isYours: true, state: 'WORKS' },
      { ownerName: 'Kim Roe', isYours: false, state: 'WORKS' },
    ]);
  });

  it('are revoked by their member or an administrator, not by a colleague, and once', async () => {
    const admin = await makeOrganization();
    const [kim, lee] = [await admin.addMember(), await admin.addMember()];
    const stranger = await makeOrganization();
    const { keyId } = await own(kim);
    await expect(revokeOwnKey(lee.grant('api-key:hold'), sure(lee), keyId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(revokeAnyKey(stranger.grant('api-key:manage'), sure(stranger), keyId)).rejects.toMatchObject(
      { code: 'NOT_FOUND' },
    );
    await revokeAnyKey(admin.grant('api-key:manage'), sure(admin), keyId);
    await expect(revokeOwnKey(kim.grant('api-key:hold'), sure(kim), keyId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const [key] = await listOwnKeys(kim.grant('api-key:hold'));
    expect(key?.state).toBe('REVOKED');
  });

  it('hold nothing that the role of the member does not allow', async () => {
    const admin = await makeOrganization();
    const member = await admin.addMember({ role: 'CONTROL_OWNER' });
    await expect(
      own(member, { ...reading, permissions: ['assessment:read', 'audit-trail:read'] }),
    ).rejects.toMatchObject({ fieldErrors: { permissions: [expect.stringContaining('role')] } });
    const manager = await admin.addMember({ role: 'MANAGER' });
    await expect(own(manager)).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('are so many per member, end within a year, and none is made for somebody else', async () => {
    const admin = await makeOrganization();
    const member = await admin.addMember();
    for (let made = 0; made < keysPerMember; made += 1) await own(member);
    await expect(own(member)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(own(admin, { ...reading, days: 400 })).rejects.toThrow();
    const [membership] = await unsafeRows<{ id: string }>(
      'SELECT "id" FROM "Membership" WHERE "userId" = $1',
      [member.userId],
    );
    await expect(
      makeServiceKey(admin.grant('api-key:manage'), sure(admin), membership?.id ?? '', reading),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(makeKey(member.grant('api-key:hold'), sure(admin), reading)).rejects.toThrow(
      'somebody else was confirmed',
    );
  });

  it('are not made in a sample', async () => {
    const sample = await makeOrganization({ isSample: true });
    await expect(own(sample)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(
      addServiceAccount(sample.grant('api-key:manage'), sure(sample), robot),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('take no permission that keys never have', () => {
    const given = { name: 'x', days: '90', password: 'p' };
    for (const permission of ['member:manage', 'attestation:sign', 'api-key:manage', 'nothing:read'])
      expect(makeKeyInput.safeParse({ ...given, permissions: [permission] }).success, permission).toBe(false);
    expect(makeKeyInput.safeParse({ ...given, permissions: ['evidence:read'] }).success).toBe(true);
    for (const days of ['366', '0', '-1', '1e9', ''])
      expect(makeKeyInput.safeParse({ ...given, days, permissions: ['evidence:read'] }).success, days).toBe(
        false,
      );
  });

  it('are never widened, prolonged or brought back with the rights of the app', async () => {
    const rights = await unsafeRows<{ column: string }>(
      `SELECT column_name AS column FROM information_schema.column_privileges
        WHERE grantee = 'inplace_app' AND table_name = 'ApiKey' AND privilege_type = 'UPDATE' ORDER BY 1`,
    );
    expect(rights.map(({ column }) => column)).toEqual(['lastUsedAt', 'lastUsedFrom', 'revokedAt']);
    const admin = await makeOrganization();
    const { keyId } = await own(admin);
    await revokeOwnKey(admin.grant('api-key:hold'), sure(admin), keyId);
    await expect(
      unsafeRows('UPDATE "ApiKey" SET "revokedAt" = NULL WHERE "id" = $1', [keyId]),
    ).rejects.toThrow(/stays revoked/);
  });
});

describe('a service account', () => {
  it('is a member with an owner and a purpose, and holds keys', async () => {
    const admin = await makeOrganization();
    const { membershipId } = await addServiceAccount(admin.grant('api-key:manage'), sure(admin), robot);
    await makeServiceKey(admin.grant('api-key:manage'), sure(admin), membershipId, reading);
    const [key] = await listAllKeys(admin.grant('api-key:manage'));
    expect(key).toMatchObject({ ownerName: 'Ticket robot', isService: true, isYours: false });
    const [account] = await listServiceAccounts(admin.grant('api-key:manage'));
    expect(account).toMatchObject({ ownerName: admin.name, needsReview: false, purpose: 'Closes tickets.' });
    const members = await listMembers(admin.grant('member:read'));
    expect(members.find((member) => member.membershipId === membershipId)).toMatchObject({ isService: true });
  });

  it('never signs in, administers or becomes a person, whatever is asked of the database', async () => {
    const admin = await makeOrganization();
    const { membershipId } = await addServiceAccount(admin.grant('api-key:manage'), sure(admin), robot);
    const [user] = await unsafeRows<{ id: string; email: string }>(
      'SELECT u."id", u."email" FROM "User" u JOIN "Membership" m ON m."userId" = u."id" WHERE m."id" = $1',
      [membershipId],
    );
    const browser = { userAgent: 'x', formerSessionId: null, code: '' };
    for (const password of ['!', '', 'anything'])
      expect(await startSession({ email: user?.email ?? '', password, ...browser })).toBeNull();
    await expect(
      changeRole(admin.grant('member:manage'), sure(admin), { membershipId, role: 'ADMINISTRATOR' }),
    ).rejects.toMatchObject({ code: 'INVALID' });
    for (const statement of [
      `INSERT INTO "Session" ("id", "userId", "absoluteEnd") VALUES (gen_random_uuid(), $1, now() + interval '1 hour')`,
      `INSERT INTO "PasswordReset" ("id", "userId", "tokenHash", "expiresAt") VALUES (gen_random_uuid(), $1, 'x', now())`,
      `UPDATE "Membership" SET "role" = 'ADMINISTRATOR' WHERE "userId" = $1`,
      `UPDATE "User" SET "kind" = 'PERSON' WHERE "id" = $1`,
      `UPDATE "User" SET "passwordHash" = 'x' WHERE "id" = $1`,
    ])
      await expect(unsafeRows(statement, [user?.id]), statement).rejects.toThrow(/service|person/);
  });

  it('asks for a review when its owner has left, and belongs to whoever reviews it', async () => {
    const admin = await makeOrganization();
    const second = await admin.addMember({ role: 'ADMINISTRATOR', name: 'Bo Lind' });
    const { membershipId } = await addServiceAccount(admin.grant('api-key:manage'), sure(admin), robot);
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [admin.userId]);
    const manage = second.grant('api-key:manage');
    expect(await listServiceAccounts(manage)).toMatchObject([{ ownerLeft: true, needsReview: true }]);
    await reviewServiceAccount(manage, sure(second), membershipId);
    expect(await listServiceAccounts(manage)).toMatchObject([
      { ownerName: 'Bo Lind', ownerLeft: false, needsReview: false },
    ]);
  });
});
