import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { fromDay } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { textOf } from '../queries/rows';
import { frequencyWords, latestReviewDay, missingParts, reviewDayRefusal } from '../rules/life';
import type { ApproveAnalysisInput } from '../schema';
import { assertNotArchived, assertPast, assertVersion, lockAnalysis } from './lock';

/** Approves the revision as it stands and keeps it word for word. Throws WRONG_STATE while something is missing. */
export function approveAnalysis(grant: Grant<'schedule:manage'>, input: ApproveAnalysisInput): Promise<void> {
  const { organizationId, actor } = grant;
  const { analysisId, approvedByName, approvedOn } = input;
  return commit(grant, async (tx) => {
    const row = await lockAnalysis(tx, grant, analysisId);
    assertNotArchived(row);
    assertVersion(row, input.version);
    const text = textOf(row);
    const { requirementNumbers, madeOn } = text;
    const missing = missingParts(text);
    if (missing.length > 0 || madeOn === null)
      throw new AppError('WRONG_STATE', `This cannot be approved yet. It lacks ${missing.join(', ')}.`);
    if (row.approvedOn) throw new AppError('WRONG_STATE', 'This revision is approved already.');
    assertPast(grant, 'approvedOn', approvedOn);
    if (approvedOn < madeOn)
      throw new AppError('INVALID', undefined, {
        approvedOn: ['Choose the day on which it was made or a later one.'],
      });
    const nextReviewOn = input.nextReviewOn ?? latestReviewDay(approvedOn);
    const refusal = reviewDayRefusal(approvedOn, nextReviewOn);
    if (refusal) throw new AppError('INVALID', undefined, { nextReviewOn: [refusal] });

    await tx.riskAnalysis.update({
      where: { organizationId_id: { organizationId, id: analysisId } },
      data: {
        approvedByName,
        approvedOn: fromDay(approvedOn),
        nextReviewOn: fromDay(nextReviewOn),
        version: { increment: 1 },
      },
    });
    await tx.riskAnalysisRevision.create({
      data: {
        organizationId,
        analysisId,
        revision: row.revision,
        ...text,
        madeOn: fromDay(madeOn),
        approvedByName,
        approvedOn: fromDay(approvedOn),
        recordedByName: actor.name,
      },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'risk-analysis.approved',
          subject: { type: 'risk-analysis', id: analysisId },
          data: {
            title: row.title,
            revision: row.revision,
            requirementNumbers,
            frequency: frequencyWords(row),
            madeByName: row.madeByName,
            approvedByName,
            approvedOn,
            nextReviewOn,
          },
        },
      ],
    };
  });
}
