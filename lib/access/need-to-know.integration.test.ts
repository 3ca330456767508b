import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { listOwnRequirements } from '@/lib/assignment/queries';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { getResponses } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { read } from './read';
import { addEvidence, insert, makeIntegration, narrowedTables, openTables } from './testing';

const [narrowed, open] = [narrowedTables, openTables];

let shop: TestOrganization;
let owner: TestMember;
let assessor: TestMember;
let assessments: { web: string; phone: string; both: string };
let integrations: { web: string; phone: string };

/** Row counts of every narrowed table as that person's transaction sees them. */
function seenBy(member: TestMember): Promise<Record<string, number>> {
  return read(member.grant('assessment:read'), async (tx) => {
    const counts: Record<string, number> = {};
    for (const table of narrowed) {
      const [row] = await tx.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM "${table}"`);
      counts[table] = row?.n ?? -1;
    }
    return counts;
  });
}

beforeAll(async () => {
  shop = await makeOrganization();
  owner = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  assessor = await shop.addMember({ role: 'ASSESSOR', name: 'Asa Assessor' });
  const web = await makeAssessment(shop);
  const phone = await makeAssessment(shop);
  const both = await makeAssessment(shop);
  assessments = { web, phone, both };
  integrations = {
    web: await makeIntegration(shop, 'Web', [web, both]),
    phone: await makeIntegration(shop, 'Phone', [phone, both]),
  };
  await addEvidence(shop, web, '6.3.3');
  await addEvidence(shop, phone, '6.3.3');
  for (const assessmentId of [web, phone]) {
    await recordResponse(
      shop.grant('response:record'),
      { assessmentId, requirementNumber: '6.3.3' },
      { row: 0, version: 0, changes: { finding: 'IN_PLACE' } },
    );
  }
  await unsafeRows('UPDATE "Membership" SET "chosenOnly" = true WHERE "userId" = $1', [assessor.userId]);
  await insert('MembershipIntegration', {
    organizationId: shop.organizationId,
    userId: assessor.userId,
    integrationId: integrations.web,
  });
});

const assign = (what: 'ASSIGN' | 'TAKE_AWAY', assessmentId: string, ...requirementNumbers: string[]) =>
  changeAssignments(shop.grant('assignment:manage'), {
    assessmentId,
    userId: owner.userId,
    requirementNumbers,
    dueOn: null,
    what,
  });

describe('the wall of need to know', () => {
  test('stands around every table with an organization, or the table is named here with its reason', async () => {
    const rows = await unsafeRows<{ name: string; walled: boolean }>(
      `SELECT c.relname AS name, EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'need_to_know' AND NOT p.polpermissive) AS walled
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organizationId'
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY 1`,
    );
    const names = (walled: boolean) =>
      rows
        .filter((row) => row.walled === walled)
        .map(({ name }) => name)
        .sort();
    expect(names(true)).toEqual(narrowed);
    expect(names(false)).toEqual(open);
  });

  test('shows an officer and a manager everything', async () => {
    const manager = await shop.addMember({ role: 'MANAGER' });
    const all = await seenBy(await shop.addMember({ role: 'COMPLIANCE_OFFICER' }));
    expect(all).toMatchObject({
      Assessment: 3,
      Integration: 2,
      EvidenceItem: 2,
      Activity: 2,
      ServiceProvider: 2,
    });
    expect(await seenBy(manager)).toEqual(all);
  });

  test('shows somebody who is no member, or whose membership ended, nothing', async () => {
    const gone = await shop.addMember({ role: 'ADMINISTRATOR' });
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [gone.userId]);
    expect(new Set(Object.values(await seenBy(gone)))).toEqual(new Set([0]));
  });
});

describe('a control owner', () => {
  test('sees nothing before something is assigned', async () => {
    expect(new Set(Object.values(await seenBy(owner)))).toEqual(new Set([0]));
  });

  test('sees and answers what is assigned, and nothing beside it', async () => {
    await assign('ASSIGN', assessments.web, '6.3.3');
    const found = { assessmentId: assessments.web, requirementNumber: '6.3.3', isAnswered: true };
    expect(await listOwnRequirements(owner.grant('assessment:read'))).toMatchObject([found]);
    expect(await seenBy(owner)).toMatchObject({
      Assessment: 1,
      Response: 1,
      Integration: 1,
      EvidenceItem: 1,
      EvidenceLink: 1,
      Attestation: 0,
      Activity: 0,
    });
    const record = (assessmentId: string, requirementNumber: string) =>
      recordResponse(
        owner.grant('response:record'),
        { assessmentId, requirementNumber },
        { row: 0, version: requirementNumber === '6.3.3' ? 1 : 0, changes: { finding: 'NOT_IN_PLACE' } },
      );
    await expect(record(assessments.web, '6.3.3')).resolves.toBeDefined();
    await expect(record(assessments.web, '2.2.2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(record(assessments.phone, '6.3.3')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      getResponses(owner.grant('assessment:read'), assessments.web, '2.2.2'),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const [row] = await unsafeRows<{ finding: string | null }>(
      `SELECT "finding" FROM "Response" WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:2.2.2'`,
      [assessments.web],
    );
    expect(row?.finding).toBeNull();
  });

  test('sees an activity of their own, and loses all of it with the assignment', async () => {
    await unsafeRows('UPDATE "Activity" SET "ownerId" = $1 WHERE "integrationId" = $2', [
      owner.userId,
      integrations.phone,
    ]);
    expect(await seenBy(owner)).toMatchObject({ Activity: 1, Integration: 2 });
    await unsafeRows('UPDATE "Activity" SET "ownerId" = NULL');
    await assign('TAKE_AWAY', assessments.web, '6.3.3');
    const { AuditEvent, ...rest } = await seenBy(owner);
    expect(new Set(Object.values(rest))).toEqual(new Set([0]));
    expect(AuditEvent, 'what they did themselves').toBe(1);
  });

  test('cannot attach evidence to what is not assigned, not even by SQL', async () => {
    await assign('ASSIGN', assessments.web, '6.3.3');
    const own = randomUUID();
    const attempt = read(owner.grant('evidence:attach'), async (tx) => {
      await tx.evidenceItem.create({
        data: {
          organizationId: shop.organizationId,
          id: own,
          kind: 'NOTE',
          title: 'Mine',
          receivedById: owner.userId,
          receivedByName: owner.name,
        },
      });
      await tx.evidenceLink.create({
        data: {
          organizationId: shop.organizationId,
          evidenceId: own,
          assessmentId: assessments.web,
          catalogueVersionId: 'pci-dss-4.0.1',
          requirementKey: 'pci-dss:2.2.2',
          linkedById: owner.userId,
        },
      });
    });
    await expect(attempt).rejects.toThrow(/row-level security/);
  });

  test('cannot change a note that a signed assessment rests on, though the assessment is hidden from them', async () => {
    const { organizationId } = shop;
    const id = randomUUID();
    await insert('EvidenceItem', {
      organizationId,
      id,
      kind: 'NOTE',
      title: 'Mine',
      note: 'As seen',
      receivedById: owner.userId,
      receivedByName: owner.name,
    });
    const signed = await makeAssessment(shop);
    await insert('EvidenceLink', {
      organizationId,
      id: randomUUID(),
      evidenceId: id,
      assessmentId: signed,
      catalogueVersionId: 'pci-dss-4.0.1',
      requirementKey: 'pci-dss:6.3.3',
      linkedById: shop.userId,
    });
    await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
      signed,
    ]);
    const change = read(owner.grant('evidence:attach'), (tx) =>
      tx.evidenceItem.updateMany({ where: { organizationId, id }, data: { note: 'Otherwise' } }),
    );
    await expect(change).rejects.toThrow(/cannot be changed|does not see/);
  });

  test('only members who answer are given requirements, only of an open assessment, only asked ones', async () => {
    const give = (userId: string, number: string) =>
      changeAssignments(shop.grant('assignment:manage'), {
        assessmentId: assessments.web,
        userId,
        requirementNumbers: [number],
        dueOn: null,
        what: 'ASSIGN',
      });
    await expect(give(assessor.userId, '6.3.3')).rejects.toMatchObject({ code: 'INVALID' });
    await expect(give(randomUUID(), '6.3.3')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(give(owner.userId, '1.2.3')).rejects.toMatchObject({ code: 'INVALID' });
  });
});

describe('an assessor for chosen integrations', () => {
  test('sees these, and the assessments that cover nothing else', async () => {
    const seen = await read(assessor.grant('assessment:read'), async (tx) => ({
      assessments: (await tx.assessment.findMany({ select: { id: true } })).map(({ id }) => id),
      integrations: (await tx.integration.findMany({ select: { name: true } })).map(({ name }) => name),
      providers: (await tx.serviceProvider.findMany({ select: { name: true } })).map(({ name }) => name),
      activities: (await tx.activity.findMany({ select: { title: true } })).map(({ title }) => title),
    }));
    expect(seen).toEqual({
      assessments: [assessments.web],
      integrations: ['Web'],
      providers: ['Web gateway'],
      activities: ['Web scan'],
    });
  });

  test('sees everything once the whole organization is chosen', async () => {
    await unsafeRows('UPDATE "Membership" SET "chosenOnly" = false WHERE "userId" = $1', [assessor.userId]);
    expect(await seenBy(assessor)).toEqual(await seenBy(shop));
  });
});
