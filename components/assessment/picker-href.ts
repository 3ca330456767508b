import type { Route } from 'next';

/** The questions that find the questionnaire, over these integrations together. */
export function pickerHref(integrationIds: readonly string[]): Route {
  const query = integrationIds.map((id) => `integration=${id}`).join('&');
  return `/assessments/new${query === '' ? '' : `?${query}`}` as Route;
}
