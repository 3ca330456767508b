import { expect, test } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { unlinkEvidence } from '@/lib/evidence/commands/link';
import { addTestFiles } from '@/lib/evidence/testing/files';
import { makeOrganization } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { listRequirementEvents } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { reviewRequirements } from './commands';

test('approvals and returns are part of a requirement’s history, for whoever sees it and nobody else', async () => {
  const ours = await makeOrganization({ name: 'Ada Moreau' });
  const owner = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Mia Lund' });
  const assessmentId = await makeAssessment(ours, 'A');
  await changeAssignments(ours.grant('assignment:manage'), {
    assessmentId,
    userId: owner.userId,
    requirementNumbers: ['2.2.2'],
    dueOn: null,
    what: 'ASSIGN',
  });
  for (const requirementNumber of ['2.2.2', '6.3.3']) {
    const save = { row: 0, version: 0, changes: { finding: 'IN_PLACE' as const } };
    await recordResponse(ours.grant('response:record'), { assessmentId, requirementNumber }, save);
  }
  const act = (what: 'APPROVE' | 'RETURN', reason: string, numbers: string[]) =>
    reviewRequirements(
      { act: ours.grant('response:review'), read: ours.grant('assessment:read') },
      assessmentId,
      {
        what,
        reason,
        requirements: numbers.map((requirementNumber) => ({ requirementNumber, basis: 1 })),
      },
    );
  await act('APPROVE', 'Left in the field by the return before.', ['2.2.2', '6.3.3']);
  await act('RETURN', 'Name the accounts.', ['2.2.2']);

  const seen = await listRequirementEvents(owner.grant('assessment:read'), assessmentId, '2.2.2');
  expect(seen).toMatchObject([
    { type: 'review.returned', actorName: 'Ada Moreau', reason: 'Name the accounts.' },
    { type: 'review.approved', actorId: ours.userId, reason: '' },
  ]);
  expect(await listRequirementEvents(owner.grant('assessment:read'), assessmentId, '6.3.3')).toEqual([]);
  expect(await listRequirementEvents(ours.grant('assessment:read'), assessmentId, '6.3.3')).toHaveLength(1);
  const theirs = await makeOrganization();
  expect(await listRequirementEvents(theirs.grant('assessment:read'), assessmentId, '2.2.2')).toEqual([]);
});

test('evidence that comes and goes is part of it, for whoever sees the evidence', async () => {
  const ours = await makeOrganization({ name: 'Ada Moreau' });
  const assessmentId = await makeAssessment(ours, 'A');
  const at = { assessmentId, requirementNumber: '2.2.2' };
  const evidenceId = await addTestFiles(ours, undefined, { title: 'Provider AOC' }, at);
  await unlinkEvidence(ours.grant('evidence:attach'), evidenceId, at);
  const seen = (who: typeof ours, number = '2.2.2') =>
    listRequirementEvents(who.grant('assessment:read'), assessmentId, number);
  expect(await seen(ours)).toMatchObject([
    { type: 'evidence.unlinked', actorName: 'Ada Moreau', reason: 'Provider AOC' },
    { type: 'evidence.linked', reason: 'Provider AOC' },
  ]);
  expect(await seen(ours, '6.3.3')).toEqual([]);
  expect(await seen(await makeOrganization())).toEqual([]);
});
