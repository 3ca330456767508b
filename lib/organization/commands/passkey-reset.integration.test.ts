import { expect, it } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { listMembers } from '../queries';
import { resetSecondFactor } from './member';

it('a member with a passkey alone is listed with it, and an administrator can take it away once', async () => {
  const ours = await makeOrganization();
  const member = await ours.addMember({ role: 'MANAGER', name: 'Grace' });
  await unsafeRows(
    `INSERT INTO "Passkey" ("id", "userId", "label", "credentialId", "publicKey", "counter") VALUES (gen_random_uuid(), $1, 'Phone', gen_random_uuid()::text, 'k', 0)`,
    [member.userId],
  );
  const find = async () =>
    (await listMembers(ours.grant('member:read'))).find(({ userId }) => userId === member.userId);
  const listed = await find();
  expect(listed?.secondFactor).toBe('PASSKEY');
  const reset = () =>
    resetSecondFactor(
      ours.grant('member:manage'),
      unsafeMakeConfirmation(ours.userId),
      listed?.membershipId ?? '',
    );
  await reset();
  expect((await find())?.secondFactor).toBeNull();
  await expect(reset()).rejects.toMatchObject({ code: 'WRONG_STATE' });
});
