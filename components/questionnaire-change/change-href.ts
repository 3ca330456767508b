import type { Route } from 'next';

/** Where the questionnaire of an assessment is changed; with a decision, what that would change. */
export function changeHref(assessmentId: string, decisionId: string | null = null): Route {
  const query = decisionId === null ? '' : `?decision=${decisionId}`;
  return `/assessments/${assessmentId}/questionnaire${query}` as Route;
}
