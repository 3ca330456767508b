import { beforeAll, expect, test } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { addEvidenceFiles } from '@/lib/evidence/commands/add';
import { changeEvidence } from '@/lib/evidence/commands/change';
import { linkEvidence } from '@/lib/evidence/commands/link';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { read } from './read';
import { addEvidence, makeIntegration } from './testing';

let shop: TestOrganization;
let owner: TestMember;
let assessments: { own: string; hidden: string };
let evidenceId: string;

beforeAll(async () => {
  shop = await makeOrganization();
  owner = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  assessments = { own: await makeAssessment(shop), hidden: await makeAssessment(shop) };
  await makeIntegration(shop, 'Web', [assessments.own, assessments.hidden]);
  evidenceId = await addEvidence(shop, assessments.own, '6.3.3');
  await changeAssignments(shop.grant('assignment:manage'), {
    assessmentId: assessments.own,
    userId: owner.userId,
    requirementNumbers: ['6.3.3'],
    dueOn: null,
    what: 'ASSIGN',
  });
});

const retitle = async (title: string) => {
  const [row] = await unsafeRows<{ version: number }>(
    'SELECT "version" FROM "EvidenceItem" WHERE "id" = $1',
    [evidenceId],
  );
  return changeEvidence(owner.grant('evidence:attach'), {
    evidenceId,
    version: row?.version ?? 0,
    title,
    evidenceType: '',
    collectedOn: null,
    validUntil: null,
    note: 'Seen',
  });
};

test('a control owner changes evidence of their own requirements, and none that others rest on, not even by SQL', async () => {
  await retitle('Ours alone');
  await linkEvidence(shop.grant('evidence:attach'), evidenceId, [
    { assessmentId: assessments.hidden, requirementNumber: '2.2.2' },
  ]);
  await expect(retitle('Mine now')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await unsafeRows(`UPDATE "EvidenceItem" SET "kind" = 'FILE' WHERE "id" = $1`, [evidenceId]);
  await expect(addEvidenceFiles(owner.grant('evidence:attach'), evidenceId, [])).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await expect(
    read(owner.grant('evidence:attach'), (tx) =>
      tx.evidenceItem.updateMany({ where: { id: evidenceId }, data: { title: 'Mine' } }),
    ),
  ).rejects.toThrow(/does not see/);
});

test('the history of shared evidence names the uses that somebody sees, and no other', async () => {
  const told = (member: TestMember) =>
    read(member.grant('evidence:read'), async (tx) => {
      const events = await tx.auditEvent.findMany({
        where: { subjectType: 'evidence', subjectId: evidenceId, type: 'evidence.linked' },
        select: { text: true },
      });
      return events.map(
        ({ text }) => (JSON.parse(text) as { data: { assessmentId: string } }).data.assessmentId,
      );
    });
  expect(await told(shop)).toEqual([assessments.hidden]);
  expect(await told(owner)).toEqual([]);
});
