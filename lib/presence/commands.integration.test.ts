import { beforeAll, expect, test } from 'vitest';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { notePresence } from './commands';

let ours: TestOrganization;
let officer: TestMember;
let owner: TestMember;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization({ name: 'Ada Moreau' });
  officer = await ours.addMember({ name: 'Sam Okafor' });
  owner = await ours.addMember({ name: 'Mia Lund', role: 'CONTROL_OWNER' });
  assessmentId = await makeAssessment(ours, 'A');
  await unsafeRows(
    `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
     VALUES ($1, gen_random_uuid(), $2, 'pci-dss:2.2.2', $3, $4)`,
    [ours.organizationId, assessmentId, owner.userId, ours.userId],
  );
});

const come = (who: TestMember, requirementNumber: string, isWriting = false, id = assessmentId) =>
  notePresence(who.grant('assessment:read'), { assessmentId: id, requirementNumber, isWriting });
const rowsOf = (who: TestMember) =>
  unsafeRows<{ requirementKey: string; isWriting: boolean; seenAt: Date }>(
    `SELECT "requirementKey", "isWriting", "seenAt" FROM "Presence" WHERE "userId" = $1`,
    [who.userId],
  );
const age = (seconds: number) =>
  unsafeRows(
    `UPDATE "Presence" SET "seenAt" = now() - make_interval(secs => $2) WHERE "organizationId" = $1`,
    [ours.organizationId, seconds],
  );

test('two people at one requirement see each other and who writes, and nobody at another one', async () => {
  expect(await come(ours, '6.3.3')).toEqual([]);
  expect(await come(officer, '6.3.3', true)).toEqual([{ name: 'Ada Moreau', isWriting: false }]);
  expect(await come(ours, '6.3.3')).toEqual([{ name: 'Sam Okafor', isWriting: true }]);
  expect(await come(ours, '8.3.6')).toEqual([]);
});

test('looks that come every few seconds write only when something is news or half its time is over', async () => {
  await come(officer, '8.3.7');
  const [first] = await rowsOf(officer).then((all) =>
    all.filter((one) => one.requirementKey.endsWith('8.3.7')),
  );
  await come(officer, '8.3.7');
  const again = await rowsOf(officer).then((all) => all.find((one) => one.requirementKey.endsWith('8.3.7')));
  expect(again?.seenAt).toEqual(first?.seenAt);
  await come(officer, '8.3.7', true);
  expect((await rowsOf(officer)).find((one) => one.requirementKey.endsWith('8.3.7'))?.isWriting).toBe(true);
  await age(13);
  await come(officer, '8.3.7', true);
  const seenAt = (await rowsOf(officer)).find((one) => one.requirementKey.endsWith('8.3.7'))?.seenAt;
  expect(Date.now() - (seenAt?.getTime() ?? 0)).toBeLessThan(10_000);
});

test('whoever is gone is not shown, and is swept when somebody comes', async () => {
  await come(ours, '12.8.1');
  await age(26);
  expect(await come(officer, '12.8.1')).toEqual([]);
  await age(61);
  await come(ours, '12.8.2');
  expect(await rowsOf(officer)).toEqual([]);
  expect(await rowsOf(ours)).toHaveLength(1);
});

test('a control owner sees who is at what is assigned to them, and nobody elsewhere', async () => {
  await come(officer, '2.2.2');
  await come(officer, '6.3.1');
  expect(await come(owner, '2.2.2')).toEqual([{ name: 'Sam Okafor', isWriting: false }]);
  expect(await come(owner, '6.3.1')).toEqual([]);
  expect((await rowsOf(owner)).map((one) => one.requirementKey)).toEqual(['pci-dss:2.2.2']);
});

test('nobody writes who may not answer, nor where nothing can be answered any more', async () => {
  const manny = await ours.addMember({ name: 'Manny Roe', role: 'MANAGER' });
  const asa = await ours.addMember({ name: 'Asa Berg', role: 'ASSESSOR' });
  await come(manny, '12.8.3', true);
  await come(asa, '12.8.3', true);
  await come(officer, '12.8.3', true);
  expect(await come(ours, '12.8.3')).toEqual([
    { name: 'Sam Okafor', isWriting: true },
    { name: 'Asa Berg', isWriting: false },
    { name: 'Manny Roe', isWriting: false },
  ]);
  const archived = await makeAssessment(ours, 'A');
  await unsafeRows(`UPDATE "Assessment" SET "archivedAt" = now() WHERE "id" = $1`, [archived]);
  await come(officer, '2.2.2', true, archived);
  expect(await come(ours, '2.2.2', false, archived)).toEqual([{ name: 'Sam Okafor', isWriting: false }]);
});

test('whose membership ends is gone at once, and a name is the one that its person has now', async () => {
  const eva = await ours.addMember({ name: 'Eva Holm' });
  await come(eva, '12.8.4');
  await unsafeRows(`UPDATE "User" SET "name" = 'Eva Lind' WHERE "id" = $1`, [eva.userId]);
  expect(await come(ours, '12.8.4')).toEqual([{ name: 'Eva Lind', isWriting: false }]);
  await unsafeRows(`UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1`, [eva.userId]);
  expect(await come(ours, '12.8.4')).toEqual([]);
});

test('nothing is noted for what does not exist, another organization, or a program', async () => {
  const theirs = await makeOrganization();
  await come(officer, '6.3.3');
  expect(await come(theirs, '6.3.3')).toEqual([]);
  expect(await rowsOf(theirs)).toEqual([]);
  await come(ours, '99.99');
  expect((await rowsOf(ours)).some((one) => one.requirementKey.endsWith('99.99'))).toBe(false);
  const grant = ours.grant('assessment:read');
  const key = { id: ours.userId, name: 'Nightly' };
  const program = { ...grant, actor: { ...grant.actor, key } } as typeof grant;
  expect(await notePresence(program, { assessmentId, requirementNumber: '6.3.3', isWriting: false })).toEqual(
    [],
  );
});
