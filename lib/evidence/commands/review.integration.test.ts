import { beforeEach, describe, expect, it } from 'vitest';
import { read } from '@/lib/access/read';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { reviewEvidenceInput } from '../schema';
import { addTestFiles, evidenceEvents, unknownId, uploadRequest } from '../testing/files';
import { review, reviewOf } from '../testing/reviews';
import { addEvidenceFiles, addEvidenceVersion, addTypedEvidence } from './add';
import { archiveEvidence, restoreEvidence } from './archive';
import { changeEvidence } from './change';
import { releaseFile } from './decide-file';
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
const change = (more: object, version = 1) =>
  changeEvidence(owner.grant('evidence:attach'), {
    evidenceId,
    version,
    title: 'Lock seen',
    note: 'Locked',
    ...days,
    ...more,
  });
const addVersion = (text: string, reason = '') =>
  withReceivedFiles(owner.grant('evidence:attach'), uploadRequest({ 'scan.csv': text }), (_, files) =>
    addEvidenceVersion(owner.grant('evidence:attach'), evidenceId, files, reason),
  );
const stateNow = async () => (await reviewOf(officer, evidenceId)).state;
const card = 'card 4111 1111 1111 1111\n';

beforeEach(async () => {
  shop = await makeOrganization();
  officer = await shop.addMember({ name: 'Priya Raman' });
  owner = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  evidenceId = await addTestFiles(owner);
});

describe('a review', () => {
  it('is kept with who, when and about which version, and in the log', async () => {
    await review(officer, evidenceId, ' Of another shop. ');
    await review(officer, evidenceId);
    const { state, reviews } = await reviewOf(officer, evidenceId);
    expect(state).toBe('ACCEPTED');
    expect(reviews).toMatchObject([
      { number: 2, outcome: 'ACCEPTED', reason: '', fileVersion: 1, byName: 'Priya Raman' },
      { number: 1, outcome: 'REJECTED', reason: 'Of another shop.', fileVersion: 1 },
    ]);
    expect(Math.abs(Date.now() - (reviews[0]?.at.getTime() ?? 0))).toBeLessThan(60_000);
    expect((await evidenceEvents(evidenceId)).slice(-2)).toMatchObject([
      {
        type: 'evidence.rejected',
        actorName: 'Priya Raman',
        data: { reason: 'Of another shop.', fileVersion: 1 },
      },
      { type: 'evidence.accepted', data: { fileVersion: 1 } },
    ]);
  });

  it('said again changes nothing', async () => {
    await review(officer, evidenceId);
    await review(officer, evidenceId);
    await review(officer, evidenceId, 'Blurred.');
    await review(officer, evidenceId, 'Blurred.');
    expect((await reviewOf(officer, evidenceId)).reviews).toHaveLength(2);
    expect(await evidenceEvents(evidenceId)).toHaveLength(5);
  });

  it('holds for what was reviewed: a new version waits for review again', async () => {
    await review(officer, evidenceId, 'Of last year.');
    await addVersion('host;ok\nweb-2;yes\n');
    expect(await stateNow()).toBe('');
    expect((await reviewOf(officer, evidenceId)).reviews).toHaveLength(1);
  });

  it('holds no longer when a file joins', async () => {
    await review(officer, evidenceId);
    await withReceivedFiles(owner.grant('evidence:attach'), uploadRequest({ 'b.csv': 'b;1\n' }), (_, files) =>
      addEvidenceFiles(owner.grant('evidence:attach'), evidenceId, files),
    );
    expect(await stateNow()).toBe('');
  });

  it.each([
    ['the last valid day', { validUntil: '2030-01-01' }, 'REJECTED'],
    ['the day of collection', { collectedOn: '2026-01-01' }, 'REJECTED'],
    ['the period', { coversFrom: '2026-01-01', coversTo: '2026-02-01' }, 'REJECTED'],
    ['the text of a note', { note: 'Open' }, ''],
  ])('that was a rejection stands, or not, after a change of %s', async (_, more, state) => {
    evidenceId = await note();
    await review(officer, evidenceId, 'This is of the test system.');
    await change(more);
    expect(await stateNow()).toBe(state);
  });

  it.each([
    ['the text of a note', { note: 'Open' }, ''],
    ['the last valid day', { validUntil: '2030-01-01' }, ''],
    ['the day of collection', { collectedOn: '2026-01-01' }, ''],
    ['the title alone', { title: 'Lock seen again' }, 'ACCEPTED'],
  ])('after a change of %s', async (_, more, state) => {
    evidenceId = await note();
    await review(officer, evidenceId);
    await change(more);
    expect(await stateNow()).toBe(state);
  });

  it('holds when an item was removed and came back', async () => {
    await review(officer, evidenceId, 'Blurred.');
    const manage = officer.grant('evidence:manage');
    await archiveEvidence(manage, { evidenceId, version: 1, reason: 'Wrong.' });
    await expect(review(officer, evidenceId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await restoreEvidence(manage, { evidenceId, version: 2 });
    expect(await stateNow()).toBe('REJECTED');
  });
});

describe('nobody accepts what they have not seen', () => {
  const accept = (seen: string) =>
    reviewEvidence(officer.grant('evidence:review'), { evidenceId, seen, outcome: 'ACCEPTED', reason: '' });

  it('a version that came meanwhile', async () => {
    const { seen } = await reviewOf(officer, evidenceId);
    await addVersion('other;1\n');
    await expect(accept(seen)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: /changed since you opened it/,
    });
    expect(await stateNow()).toBe('');
  });

  it('a text that was changed meanwhile', async () => {
    evidenceId = await note();
    const { seen } = await reviewOf(officer, evidenceId);
    await change({ note: 'Open' });
    await expect(accept(seen)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('a file that opened meanwhile', async () => {
    evidenceId = await addTestFiles(owner, { 'a.csv': 'a;1\n', 'b.txt': card });
    const { seen, bar } = await reviewOf(officer, evidenceId);
    expect(bar).toMatch(/cannot be opened yet/);
    await expect(accept(seen)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: /cannot be opened yet/,
    });
    const [file] = await unsafeRows<{ id: string }>(
      `SELECT "id" FROM "EvidenceFile" WHERE "evidenceId" = $1 AND "state" = 'QUARANTINED'`,
      [evidenceId],
    );
    await releaseFile(officer.grant('evidence:manage'), {
      evidenceId,
      fileId: file?.id ?? '',
      reason: 'A test number of the brand',
    });
    await expect(accept(seen)).rejects.toMatchObject({ code: 'CONFLICT' });
    await review(officer, evidenceId);
    expect(await stateNow()).toBe('ACCEPTED');
  });

  it('what a colleague has said of it meanwhile: nobody overrules a word they have not read', async () => {
    const second = await shop.addMember();
    const { seen } = await reviewOf(second, evidenceId);
    await review(officer, evidenceId, 'Blurred.');
    const accept = { evidenceId, seen, outcome: 'ACCEPTED' as const, reason: '' };
    await expect(reviewEvidence(second.grant('evidence:review'), accept)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(await stateNow()).toBe('REJECTED');
    await review(second, evidenceId);
    const { state, reviews } = await reviewOf(officer, evidenceId);
    expect([state, reviews.map(({ number }) => number)]).toEqual(['ACCEPTED', [2, 1]]);
  });
});

describe('what is refused changes nothing', () => {
  const seen = 'a'.repeat(32);

  it('a key', async () => {
    const grant = officer.grant('evidence:review');
    const withKey = { ...grant, actor: { ...grant.actor, key: { id: unknownId(), name: 'Nightly' } } };
    const standing = await reviewOf(officer, evidenceId);
    await expect(
      reviewEvidence(withKey as typeof grant, {
        evidenceId,
        seen: standing.seen,
        outcome: 'ACCEPTED',
        reason: '',
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await stateNow()).toBe('');
  });

  it('a foreign id, as one that never was', async () => {
    const other = await makeOrganization();
    const errors = await Promise.all(
      [evidenceId, unknownId()].map((id) =>
        reviewEvidence(other.grant('evidence:review'), {
          evidenceId: id,
          seen,
          outcome: 'ACCEPTED',
          reason: '',
        }).catch((error: Error) => `${error.message} ${JSON.stringify(error)}`),
      ),
    );
    expect(errors[0]).toBe(errors[1]);
    await expect(reviewOf(other, evidenceId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a file that was removed', async () => {
    evidenceId = await addTestFiles(owner, { 'b.txt': card });
    await unsafeRows(
      `UPDATE "EvidenceFile" SET "state" = 'REMOVED', "keyId" = NULL, "wrappedKey" = NULL WHERE "evidenceId" = $1`,
      [evidenceId],
    );
    await expect(review(officer, evidenceId)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: /Ask for a new version/,
    });
  });

  it.each([
    ['a rejection without a reason', { outcome: 'REJECTED', reason: ' \n' }, 'reason'],
    ['an outcome that is none', { outcome: 'MAYBE' }, 'outcome'],
    ['too long a reason', { outcome: 'REJECTED', reason: 'x'.repeat(2_001) }, 'reason'],
    ['control characters', { outcome: 'REJECTED', reason: 'a\u0000b' }, 'reason'],
    ['a list for a text', { outcome: 'REJECTED', reason: ['a'] }, 'reason'],
    ['a word that no page has', { outcome: 'ACCEPTED', seen: '1' }, 'seen'],
  ])('%s', (_, more, field) => {
    expect(() => parseInput(reviewEvidenceInput, { evidenceId, seen, ...more })).toThrow(
      expect.objectContaining({ code: 'INVALID', fieldErrors: { [field]: [expect.any(String)] } }),
    );
  });

  it('a field that no form has', () => {
    expect(() =>
      parseInput(reviewEvidenceInput, { evidenceId, seen, outcome: 'ACCEPTED', byId: 'x' }),
    ).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });
});

describe('the second wall', () => {
  const injected = (who: TestMember, statement: string): Promise<string> =>
    read(who.grant('evidence:read'), (tx) => tx.$executeRawUnsafe(statement, evidenceId)).then(
      (count) => `done to ${count}`,
      (error: unknown) => String(error),
    );
  const insert = (outcome: string, by = 'current_person()', version = 1, number = 1) =>
    `INSERT INTO "EvidenceReview" ("organizationId", "evidenceId", "number", "outcome", "reason", "fileVersion", "itemVersion", "broughtByIds", "byId", "byName")
     SELECT "organizationId", "id", ${number}, '${outcome}', 'x', ${version}, 1, '{}', ${by}, 'x' FROM "EvidenceItem" WHERE "id" = $1::uuid`;

  it('takes a review of an officer in their own name alone', async () => {
    for (const who of [owner, await shop.addMember({ role: 'MANAGER' })]) {
      expect(await injected(who, insert('REJECTED'))).toMatch(/row-level security|done to 0/);
    }
    expect(await injected(owner, insert('REJECTED'))).toMatch(/row-level security/);
    expect(await injected(officer, insert('REJECTED', 'gen_random_uuid()'))).toMatch(/row-level security/);
    expect(await injected(officer, insert('REJECTED', undefined, 2))).toMatch(/as it stands now/);
    expect(await injected(officer, insert('REJECTED'))).toBe('done to 1');
  });

  it('changes and deletes none, and takes no other time', async () => {
    await review(officer, evidenceId);
    for (const statement of [
      `UPDATE "EvidenceReview" SET "outcome" = 'REJECTED' WHERE "evidenceId" = $1::uuid`,
      `DELETE FROM "EvidenceReview" WHERE "evidenceId" = $1::uuid`,
      insert('REJECTED', undefined, 1, 2)
        .replace('"byName")', '"byName", "at")')
        .replace(`'x' FROM`, `'x', now() FROM`),
    ]) {
      expect(await injected(officer, statement)).toMatch(/permission denied/);
    }
  });

  it('lets no item say what no review said, and nobody accept what is closed', async () => {
    const say = `UPDATE "EvidenceItem" SET "reviewState" = 'ACCEPTED' WHERE "id" = $1::uuid`;
    expect(await injected(owner, say)).toMatch(/reviewed by a review/);
    evidenceId = await addTestFiles(owner, { 'b.txt': card });
    expect(await injected(officer, insert('ACCEPTED'))).toMatch(/nobody can open/);
  });
});
