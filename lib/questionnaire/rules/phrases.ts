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

/** A sentence part in lower case at its start, unless it starts with a name or an abbreviation. */
