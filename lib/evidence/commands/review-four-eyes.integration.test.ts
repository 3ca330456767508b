import { beforeEach, describe, expect, it } from 'vitest';
import { readKey } from '@/lib/access/api-key';
import { grantForKey } from '@/lib/access/authorize';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { makeServiceKey } from '@/lib/api-key/commands/key';
import { addServiceAccount } from '@/lib/api-key/commands/service-account';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { addTestFiles, uploadRequest } from '../testing/files';
import { review, reviewOf } from '../testing/reviews';
import { addEvidenceFiles, addEvidenceVersion, addTypedEvidence } from './add';
import { changeEvidence } from './change';
import { withReceivedFiles } from './receive';
import { reviewEvidence } from './review';

let shop: TestOrganization;
let owner: TestMember;
let officer: TestMember;
let evidenceId: string;

const days = { evidenceType: '' as const, collectedOn: null, validUntil: null };
const note = () =>
  addTypedEvidence(
    owner.grant('evidence:attach'),
    { kind: 'NOTE', title: 'Lock seen', note: 'Locked', ...days },
    null,
  ).then((added) => added.evidenceId);
const stateNow = async () => (await reviewOf(officer, evidenceId)).state;

beforeEach(async () => {
  shop = await makeOrganization();
  officer = await shop.addMember({ name: 'Priya Raman' });
  owner = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  evidenceId = await addTestFiles(owner);
});

describe('four eyes', () => {
  it('nobody accepts what they brought, and says so on the page; rejecting it they may', async () => {
    evidenceId = await addTestFiles(officer);
    expect((await reviewOf(officer, evidenceId)).bar).toBe('You brought it: somebody else accepts it.');
    await expect(review(officer, evidenceId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await stateNow()).toBe('');
    await review(officer, evidenceId, 'My mistake.');
    expect(await stateNow()).toBe('REJECTED');
    await review(shop, evidenceId);
    expect(await stateNow()).toBe('ACCEPTED');
  });

  it('whoever brought an earlier version accepts the next one, not whoever added it', async () => {
    evidenceId = await addTestFiles(officer);
    const byShop = shop.grant('evidence:attach');
    await withReceivedFiles(byShop, uploadRequest({ 'b.csv': 'b;1\n' }), (_, files) =>
      addEvidenceVersion(byShop, evidenceId, files, ''),
    );
    await review(officer, evidenceId);
    await withReceivedFiles(
      officer.grant('evidence:attach'),
      uploadRequest({ 'c.csv': 'c;1\n' }),
      (_, files) => addEvidenceVersion(officer.grant('evidence:attach'), evidenceId, files, ''),
    );
    await expect(review(officer, evidenceId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('whoever added one of the files, wrote the text or set its days', async () => {
    const add = officer.grant('evidence:attach');
    await withReceivedFiles(add, uploadRequest({ 'b.csv': 'b;1\n' }), (_, files) =>
      addEvidenceFiles(add, evidenceId, files),
    );
    await expect(review(officer, evidenceId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    evidenceId = await note();
    const said = { evidenceId, title: 'Lock seen', note: 'Locked', ...days };
    await changeEvidence(add, { ...said, version: 1, title: 'Lock of the rack' });
    await review(officer, evidenceId);
    await changeEvidence(add, { ...said, version: 2, title: 'Lock of the rack', validUntil: '2030-01-01' });
    await expect(review(officer, evidenceId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('what a service account brought was brought by whoever made its key, and by whoever answered for it', async () => {
    const sure = (who: TestMember) => unsafeMakeConfirmation(who.userId);
    const robot = { name: 'Robot', purpose: 'Uploads.', role: 'CONTROL_OWNER' as const };
    const account = await addServiceAccount(shop.grant('api-key:manage'), sure(shop), robot);
    const { token } = await makeServiceKey(
      officer.grant('api-key:manage'),
      sure(officer),
      account.membershipId,
      {
        name: 'Nightly',
        permissions: ['evidence:attach'],
        days: 30,
      },
    );
    const grant = grantForKey(
      await readKey(token, undefined, { counts: false, tell: () => {} }),
      'evidence:attach',
    );
    evidenceId = await addTestFiles({ ...owner, grant: () => grant as never });
    for (const person of [officer, shop]) {
      await expect(review(person, evidenceId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await review(await shop.addMember(), evidenceId);
    expect(await stateNow()).toBe('ACCEPTED');
  });

  it('one person is enough where there is one officer, or the organization says so', async () => {
    const small = await makeOrganization();
    evidenceId = await addTestFiles(small);
    await review(small, evidenceId);
    await unsafeRows('UPDATE "Organization" SET "separateSigner" = true WHERE "id" = $1', [
      small.organizationId,
    ]);
    evidenceId = await addTestFiles(small);
    await expect(review(small, evidenceId)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: /nobody is left who may accept it/,
    });
  });
});

it('of two reviewers at the same moment one is told that the other was first', async () => {
  const second = await shop.addMember();
  const { seen } = await reviewOf(officer, evidenceId);
  const both = await Promise.allSettled([
    reviewEvidence(officer.grant('evidence:review'), { evidenceId, seen, outcome: 'ACCEPTED', reason: '' }),
    reviewEvidence(second.grant('evidence:review'), {
      evidenceId,
      seen,
      outcome: 'REJECTED',
      reason: 'Blurred.',
    }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await reviewOf(officer, evidenceId)).reviews).toHaveLength(1);
});
