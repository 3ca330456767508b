import type { ReviewState } from '@/lib/response/model';
import { isIncomplete, isUnanswered } from '@/lib/response/rules/progress';
import type { ReviewAct } from './model';

type Item = Parameters<typeof isIncomplete>[0];
type Form = Parameters<typeof isIncomplete>[1];

/** What decides whether an act fits a requirement. */
export type Reviewed = Item & { state: ReviewState | null; answeredByIds: readonly string[] };

/**
 * Why an act does not fit one requirement, or null. Whoever wrote an answer does not approve it where two people are asked
 * for (`twoPeople`); what is not answered whole is neither ready nor approved.
 */
export function whyNot(
  act: ReviewAct,
  item: Reviewed,
  { form, userId, twoPeople }: { form: Form; userId: string; twoPeople: boolean },
): string | null {
  if (act === 'RETURN') {
    if (item.state === 'RETURNED') return 'It is returned already.';
    return isUnanswered(item) ? 'It has no answer yet.' : null;
  }
  if (isUnanswered(item)) return 'It is not answered yet.';
  if (isIncomplete(item, form)) return 'Its answer still needs words.';
  if (act === 'READY') {
    if (item.state === 'READY') return 'It waits for review already.';
    return item.state === 'APPROVED' ? 'It is reviewed already.' : null;
  }
  if (item.state === 'APPROVED') return 'It is reviewed already.';
  return twoPeople && item.answeredByIds.includes(userId)
    ? 'You answered it: somebody else reviews it.'
    : null;
}

/** Answered and reviewed as it stands now. */
export function isReviewed(state: ReviewState | null): boolean {
  return state === 'APPROVED';
}
