import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { makeAssessment } from '@/lib/response/testing';
import { reviewRequirements } from '@/lib/review/commands';
import { findReview, listSeen } from '@/lib/review/queries/reviews';
import { changeTest, withdrawTest } from '@/lib/test-record/commands/correct';
import { makeTest, testInput } from '@/lib/test-record/testing';
import { addTestFiles } from '../testing/files';
import { archiveEvidence } from './archive';
import { unlinkEvidence } from './link';

let ours: TestOrganization;
let target: { assessmentId: string; requirementNumber: string };

beforeAll(async () => {
  ours = await makeOrganization();
});
beforeEach(async () => {
  target = { assessmentId: await makeAssessment(ours, 'A'), requirementNumber: '2.2.2' };
  await recordResponse(ours.grant('response:record'), target, {
    row: 0,
    version: 0,
    changes: { finding: 'IN_PLACE' },
  });
});

async function approve(): Promise<void> {
  const grants = { act: ours.grant('response:review'), read: ours.grant('assessment:read') };
  const seen = await listSeen(grants.read, target.assessmentId);
  const requirements = seen.filter((one) => one.requirementNumber === target.requirementNumber);
  await reviewRequirements(grants, target.assessmentId, { requirements, what: 'APPROVE', reason: '' });
  expect(await stateNow()).toBe('APPROVED');
}

async function stateNow(): Promise<string | undefined> {
  const key = `pci-dss:${target.requirementNumber}`;
  return (await findReview(ours.grant('assessment:read'), target.assessmentId, key))?.state;
}

describe('an approval', () => {
  it('does not outlive the evidence that it rested on, and can be given again', async () => {
    const evidenceId = await addTestFiles(ours, undefined, {}, target);
    await approve();
    await unlinkEvidence(ours.grant('evidence:attach'), evidenceId, target);
    expect(await stateNow()).toBe('CHANGED');
    await approve();
  });

  it('does not outlive an item that leaves the library', async () => {
    const evidenceId = await addTestFiles(ours, undefined, {}, target);
    await approve();
    await archiveEvidence(ours.grant('evidence:manage'), {
      evidenceId,
      version: 1,
      reason: 'Of another shop.',
    });
    expect(await stateNow()).toBe('CHANGED');
  });

  it('does not outlive a test that is withdrawn or corrected', async () => {
    const testId = await makeTest(ours, target);
    await approve();
    await changeTest(ours.grant('response:record'), target, {
      ...testInput({ sample: '1' }),
      testId,
      version: 1,
    });
    expect(await stateNow()).toBe('CHANGED');
    await approve();
    await withdrawTest(ours.grant('response:record'), target, { testId, version: 2, reason: 'Wrong list.' });
    expect(await stateNow()).toBe('CHANGED');
  });

  it('stays when evidence or a test is added', async () => {
    await approve();
    await addTestFiles(ours, undefined, {}, target);
    await makeTest(ours, target);
    expect(await stateNow()).toBe('APPROVED');
  });

  it('stays when another requirement loses its evidence', async () => {
    const other = { ...target, requirementNumber: '3.2.1' };
    const evidenceId = await addTestFiles(ours, undefined, {}, other);
    await approve();
    await unlinkEvidence(ours.grant('evidence:attach'), evidenceId, other);
    expect(await stateNow()).toBe('APPROVED');
  });
});
