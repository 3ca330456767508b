import type { ReviewState } from '@/lib/response/model';
import { needOfItem, needWords } from '@/lib/response/rules/frequency';
import { isIncomplete, isUnanswered, lacksWords } from '@/lib/response/rules/progress';
import type { ReviewAct } from './model';

type Item = Parameters<typeof isIncomplete>[0];
type Form = Parameters<typeof isIncomplete>[1];

/** What decides whether an act fits a requirement. */
export type Reviewed = Item & { state: ReviewState | null; answeredByIds: readonly string[] };

/**
 * Why an act does not fit one requirement, or null. Whoever wrote an answer does not approve it where two people are asked
 * for; what is not answered whole is neither ready nor approved. `reviewerIds`: who may review there, null where one is enough.
 */
export function whyNot(
  act: ReviewAct,
  item: Reviewed,
  { form, userId, reviewerIds }: { form: Form; userId: string; reviewerIds: readonly string[] | null },
): string | null {
  if (act === 'RETURN') {
    if (item.state === 'RETURNED') return 'It is returned already.';
    return isUnanswered(item) ? 'It has no answer yet.' : null;
  }
  if (isUnanswered(item)) return 'It is not answered yet.';
  if (isIncomplete(item, form)) {
    const need = lacksWords(item, form) ? null : needOfItem(item);
    return need ? needWords[need] : 'Its answer still needs words.';
  }
  if (act === 'READY') {
    if (item.state === 'READY') return 'It waits for review already.';
    return item.state === 'APPROVED' ? 'It is reviewed already.' : null;
  }
  if (item.state === 'APPROVED') return 'It is reviewed already.';
  return item.answeredByIds.includes(userId) ? ownBar(item.answeredByIds, userId, reviewerIds) : null;
}

/**
 * Why this person may not approve what they answered with these authors, or null where one person is enough. Where nobody is
 * left who may, it says what the way out is.
 */
export function ownBar(
  answeredByIds: readonly string[],
  userId: string,
  reviewerIds: readonly string[] | null,
): string | null {
  if (!reviewerIds) return null;
  const isLeft = reviewerIds.some((id) => id !== userId && !answeredByIds.includes(id));
  return isLeft
    ? 'You answered it: somebody else reviews it.'
    : 'You answered it, and nobody is left who may review it: another officer has to join, or an administrator changes under Settings that preparer and signer are two people.';
}

/** Answered and reviewed as it stands now. */
export function isReviewed(state: ReviewState | null): boolean {
  return state === 'APPROVED';
}
