import type { SignOffProblem } from '../model/problem';
import { byPrincipal } from './answer-problems';

/**
 * Answers that rest on another assessment, where they were changed since. Nobody has said that what changed holds here, so
 * nothing is signed on them: they are confirmed or detached first.
 */
export function sharedProblems(unconfirmed: readonly string[]): SignOffProblem[] {
  const [first] = unconfirmed;
  if (!first) return [];
  return [
    {
      code: 'SHARED_ANSWER_CHANGED',
      severity: 'STOPS',
      words:
        unconfirmed.length === 1
          ? 'A shared answer was changed where it comes from'
          : `${unconfirmed.length} shared answers were changed where they come from`,
      places: byPrincipal(unconfirmed),
      action: 'Confirm or detach',
      place: { kind: 'REQUIREMENT', requirementNumber: first },
    },
  ];
}
