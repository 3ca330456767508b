import { ActionForm } from '@/components/ui/action-form';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextAreaField } from '@/components/ui/text-field';
import { Instant } from '@/components/ui/time';
import type { EvidenceReviewLine, EvidenceReviewView } from '@/lib/evidence/model/review';
import type { ActionResult } from '@/lib/platform/result';
import { ReviewMark } from './review-mark';

type EvidenceReviewProps = {
  evidenceId: string;
  review: EvidenceReviewView;
  timeZone: string;
  /** Null for those who do not review, and for what left the library. */
  action: ((previous: ActionResult | null, form: FormData) => Promise<ActionResult>) | null;
};

/** How an item stands with its reviewer, what was said before, and the next word about it. */
export function EvidenceReview({ evidenceId, review, timeZone, action }: EvidenceReviewProps) {
  const { state, reviews, isStillRejected } = review;
  const [latest] = reviews;
  const earlier = state === '' ? reviews : reviews.slice(1);
  return (
    <section aria-labelledby="review-head" className="min-w-0">
      <SectionHead id="review-head" title="Review" />
      {state !== '' && latest ? (
        <Line line={latest} timeZone={timeZone} />
      ) : (
        <p className="text-ink-2">
          {isStillRejected
            ? 'The new file cannot be opened yet. What was there before is rejected, so it proves nothing.'
            : reviews.length > 0
              ? 'Not reviewed as it stands now: it was changed since its last review.'
              : 'Not reviewed yet.'}
        </p>
      )}
      {state === 'REJECTED' && (
        <p className="mt-1 text-ink-2">
          It proves nothing now. Once a new version is brought, it waits for review again.
        </p>
      )}
      {earlier.length > 0 && (
        <details className="mt-3">
          <summary className="link w-fit">
            {earlier.length === 1 ? 'One earlier review' : `${earlier.length} earlier reviews`}
          </summary>
          <ol className="mt-2 grid gap-3">
            {earlier.map((line) => (
              <li key={line.number} className="border-line border-t pt-2">
                <Line line={line} timeZone={timeZone} />
              </li>
            ))}
          </ol>
        </details>
      )}
      {action && <Acts key={review.seen + state} {...{ evidenceId, review, action }} />}
    </section>
  );
}

function Line({ line, timeZone }: { line: EvidenceReviewLine; timeZone: string }) {
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-2">
        <ReviewMark state={line.outcome} />{' '}
        <span className="text-ink-3">
          by {line.byName}, <Instant value={line.at} timeZone={timeZone} />, version {line.fileVersion}
        </span>
      </p>
      {line.reason && (
        <p className="mt-1 max-w-(--measure) whitespace-pre-wrap wrap-anywhere text-read">{line.reason}</p>
      )}
    </div>
  );
}

type ActsProps = {
  evidenceId: string;
  review: EvidenceReviewView;
  action: NonNullable<EvidenceReviewProps['action']>;
};

function Acts({ evidenceId, review: { seen, bar, state }, action }: ActsProps) {
  const isAccepted = state === 'ACCEPTED';
  return (
    <ActionForm action={action} className="mt-3 grid max-w-176 gap-3">
      <input type="hidden" name="evidenceId" value={evidenceId} />
      <input type="hidden" name="seen" value={seen} />
      <TextAreaField
        name="reason"
        label="Remark"
        hint="Needed to reject: what is wrong with it, and what to bring instead."
        rows={2}
        maxLength={2_000}
      />
      {!isAccepted && bar && <p className="text-ink-2">{bar}</p>}
      <div className="flex flex-wrap items-center gap-2">
        {!isAccepted && (
          <SubmitButton name="outcome" value="ACCEPTED" busyText="Saving" disabledReason={bar || undefined}>
            Accept
          </SubmitButton>
        )}
        <SubmitButton name="outcome" value="REJECTED" variant="default" busyText="Saving">
          Reject
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
