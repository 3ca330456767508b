import { beforeEach, expect, it } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { changeAssignments } from '@/lib/assignment/commands';
import { changeMany } from '@/lib/checklist-table/commands/bulk';
import { undoMany } from '@/lib/checklist-table/commands/undo';
import { bulkInput } from '@/lib/checklist-table/schema';
import { archiveEvidence } from '@/lib/evidence/commands/archive';
import { addTestFiles } from '@/lib/evidence/testing/files';
import { endMembership } from '@/lib/organization/commands/member';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { approveAll } from '@/lib/review/testing';
import { change, decideOn, listed, makeCovered } from './testing';

let ours: TestOrganization;
beforeEach(async () => {
  ours = await makeOrganization();
});

const answer = (assessmentId: string, requirementNumber: string, finding: 'IN_PLACE' | 'NOT_TESTED') =>
  recordResponse(
    ours.grant('response:record'),
    { assessmentId, requirementNumber },
    { row: 0, version: 0, changes: { finding } },
  );

it('what leaves the library, and who leaves, is gone also where a requirement was out of sight meanwhile', async () => {
  const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
  const { assessmentId } = await makeCovered(ours, 'A-EP');
  await answer(assessmentId, '1.2.1', 'IN_PLACE');
  const evidenceId = await addTestFiles(ours, undefined, {}, { assessmentId, requirementNumber: '1.2.1' });
  await changeAssignments(ours.grant('assignment:manage'), {
    assessmentId,
    userId: owner.userId,
    requirementNumbers: ['1.2.1'],
    dueOn: null,
    what: 'ASSIGN',
  });
  await approveAll(assessmentId);

  await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A'));
  const [membership] = await unsafeRows<{ id: string }>(
    'SELECT "id" FROM "Membership" WHERE "organizationId" = $1 AND "userId" = $2',
    [ours.organizationId, owner.userId],
  );
  await archiveEvidence(ours.grant('evidence:manage'), {
    evidenceId,
    version: 1,
    reason: 'Of another shop.',
  });
  await endMembership(ours.grant('member:manage'), unsafeMakeConfirmation(ours.userId), membership?.id ?? '');
  await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'), 2);

  const items = await listed(ours, assessmentId, 'A-EP');
  expect(items.find((one) => one.requirementNumber === '1.2.1')).toMatchObject({
    evidence: 0,
    review: 'CHANGED',
  });
  const standing = await unsafeRows(
    'SELECT 1 FROM "Assignment" WHERE "assessmentId" = $1 AND "removedAt" IS NULL',
    [assessmentId],
  );
  expect(standing).toEqual([]);
});

it('a joint change is taken back as far as the questionnaire still offers what was before', async () => {
  const { assessmentId } = await makeCovered(ours, 'D-Merchant');
  await answer(assessmentId, '2.2.2', 'NOT_TESTED');
  const grants = { record: ours.grant('response:record'), assign: null };
  const wish = { requirements: ['2.2.2:1', '12.10.1:0'], finding: 'IN_PLACE', replace: 'on' };
  const { changeId } = await changeMany(grants, assessmentId, parseInput(bulkInput, wish));
  await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A'));
  expect(await undoMany(grants, assessmentId, { changeId: changeId ?? '' })).toEqual({
    restored: ['12.10.1'],
    left: [
      {
        requirementNumber: '2.2.2',
        why: 'The questionnaire does not offer the answer that it had before.',
      },
    ],
  });
});
