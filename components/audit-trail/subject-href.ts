import type { Route } from 'next';
import { ownValue } from '@/lib/platform/own-value';

const places: Readonly<Record<string, (id: string) => string>> = {
  assessment: (id) => `/assessments/${id}`,
  response: (id) => {
    const [assessmentId, key = ''] = id.split('/');
    return `/assessments/${assessmentId}/requirements/${key.split(':')[1] ?? ''}`;
  },
  integration: (id) => `/integrations/${id}`,
  'legal-entity': (id) => `/legal-entities/${id}`,
  acquirer: (id) => `/acquirers/${id}`,
  'service-provider': (id) => `/providers/${id}`,
  evidence: (id) => `/evidence/${id}`,
  activity: (id) => `/schedule/activities/${id}`,
  'risk-analysis': (id) => `/risk-analyses/${id}`,
  member: () => '/settings/members',
  invitation: () => '/settings/members',
};

/** The page of the thing that an event is about; null for what has none. */
export function subjectHref({ type, id }: { type: string; id: string }): Route | null {
  return (ownValue(places, type)?.(id) as Route | undefined) ?? null;
}
