import type { SignOffProblem } from '../model/problem';
import { byPrincipal } from './answer-problems';
import type { DerivedResult } from './outcome';

/**
 * Answers that nobody has reviewed as they stand. A claim of Compliant waits for them; an honest Non-Compliant or a Partial
 * one is never held up, but its reader will ask.
 */
export function reviewProblems(
  unreviewed: readonly string[],
  { outcome, extent }: Pick<DerivedResult, 'outcome' | 'extent'>,
): SignOffProblem[] {
  if (unreviewed.length === 0) return [];
  const isClaim = outcome !== 'NON_COMPLIANT' && extent !== 'PARTIAL';
  return [
    {
      code: 'NOT_REVIEWED',
      severity: isClaim ? 'STOPS' : 'ADVICE',
      words:
        unreviewed.length === 1
          ? 'An answer is not reviewed as it stands'
          : `${unreviewed.length} answers are not reviewed as they stand`,
      places: byPrincipal(unreviewed),
      action: 'Review',
      place: { kind: 'REVIEW' },
    },
  ];
}
