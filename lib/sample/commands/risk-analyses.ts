import 'server-only';
import { read } from '@/lib/access/read';
import { requirementKeyOf } from '@/lib/response/queries';
import { weeklyRequirement } from '@/lib/response/rules/frequency';
import { approveAnalysis } from '@/lib/risk-analysis/commands/approve';
import { chooseFrequency, linkAnalysis } from '@/lib/risk-analysis/commands/link';
import { makeAnalysis } from '@/lib/risk-analysis/commands/make';
import { reviewAnalysis } from '@/lib/risk-analysis/commands/review';
import { analyst, approver, sampleAnalyses } from '../model/risk-analyses';
import type { SampleGrants } from './sample';

/** Two analyses, on which the answers of the open assessments rest; the payment page is looked at every week. */
export async function fillRiskAnalyses(
  grants: SampleGrants,
  day: (distance: number) => string,
): Promise<void> {
  const manage = grants('schedule:manage');
  for (const { text, approvedOn, reviewedOn } of sampleAnalyses(day)) {
    const { analysisId } = await makeAnalysis(manage, text);
    const approval = { analysisId, version: 1, approvedByName: approver, approvedOn, nextReviewOn: null };
    await approveAnalysis(manage, approval);
    if (reviewedOn)
      await reviewAnalysis(manage, {
        analysisId,
        version: 2,
        reviewedByName: analyst,
        reviewedOn,
        outcome: 'STILL_VALID',
        note: 'Read against the alerts of the year; nothing new.',
        nextReviewOn: null,
      });
    for (const requirementNumber of text.requirementNumbers)
      for (const assessmentId of await listAsking(grants, requirementNumber))
        await linkAnalysis(manage, analysisId, { assessmentId, requirementNumber });
  }
  for (const assessmentId of await listAsking(grants, weeklyRequirement))
    await chooseFrequency(manage, 'WEEKLY', { assessmentId, requirementNumber: weeklyRequirement });
}

/** Open assessments whose questionnaire asks a requirement. */
async function listAsking(grants: SampleGrants, requirementNumber: string): Promise<string[]> {
  const grant = grants('assessment:read');
  const rows = await read(grant, (tx) =>
    tx.assessment.findMany({
      where: {
        organizationId: grant.organizationId,
        status: 'OPEN',
        responses: { some: { requirementKey: requirementKeyOf(requirementNumber) } },
      },
      orderBy: { id: 'asc' },
      select: { id: true },
    }),
  );
  return rows.map(({ id }) => id);
}
