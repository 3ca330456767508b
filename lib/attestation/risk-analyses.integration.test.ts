import { beforeAll, describe, expect, test } from 'vitest';
import { reviseAssessment } from '@/lib/assessment/commands/revise-assessment';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { approveAll } from '@/lib/review/testing';
import { changeAnalysis } from '@/lib/risk-analysis/commands/change';
import { linkAnalysis, unlinkAnalysis } from '@/lib/risk-analysis/commands/link';
import { getAnalysisPanel } from '@/lib/risk-analysis/queries/panel';
import { approvedAnalysis, wholeAnalysis } from '@/lib/risk-analysis/testing';
import { getAttestationDocument } from './queries/document';
import { getSignOff } from './queries/sign-off';
import { answerAll, fillForm, officer, shownHash, sign } from './testing/rows';

let ours: TestOrganization;
const manage = () => ours.grant('schedule:manage');
const panel = (assessmentId: string) =>
  getAnalysisPanel(ours.grant('assessment:read'), { assessmentId, requirementNumber: '8.6.3' });

beforeAll(async () => {
  ours = await makeOrganization({ name: officer.name });
});

describe('a signature', () => {
  test('needs the analyses, freezes what they rest on and keeps it for a correction', async () => {
    const numbers = ['5.2.3.1', '5.3.2.1', '8.6.3', '10.4.2.1'];
    const assessmentId = await makeAssessment(ours, 'C');
    await answerAll(assessmentId, 'IN_PLACE');
    await fillForm(ours, assessmentId, {
      eligibility: {
        criteria: ['c1', 'c2', 'c3', 'c4', 'c5'].map((criterionId) => ({ criterionId, answer: 'YES' })),
      },
    });
    const target = { assessmentId, requirementNumber: '8.6.3' };
    const signOff = async () => {
      const page = await getSignOff(ours.grant('attestation:read'), assessmentId);
      return 'draft' in page ? page.draft : null;
    };
    const stops = (await signOff())?.problems.filter(({ severity }) => severity === 'STOPS');
    expect(stops).toMatchObject([{ code: 'NO_RISK_ANALYSIS', places: numbers.map((label) => ({ label })) }]);
    const before = await shownHash(ours, assessmentId);
    await expect(sign(ours, assessmentId, { contentSha256: before })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    const analysisId = await approvedAnalysis(ours, { requirementNumbers: numbers });
    for (const requirementNumber of numbers)
      await linkAnalysis(manage(), analysisId, { assessmentId, requirementNumber });
    expect((await signOff())?.result).toMatchObject({ outcome: 'COMPLIANT', incomplete: [] });
    await expect(sign(ours, assessmentId, { contentSha256: before })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await approveAll(assessmentId);
    await sign(ours, assessmentId);

    for (const attempt of [
      () => unlinkAnalysis(manage(), target),
      () => linkAnalysis(manage(), analysisId, target),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(
      unsafeRows('UPDATE "RiskAnalysisLink" SET "analysisId" = NULL WHERE "assessmentId" = $1', [
        assessmentId,
      ]),
    ).rejects.toThrow(/signed assessment cannot be changed/);
    expect((await panel(assessmentId)).locked).toMatch(/frozen/);

    const { assessmentId: _, linkTo: __, ...words } = wholeAnalysis({ requirementNumbers: numbers });
    await changeAnalysis(manage(), { analysisId, version: 2, ...words, every: 6 });
    const { content } = await getAttestationDocument(ours.grant('attestation:read'), assessmentId);
    expect(content.riskAnalyses).toHaveLength(4);
    expect(content.riskAnalyses?.[2]).toMatchObject({
      requirementNumber: '8.6.3',
      analysis: { id: analysisId, revision: 1, frequency: 'Every 3 months' },
    });
    const { assessmentId: correction } = await reviseAssessment(ours.grant('assessment:manage'), {
      id: assessmentId,
      reason: 'A wrong number',
    });
    expect((await panel(correction)).analysis).toMatchObject({ analysisId, state: 'DRAFT' });
  });
});
