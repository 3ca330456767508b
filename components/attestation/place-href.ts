import type { Route } from 'next';
import { pickerHref } from '@/components/assessment/picker-href';
import type { Place } from '@/lib/attestation/model/problem';
import { partSlug } from '@/lib/attestation/rules/parts';

type Where = { assessmentId: string; integrationIds: readonly string[] };

/** The address at which a problem is mended. */
export function placeHref(place: Place, { assessmentId, integrationIds }: Where): Route {
  const base = `/assessments/${assessmentId}`;
  switch (place.kind) {
    case 'PART':
      return `${base}/sign-off/${partSlug(place.part)}${place.field ? `#${fieldId(place.field)}` : ''}` as Route;
    case 'REQUIREMENT':
      return `${base}/requirements/${place.requirementNumber}` as Route;
    case 'EVIDENCE':
      return `/evidence/${place.evidenceId}` as Route;
    case 'LEGAL_ENTITY':
      return `/legal-entities/${place.legalEntityId}` as Route;
    case 'PROVIDER':
      return `/providers/${place.providerId}` as Route;
    case 'INTEGRATION':
      return `/integrations/${place.integrationId}` as Route;
    case 'REVIEW':
      return `${base}/review` as Route;
    case 'PICKER':
      return pickerHref(integrationIds);
  }
}

/** Id of a field of the guided form; "locations.0.count" → "f-locations-0-count". */
export function fieldId(name: string): string {
  return `f-${name.replaceAll('.', '-')}`;
}
