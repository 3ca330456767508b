import type { QuestionnaireId } from '@/lib/catalogue/model';

/** "A, B and C". */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** "D" for both D questionnaires: which one is meant is clear from the role. */
export function shortName(questionnaireId: QuestionnaireId): string {
  return questionnaireId === 'D-Merchant' || questionnaireId === 'D-ServiceProvider' ? 'D' : questionnaireId;
}

/** "3" for the criterion "aep3": the forms list them in this order, without our ids. */
export function criterionNumber(criterionId: string): string {
  return criterionId.replace(/^\D+/, '');
}

/** Both D questionnaires have no Part 2h: their criteria are nothing that is confirmed with the signature. */
export function confirmsCriteria(questionnaireId: QuestionnaireId | null): boolean {
  return questionnaireId !== null && shortName(questionnaireId) !== 'D';
}

/** A sentence part in lower case at its start, unless it starts with a name or an abbreviation. */
