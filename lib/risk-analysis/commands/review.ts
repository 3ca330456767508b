import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { fromDay, toDay } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { reviewOutcomeNames } from '../model';
import { latestReviewDay, reviewDayRefusal } from '../rules/life';
import type { ReviewAnalysisInput } from '../schema';
import { unapproved } from './change';
import { assertNotArchived, assertPast, assertVersion, lockAnalysis } from './lock';

/**
 * Records the look that 12.3.1 asks for every year. Still valid: the next one is due within twelve months from it. Has to
 * change: the next revision begins as a draft, with the same words.
 */
export function reviewAnalysis(grant: Grant<'schedule:manage'>, input: ReviewAnalysisInput): Promise<void> {
  const { organizationId, actor } = grant;
  const { analysisId, reviewedByName, reviewedOn, outcome, note } = input;
  return commit(grant, async (tx) => {
    const row = await lockAnalysis(tx, grant, analysisId);
    assertNotArchived(row);
    assertVersion(row, input.version);
    if (!row.approvedOn)
      throw new AppError('WRONG_STATE', 'A draft is approved, not reviewed. Approve this revision first.');
    assertPast(grant, 'reviewedOn', reviewedOn);
    if (reviewedOn < toDay(row.approvedOn))
      throw new AppError('INVALID', undefined, {
        reviewedOn: ['Choose the day of the approval or a later one.'],
      });
    const nextReviewOn =
      outcome === 'STILL_VALID' ? (input.nextReviewOn ?? latestReviewDay(reviewedOn)) : null;
    const refusal = nextReviewOn && reviewDayRefusal(reviewedOn, nextReviewOn);
    if (refusal) throw new AppError('INVALID', undefined, { nextReviewOn: [refusal] });

    await tx.riskAnalysisReview.create({
      data: {
        organizationId,
        analysisId,
        revision: row.revision,
        reviewedOn: fromDay(reviewedOn),
        reviewedByName,
        outcome,
        note,
        nextReviewOn: nextReviewOn ? fromDay(nextReviewOn) : null,
        recordedByName: actor.name,
      },
    });
    await tx.riskAnalysis.update({
      where: { organizationId_id: { organizationId, id: analysisId } },
      data: {
        version: { increment: 1 },
        ...(nextReviewOn ? { nextReviewOn: fromDay(nextReviewOn) } : unapproved(row.revision)),
      },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'risk-analysis.reviewed',
          subject: { type: 'risk-analysis', id: analysisId },
          data: {
            title: row.title,
            revision: row.revision,
            reviewedByName,
            reviewedOn,
            outcome: reviewOutcomeNames[outcome],
            note,
            nextReviewOn,
          },
        },
      ],
    };
  });
}
