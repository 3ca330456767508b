import type { Permission } from '@/lib/access/permissions';
import type { Records } from './records';

export type Address = { path: string; permission: Permission | null };

/** Every page that has no record of its own, with the right that it needs. */
export const plainPages: readonly Address[] = [
  { path: '/dashboard', permission: 'dashboard:read' },
  { path: '/integrations', permission: 'integration:read' },
  { path: '/integrations/new', permission: 'integration:manage' },
  { path: '/assessments', permission: 'assessment:read' },
  { path: '/evidence', permission: 'evidence:read' },
  { path: '/evidence/new', permission: 'evidence:attach' },
  { path: '/schedule', permission: 'schedule:read' },
  { path: '/schedule/new', permission: 'schedule:manage' },
  { path: '/providers', permission: 'service-provider:read' },
  { path: '/providers/new', permission: 'service-provider:manage' },
  { path: '/legal-entities', permission: 'legal-entity:read' },
  { path: '/legal-entities/new', permission: 'legal-entity:manage' },
  { path: '/acquirers', permission: 'legal-entity:read' },
  { path: '/acquirers/new', permission: 'legal-entity:manage' },
  { path: '/catalogue', permission: 'assessment:read' },
  { path: '/catalogue/6.4.3', permission: 'assessment:read' },
  { path: '/audit-log', permission: 'audit-trail:read' },
  { path: '/settings', permission: 'organization:read' },
  { path: '/settings/account', permission: null },
  { path: '/settings/members', permission: 'member:read' },
  { path: '/settings/roles', permission: 'member:read' },
];

type Ids = Omit<Records, 'word'>;

/** Every page of one record, with the right that it needs. */
export function recordPages(ids: Ids): Address[] {
  const assessment = `/assessments/${ids.assessmentId}`;
  return [
    { path: `/integrations/${ids.integrationId}`, permission: 'integration:read' },
    { path: `/integrations/${ids.integrationId}/edit`, permission: 'integration:manage' },
    { path: `/assessments/new?integration=${ids.integrationId}`, permission: 'assessment:manage' },
    { path: assessment, permission: 'assessment:read' },
    { path: `${assessment}/edit`, permission: 'assessment:manage' },
    { path: `${assessment}/requirements/2.2.2`, permission: 'assessment:read' },
    { path: `${assessment}/table`, permission: 'assessment:read' },
    { path: `${assessment}/sign-off`, permission: 'attestation:read' },
    { path: `${assessment}/sign-off/entity`, permission: 'attestation:prepare' },
    { path: `${assessment}/report`, permission: 'attestation:read' },
    { path: `${assessment}/submissions`, permission: 'attestation:read' },
    { path: `${assessment}/copy-sheet`, permission: 'attestation:read' },
    { path: `/evidence/${ids.evidenceId}`, permission: 'evidence:read' },
    { path: `/evidence/${ids.evidenceId}/edit`, permission: 'evidence:attach' },
    { path: `/schedule/activities/${ids.activityId}`, permission: 'schedule:read' },
    { path: `/providers/${ids.providerId}`, permission: 'service-provider:read' },
    { path: `/providers/${ids.providerId}/edit`, permission: 'service-provider:manage' },
    { path: `/legal-entities/${ids.legalEntityId}`, permission: 'legal-entity:read' },
    { path: `/legal-entities/${ids.legalEntityId}/edit`, permission: 'legal-entity:manage' },
    { path: `/acquirers/${ids.acquirerId}`, permission: 'legal-entity:read' },
    { path: `/acquirers/${ids.acquirerId}/edit`, permission: 'legal-entity:manage' },
  ];
}

/** Data of one record. */
export function recordRoutes(ids: Ids): string[] {
  const assessment = `/api/assessments/${ids.assessmentId}`;
  return [
    `${assessment}/report.pdf`,
    `${assessment}/snapshot.json`,
    `${assessment}/responses`,
    `${assessment}/responses/2.2.2`,
    `${assessment}/requirements/2.2.2/evidence`,
    `/api/evidence/${ids.evidenceId}/files/${ids.activityId}`,
  ];
}
