'use client';

import { CircleCheck, ClockAlert, Undo2 } from '@/components/ui/icons';
import type { ChecklistItem, ReviewState } from '@/lib/response/model';
import { isIncomplete, isUnanswered } from '@/lib/response/rules/progress';
import { reviewNames } from '@/lib/review/model';
import { useChecklist, useChecklistState } from '../checklist-context';
import { shortTime } from '../words';
import { ReviewActs } from './review-acts';

/** How the requirement stands with its reviewer, and the next word about it once there is an answer. */
export function ReviewPanel({ item }: { item: ChecklistItem }) {
  const { store, view } = useChecklist();
  const review = useChecklistState((state) => state.reviews[item.requirementNumber]);
  const locked = useChecklistState((state) => state.lock !== null);
  const { review: state } = item;
  const isAnswered = !isUnanswered(item);
  const isWhole = isAnswered && !isIncomplete(item, store.setting.form);
  return (
    <section>
      <h2>Review</h2>
      <p className="flex flex-wrap items-center gap-x-1.5 text-ink-2">
        {state && <ReviewMark state={state} />}
        {state ? reviewNames[state] : 'Not reviewed yet.'}
        {review && (
          <small className="text-ink-3">
            {review.byName}, {shortTime(review.at, view.timeZone, new Date())}
          </small>
        )}
      </p>
      {state === 'RETURNED' && review?.reason && <p className="mt-1 whitespace-pre-wrap">{review.reason}</p>}
      {!locked && isAnswered && <ReviewActs item={item} isWhole={isWhole} />}
    </section>
  );
}

/** The sign of a state, beside its words. */
export function ReviewMark({ state }: { state: ReviewState }) {
  if (state === 'APPROVED') return <CircleCheck className="tone-ok" />;
  if (state === 'RETURNED') return <Undo2 className="tone-late" />;
  return <ClockAlert className="tone-soon" />;
}
