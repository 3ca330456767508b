import type { Permission } from '@/lib/access/permissions';
import type { Records } from './records';
import { routeRights } from './rights';

export type Address = { path: string; permission: Permission | null };

type Ids = Omit<Records, 'word'>;

/** Every page behind the sign-in, with the right that it needs; ACCESS-4 compares it with the build. */
export const pageRights: Readonly<Record<string, Permission | null>> = {
  '/acquirers': 'legal-entity:read',
  '/acquirers/[acquirerId]': 'legal-entity:read',
  '/acquirers/[acquirerId]/edit': 'legal-entity:manage',
  '/acquirers/new': 'legal-entity:manage',
  '/assessments': 'assessment:read',
  '/assessments/[assessmentId]': 'assessment:read',
  '/assessments/[assessmentId]/assignments': 'assessment:read',
  '/assessments/[assessmentId]/copy-sheet': 'attestation:read',
  '/assessments/[assessmentId]/edit': 'assessment:manage',
  '/assessments/[assessmentId]/last-year': 'assessment:read',
  '/assessments/[assessmentId]/offline': 'assessment:read',
  '/assessments/[assessmentId]/questionnaire': 'assessment:manage',
  '/assessments/[assessmentId]/report': 'attestation:read',
  '/assessments/[assessmentId]/requirements/[requirementNumber]': 'assessment:read',
  '/assessments/[assessmentId]/review': 'assessment:read',
  '/assessments/[assessmentId]/shared': 'assessment:read',
  '/assessments/[assessmentId]/sign-off': 'attestation:read',
  '/assessments/[assessmentId]/sign-off/[part]': 'attestation:prepare',
  '/assessments/[assessmentId]/submissions': 'attestation:read',
  '/assessments/[assessmentId]/table': 'assessment:read',
  '/assessments/new': 'assessment:manage',
  '/assessments/new/[decisionId]': 'assessment:manage',
  '/assigned': 'assessment:read',
  '/audit-log': 'audit-trail:read',
  '/audit-log/sign-ins': 'audit-trail:read',
  '/catalogue': 'assessment:read',
  '/catalogue/[requirementNumber]': 'assessment:read',
  '/dashboard': 'dashboard:read',
  '/evidence': 'evidence:read',
  '/evidence/[evidenceId]': 'evidence:read',
  '/evidence/[evidenceId]/edit': 'evidence:attach',
  '/evidence/[evidenceId]/files/new': 'evidence:attach',
  '/evidence/new': 'evidence:attach',
  '/evidence/requests': 'evidence:request',
  '/evidence/requests/[requestId]': 'evidence:request',
  '/evidence/requests/new': 'evidence:request',
  '/integrations': 'integration:read',
  '/integrations/[integrationId]': 'integration:read',
  '/integrations/[integrationId]/edit': 'integration:manage',
  '/integrations/new': 'integration:manage',
  '/legal-entities': 'legal-entity:read',
  '/legal-entities/[legalEntityId]': 'legal-entity:read',
  '/legal-entities/[legalEntityId]/edit': 'legal-entity:manage',
  '/legal-entities/new': 'legal-entity:manage',
  '/providers': 'service-provider:read',
  '/providers/[serviceProviderId]': 'service-provider:read',
  '/providers/[serviceProviderId]/edit': 'service-provider:manage',
  '/providers/[serviceProviderId]/responsibilities': 'service-provider:read',
  '/providers/new': 'service-provider:manage',
  '/risk-analyses': 'assessment:read',
  '/risk-analyses/[riskAnalysisId]': 'assessment:read',
  '/risk-analyses/[riskAnalysisId]/edit': 'schedule:manage',
  '/risk-analyses/new': 'schedule:manage',
  '/schedule': 'schedule:read',
  '/schedule/activities/[activityId]': 'schedule:read',
  '/schedule/new': 'schedule:manage',
  '/second-factor': null,
  '/settings': 'organization:read',
  '/settings/account': null,
  '/settings/api-keys': 'organization:read',
  '/settings/members': 'member:read',
  '/settings/provisioning': 'organization:read',
  '/settings/roles': 'organization:read',
  '/settings/sign-in': 'organization:read',
  '/settings/sign-in/test': 'organization:manage',
};

/** Pages and routes whose record stands behind the "?". */
const queries: Readonly<Record<string, readonly string[]>> = {
  '/assessments/new': ['integration=[integrationId]'],
  '/api/palette': ['query=checkout', 'query=2.2.2'],
};

/** Pages and routes that take another record than the place in their address says. */
const others: Readonly<Record<string, string>> = {
  '/evidence/[evidenceId]/files/new': '/evidence/[fileEvidenceId]/files/new',
  '/api/evidence/[evidenceId]/files': '/api/evidence/[fileEvidenceId]/files',
  '/api/evidence/[evidenceId]/files/[fileId]': '/api/evidence/[fileEvidenceId]/files/[fileId]',
};

/** What stands in places of addresses that are no records of an organization. */
const publicPlaces: Readonly<Record<string, string>> = {
  requirementNumber: '2.2.2',
  catalogueVersionId: 'pci-dss-4.0.1',
  principalNumber: '2',
  part: 'entity',
};

/** "/evidence/[evidenceId]/edit" with the ids of real records. A place that nothing is known of gets "none". */
export function addressOf(pattern: string, ids: Readonly<Record<string, string>>): string {
  return (others[pattern] ?? pattern).replace(
    /\[([^\]]+)\]/g,
    (_, name: string) => ids[name] ?? publicPlaces[name] ?? 'none',
  );
}

/** Whether the address names a record of an organization, which another organization's people must not see. */
export function namesRecord(pattern: string): boolean {
  return [...`${pattern}?${queries[pattern] ?? ''}`.matchAll(/\[([^\]]+)\]/g)].some(
    ([, name = '']) => !(name in publicPlaces),
  );
}

function filled(pattern: string, ids: Readonly<Record<string, string>>): string[] {
  const asked = queries[pattern] ?? [''];
  return asked.map((query) => addressOf(query ? `${pattern}?${query}` : pattern, ids));
}

const pages = Object.entries(pageRights);

/** Every page that has no record of its own, with the right that it needs. */
export const plainPages: readonly Address[] = pages
  .filter(([pattern]) => !namesRecord(pattern))
  .map(([pattern, permission]) => ({ path: addressOf(pattern, {}), permission }));

/** Every page of one record, with the right that it needs. */
export function recordPages(ids: Ids): Address[] {
  return pages
    .filter(([pattern]) => namesRecord(pattern))
    .flatMap(([pattern, permission]) => filled(pattern, ids).map((path) => ({ path, permission })));
}

/** Routes of data that a session opens; with GET. */
const reading = Object.entries(routeRights)
  .filter(([, methods]) => typeof methods === 'object' && methods.GET)
  .map(([pattern]) => pattern);

/** Data without a record of its own in the address. */
export const plainRoutes: readonly string[] = reading
  .filter((pattern) => !namesRecord(pattern))
  .flatMap((pattern) => filled(pattern, {}));

/** Data of one record. */
export function recordRoutes(ids: Ids): string[] {
  return reading.filter(namesRecord).flatMap((pattern) => filled(pattern, ids));
}
