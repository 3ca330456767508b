import type { Finding } from '@/lib/catalogue/model';

/**
 * One key means one answer in every form, so that hands that learned it on a short form are right on a long one. Not Tested, which
 * only the longest have, comes last, whatever its column.
 */
const inOrder = ['IN_PLACE', 'IN_PLACE_WITH_CCW', 'NOT_APPLICABLE', 'NOT_IN_PLACE', 'NOT_TESTED'] as const;

/** The key that gives an answer. */
export function keyOfAnswer(finding: Finding): string {
  return String(inOrder.indexOf(finding) + 1);
}

/** The answer that a key gives in a form; undefined where the form does not have it. */
export function answerOfKey(key: string, options: readonly Finding[]): Finding | undefined {
  return options.find((option) => keyOfAnswer(option) === key);
}
