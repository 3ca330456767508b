import { ChevronRight } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { Day } from '@/components/ui/time';
import { formatDay } from '@/lib/platform/format';
import { type AnalysisView, reviewOutcomeNames } from '@/lib/risk-analysis/model';
import { AnalysisWords } from './analysis-text';

/** Reviews, and every revision that was approved, word for word. */
export function AnalysisHistory({ analysis }: { analysis: AnalysisView }) {
  const { reviews, revision } = analysis;
  const earlier = analysis.revisions.filter((one) => one.revision < revision);
  return (
    <>
      {reviews.length > 0 && (
        <section aria-labelledby="analysis-reviews">
          <SectionHead id="analysis-reviews" title="Reviews" />
          <ul className="border-line border-b">
            {reviews.map((review) => (
              <li key={review.reviewId} className="border-line border-t py-1.5">
                <Day value={review.reviewedOn} />, {review.reviewedByName}:{' '}
                <b>{reviewOutcomeNames[review.outcome]}</b>
                <small className="block text-ink-3">
                  revision {review.revision}
                  {review.nextReviewOn && `, next review by ${formatDay(review.nextReviewOn)}`}
                </small>
                {review.note.trim() !== '' && <p className="whitespace-pre-line">{review.note}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {earlier.length > 0 && (
        <section aria-labelledby="analysis-revisions">
          <SectionHead id="analysis-revisions" title="Earlier revisions" note="as they were approved" />
          {earlier.map((one) => (
            <details key={one.revision} className="group border-line border-t py-2">
              <summary className="flex items-center gap-2">
                <ChevronRight className="text-ink-3 group-open:rotate-90" />
                Revision {one.revision}: {one.frequency}, approved by {one.approvedByName} on{' '}
                {formatDay(one.approvedOn)}
              </summary>
              <div className="grid gap-3 py-3 pl-6">
                <p className="text-ink-2">
                  {one.title}, for {one.requirementNumbers.join(', ')}. Made by {one.madeByName}
                  {one.madeOn && ` on ${formatDay(one.madeOn)}`}.
                </p>
                <AnalysisWords text={one} frequency={one.frequency} />
              </div>
            </details>
          ))}
        </section>
      )}
    </>
  );
}
