import { beforeAll, describe, expect, test } from 'vitest';
import { acceptRisk } from '@/lib/accepted-risk/commands/accept';
import { withdrawAcceptedRisk } from '@/lib/accepted-risk/commands/correct';
import { riskInput } from '@/lib/accepted-risk/testing';
import { reviseAssessment } from '@/lib/assessment/commands/revise-assessment';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { approveAll } from '@/lib/review/testing';
import { getAttestationDocument } from '../queries/document';
import { getSignOff } from '../queries/sign-off';
import { makeReady, officer, shownHash, sign } from '../testing/rows';

let ours: TestOrganization;

beforeAll(async () => {
  ours = await makeOrganization(officer);
});

const reader = () => ours.grant('attestation:read');

describe('accepted risks at the sign-off', () => {
  test('change no figure and no outcome; the signer is told, and the document and its correction have them', async () => {
    const assessmentId = await makeReady(ours);
    const before = (await getAttestationDocument(reader(), assessmentId)).content;
    const target = { assessmentId, requirementNumber: '6.3.3' };
    const input = riskInput();
    await acceptRisk(ours.grant('response:record'), target, input);
    await approveAll(assessmentId);
    const { content, isReady } = await getAttestationDocument(reader(), assessmentId);
    expect(isReady).toBe(true);
    expect([content.result, content.counts, content.summary]).toEqual([
      before.result,
      before.counts,
      before.summary,
    ]);
    const page = await getSignOff(reader(), assessmentId);
    expect('draft' in page && page.draft.acceptedRisks).toEqual([
      {
        requirementNumber: '6.3.3',
        risk: input.risk,
        acceptedByName: 'Daniel Okafor',
        reviewOn: input.reviewOn,
        isOverdue: false,
      },
    ]);
    await sign(ours, assessmentId);
    const signed = (await getAttestationDocument(reader(), assessmentId)).content.requirements;
    expect(signed.flatMap(({ acceptedRisks = [] }) => acceptedRisks)).toEqual([input]);
    const correction = await reviseAssessment(ours.grant('assessment:manage'), {
      id: assessmentId,
      reason: 'A typing mistake',
    });
    const carried = await unsafeRows(
      'SELECT "risk", "version" FROM "AcceptedRisk" WHERE "assessmentId" = $1',
      [correction.assessmentId],
    );
    expect(carried).toEqual([{ risk: input.risk, version: 1 }]);
  });

  test('leave no trace in what is shown once they are withdrawn', async () => {
    const assessmentId = await makeReady(ours);
    const before = await shownHash(ours, assessmentId);
    const target = { assessmentId, requirementNumber: '6.3.3' };
    const { acceptedRiskId } = await acceptRisk(ours.grant('response:record'), target, riskInput());
    expect(await shownHash(ours, assessmentId)).not.toBe(before);
    const withdrawal = { acceptedRiskId, version: 1, reason: 'Gone' };
    await withdrawAcceptedRisk(ours.grant('response:record'), target, withdrawal);
    expect(await shownHash(ours, assessmentId)).toBe(before);
  });
});
