import { expect, test } from 'vitest';
import { prepareAttestation } from '@/lib/attestation/commands/prepare';
import { getSignOff } from '@/lib/attestation/queries/sign-off';
import { makeOrganization } from '@/lib/platform/testing';
import { change, decideOn, makeCovered } from './testing';

test('the criteria of a questionnaire are as they were answered when it comes back', async () => {
  const ours = await makeOrganization();
  const { assessmentId } = await makeCovered(ours, 'A');
  const draft = async () => {
    const found = await getSignOff(ours.grant('attestation:read'), assessmentId);
    if (!('draft' in found)) throw new Error('signed');
    return found.draft;
  };
  const answerOf = async (id: string) =>
    (await draft()).form.eligibility?.criteria.find((row) => row.criterionId === id)?.answer;
  const save = async (criteria: { criterionId: string; answer: string }[]) => {
    const basis = (await draft()).parts.find(({ part }) => part === 'eligibility')?.basis ?? '';
    const input = { assessmentId, part: 'eligibility' as const, basis, values: { criteria } };
    await prepareAttestation(ours.grant('attestation:prepare'), input);
  };
  await save([
    { criterionId: 'a1', answer: 'YES' },
    { criterionId: 'a2', answer: 'NO' },
  ]);
  await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'));
  await save([{ criterionId: 'aep1', answer: 'YES' }]);
  expect((await draft()).form.eligibility?.criteria.map((row) => row.criterionId)).not.toContain('a1');
  expect(await answerOf('aep1')).toBe('YES');

  await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A'), 2);
  expect([await answerOf('a1'), await answerOf('a2')]).toEqual(['YES', 'NO']);
  await save([{ criterionId: 'a1', answer: 'NO' }]);
  await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'), 3);
  expect(await answerOf('aep1')).toBe('YES');
});
