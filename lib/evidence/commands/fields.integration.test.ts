import { beforeAll, describe, expect, test } from 'vitest';
import { read } from '@/lib/access/read';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { getEvidence } from '../queries/item';
import { changeEvidenceInput, noteEvidenceInput } from '../schema';
import { evidenceEvents, unknownId } from '../testing/files';
import { addTypedEvidence } from './add';
import { changeEvidence } from './change';

let ours: TestOrganization;
let theirs: TestOrganization;
let ola: TestMember;
let owner: TestMember;
let other: TestMember;
let manager: TestMember;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization({ name: 'Priya Raman' }), makeOrganization()]);
  ola = await ours.addMember({ name: 'Ola Nordmann' });
  owner = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  other = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Otto Other' });
  manager = await ours.addMember({ role: 'MANAGER', name: 'Mia Manager' });
});

const item = (evidenceId: string, as: TestMember = ours) =>
  getEvidence(as.grant('evidence:read'), evidenceId);
const add = async (fields: object = {}, as: TestMember = ours) =>
  (
    await addTypedEvidence(
      as.grant('evidence:attach'),
      noteEvidenceInput.parse({ kind: 'NOTE', title: 'Firewall rules', note: 'Seen', ...fields }),
      null,
    )
  ).evidenceId;
const change = async (evidenceId: string, fields: object, as: TestMember = ours) => {
  const { title, note, version } = await item(evidenceId, as);
  const input = changeEvidenceInput.parse({ evidenceId, title, note, version, ...fields });
  return changeEvidence(as.grant('evidence:attach'), input);
};
const every = {
  coversFrom: '2026-07-01',
  coversTo: '2026-09-30',
  confidentiality: 'CONFIDENTIAL',
  source: 'Firewall manager',
  tags: ['Quarter 3', 'network'],
} as const;

describe('what is said about evidence', () => {
  test('comes with it, and the event has all of it', async () => {
    const evidenceId = await add({ ...every, ownerId: ola.userId });
    const owned = { userId: ola.userId, name: 'Ola Nordmann', hasLeft: false };
    expect(await item(evidenceId)).toMatchObject({ ...every, owner: owned });
    const [added] = await evidenceEvents(evidenceId);
    expect(added).toMatchObject({ type: 'evidence.added', data: { ...every, owner: 'Ola Nordmann' } });
  });

  test('is not asked for: whoever adds it answers for it, and it is internal', async () => {
    expect(await item(await add())).toMatchObject({
      owner: { userId: ours.userId, name: 'Priya Raman', hasLeft: false },
      ...{ confidentiality: 'INTERNAL', coversFrom: null, coversTo: null, source: '', tags: [] },
    });
  });

  test('is changed with before and after; what is left out stays', async () => {
    const evidenceId = await add({ ...every, validUntil: '2030-01-01' });
    await change(evidenceId, {
      validUntil: '2030-01-01',
      ownerId: ola.userId,
      confidentiality: 'PUBLIC',
      tags: 'network, asv',
      coversTo: '',
    });
    expect((await evidenceEvents(evidenceId)).at(-1)).toMatchObject({
      type: 'evidence.changed',
      data: {
        owner: { from: 'Priya Raman', to: 'Ola Nordmann' },
        confidentiality: { from: 'CONFIDENTIAL', to: 'PUBLIC' },
        tags: { from: ['Quarter 3', 'network'], to: ['network', 'asv'] },
        coversTo: { from: '2026-09-30', to: null },
      },
    });
    expect(await item(evidenceId)).toMatchObject({ source: 'Firewall manager', coversFrom: '2026-07-01' });
    const events = (await evidenceEvents(evidenceId)).length;
    await change(evidenceId, { validUntil: '2030-01-01', ownerId: ola.userId, tags: ['network', 'asv'] });
    expect(await evidenceEvents(evidenceId)).toHaveLength(events);
  });

  test('an end before a beginning that was there already is refused', async () => {
    const evidenceId = await add(every);
    await expect(change(evidenceId, { coversTo: '2026-06-30' })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { coversTo: [expect.stringContaining('before the first day')] },
    });
    expect(await item(evidenceId)).toMatchObject({ version: 1, coversTo: '2026-09-30' });
  });

  test('a tag that is in use is written as there', async () => {
    await add({ tags: ['Segmentation'] });
    expect((await item(await add({ tags: ['SEGMENTATION', 'segmentation '] }))).tags).toEqual([
      'Segmentation',
    ]);
  });
});

describe('who answers for evidence', () => {
  test.each([
    ['a member of another organization', () => theirs.userId],
    ['nobody', () => unknownId()],
    ['a member who only reads', () => manager.userId],
  ])('%s cannot be chosen, in the same words', async (_words, id) => {
    const refusal = { code: 'INVALID', fieldErrors: { ownerId: ['Choose a member of the list.'] } };
    await expect(add({ ownerId: id() })).rejects.toMatchObject(refusal);
    const evidenceId = await add();
    await expect(change(evidenceId, { ownerId: id() })).rejects.toMatchObject(refusal);
    expect(await item(evidenceId)).toMatchObject({ version: 1, owner: { userId: ours.userId } });
  });

  test('one who has left is named as such, stays until another is chosen, and cannot be chosen', async () => {
    const leaver = await ours.addMember({ name: 'Lea Leaver' });
    const evidenceId = await add({ ownerId: leaver.userId });
    for (const [gone, back] of [
      [
        'UPDATE "User" SET "deactivatedAt" = now() WHERE "id" = $1',
        'UPDATE "User" SET "deactivatedAt" = NULL WHERE "id" = $1',
      ],
      [
        'UPDATE "Membership" SET "accessUntil" = \'2020-01-01\' WHERE "userId" = $1',
        'UPDATE "Membership" SET "accessUntil" = NULL WHERE "userId" = $1',
      ],
      ['UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', ''],
    ] as const) {
      await unsafeRows(gone, [leaver.userId]);
      expect((await item(evidenceId)).owner).toEqual({
        userId: leaver.userId,
        name: 'Lea Leaver',
        hasLeft: true,
      });
      await expect(add({ ownerId: leaver.userId })).rejects.toMatchObject({ code: 'INVALID' });
      if (back) await unsafeRows(back, [leaver.userId]);
    }
    await change(evidenceId, { ownerId: leaver.userId, title: 'Firewall rules 2026' });
    expect((await item(evidenceId)).owner?.name).toBe('Lea Leaver');
    await change(evidenceId, { ownerId: ola.userId });
    await expect(change(evidenceId, { ownerId: leaver.userId })).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('a control owner sees what is theirs with its files and history, another one does not', async () => {
    const evidenceId = await add({ ownerId: owner.userId });
    expect((await item(evidenceId, owner)).title).toBe('Firewall rules');
    await expect(item(evidenceId, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await change(evidenceId, { source: 'Console' }, owner);
    expect((await evidenceEvents(evidenceId)).at(-1)).toMatchObject({ actorName: 'Ona Owner' });
    await expect(change(evidenceId, { source: 'x' }, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const seen = (as: TestMember) =>
      read(as.grant('evidence:read'), (tx) => tx.evidenceItem.count({ where: { id: evidenceId } }));
    expect([await seen(owner), await seen(other)]).toEqual([1, 0]);
    await change(evidenceId, { ownerId: ola.userId });
    expect(await seen(owner)).toBe(0);
  });

  test('a control owner does not lose sight of it by naming another; the database holds it too', async () => {
    const evidenceId = await add({ ownerId: owner.userId });
    await expect(change(evidenceId, { ownerId: other.userId }, owner)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      fieldErrors: { ownerId: [expect.stringContaining('Ask a compliance officer')] },
    });
    const bySql = read(owner.grant('evidence:attach'), (tx) =>
      tx.evidenceItem.updateMany({ where: { id: evidenceId }, data: { ownerId: other.userId } }),
    );
    await expect(bySql).rejects.toThrow(/row-level security/);
    const own = await add({}, owner);
    await change(own, { ownerId: other.userId }, owner);
    expect((await item(own, other)).owner?.name).toBe('Otto Other');
  });

  test('what serves a requirement that is hidden from its owner is seen, not changed', async () => {
    const assessmentId = await makeAssessment(ours, 'A');
    const evidenceId = await add({ ownerId: owner.userId });
    await unsafeRows(
      `INSERT INTO "EvidenceLink" ("organizationId", "id", "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById")
       VALUES ($1, gen_random_uuid(), $2, $3, 'pci-dss-4.0.1', 'pci-dss:6.3.3', $4)`,
      [ours.organizationId, evidenceId, assessmentId, ours.userId],
    );
    expect((await item(evidenceId, owner)).uses).toEqual([]);
    await expect(change(evidenceId, { source: 'x' }, owner)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

test.each([
  ['tags that are no text', { tags: [1] }],
  ['a tag that is an object', { tags: { a: 1 } }],
  ['an empty tag', { tags: [' '] }],
  ['a tag with a comma', { tags: ['a,b'] }],
  ['a tag of 41 characters', { tags: 'x'.repeat(41) }],
  ['a tag with a control character', { tags: ['a\u0007'] }],
  ['a card number as a tag', { tags: ['4111111111111111'] }],
  ['21 tags', { tags: Array.from({ length: 21 }, (_, n) => `t${n}`).join() }],
  ['a level that is none', { confidentiality: 'SECRET' }],
  ['an owner that is no id', { ownerId: 'me' }],
  ['a day that does not exist', { coversFrom: '2026-02-31' }],
  ['a source of 201 characters', { source: 'x'.repeat(201) }],
  ['a source of two lines', { source: 'a\nb' }],
  ['a field that is not known', { owner: 'Ada' }],
])('%s is refused', (_words, fields) => {
  expect(noteEvidenceInput.safeParse({ kind: 'NOTE', title: 'A', note: 'b', ...fields }).success).toBe(false);
});

test('tags are tidied and each stands once', () => {
  const parse = (tags: unknown) =>
    noteEvidenceInput.parse({ kind: 'NOTE', title: 'A', note: 'b', tags }).tags;
  expect(parse(' Quarter   3 ,, quarter 3, ASV,')).toEqual(['Quarter 3', 'ASV']);
  expect(parse('')).toEqual([]);
  expect(parse(['b', 'a'])).toEqual(['b', 'a']);
  expect(parse(Array.from({ length: 25 }, () => 'same'))).toEqual(['same']);
});
