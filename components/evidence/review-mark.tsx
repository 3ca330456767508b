import { CircleAlert, CircleCheck } from '@/components/ui/icons';
import type { EvidenceReviewState } from '@/lib/evidence/model/review';

/** What the reviewer said, in a word: nothing where nobody has looked yet. */
export function ReviewMark({ state }: { state: EvidenceReviewState }) {
  if (state === '') return null;
  const rejected = state === 'REJECTED';
  return (
    <span className={rejected ? 'status tone-late' : 'status tone-ok'}>
      {rejected ? <CircleAlert className="size-3.5" /> : <CircleCheck className="size-3.5" />}
      {rejected ? 'rejected' : 'accepted'}
    </span>
  );
}
