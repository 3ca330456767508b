import { expect, it } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { changeMany } from './commands/bulk';
import { undoMany } from './commands/undo';
import { bulkInput } from './schema';

it('undoing a joint change leaves what somebody took away and gave anew since', async () => {
  const ours = await makeOrganization();
  const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
  const assessmentId = await makeAssessment(ours, 'A');
  const assign = ours.grant('assignment:manage');
  const grants = { record: ours.grant('response:record'), assign };
  const moved = { assessmentId, userId: owner.userId, requirementNumbers: ['8.3.6'] };
  await changeAssignments(assign, { ...moved, dueOn: '2098-01-01', what: 'ASSIGN' });
  const { changeId } = await changeMany(
    grants,
    assessmentId,
    parseInput(bulkInput, {
      requirements: ['2.2.2:0', '8.3.6:0', '12.8.1:0'],
      userId: owner.userId,
      dueOn: '2099-01-31',
    }),
  );
  const anew = { assessmentId, userId: owner.userId, requirementNumbers: ['2.2.2', '8.3.6'] };
  await changeAssignments(assign, { ...anew, dueOn: null, what: 'TAKE_AWAY' });
  await changeAssignments(assign, { ...anew, dueOn: '2099-01-31', what: 'ASSIGN' });
  const undone = await undoMany(grants, assessmentId, { changeId: changeId ?? '' });
  expect(undone.restored).toEqual(['12.8.1']);
  expect(undone.left.map(({ requirementNumber }) => requirementNumber).toSorted()).toEqual([
    '2.2.2',
    '8.3.6',
  ]);
  const standing = await unsafeRows(
    `SELECT "requirementKey", "dueOn"::text FROM "Assignment" WHERE "assessmentId" = $1 AND "removedAt" IS NULL ORDER BY 1`,
    [assessmentId],
  );
  expect(standing).toEqual([
    { requirementKey: 'pci-dss:2.2.2', dueOn: '2099-01-31' },
    { requirementKey: 'pci-dss:8.3.6', dueOn: '2099-01-31' },
  ]);
});
