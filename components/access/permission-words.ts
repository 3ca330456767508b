import type { Permission } from '@/lib/access/permissions';

/** What each permission lets a person do, grouped as the roles page shows them. The type demands a line for each. */
export const permissionWords: Record<Permission, { group: string; text: string }> = {
  'dashboard:read': { group: 'Overview', text: 'See the overview' },
  'integration:read': { group: 'Integrations', text: 'See payment integrations' },
  'integration:manage': { group: 'Integrations', text: 'Add, change and archive payment integrations' },
  'service-provider:read': { group: 'Integrations', text: 'See service providers' },
  'service-provider:manage': { group: 'Integrations', text: 'Add, change and archive service providers' },
  'legal-entity:read': { group: 'Integrations', text: 'See legal entities, acquirers and merchant ids' },
  'legal-entity:manage': {
    group: 'Integrations',
    text: 'Add, change and archive legal entities, acquirers and merchant ids',
  },
  'assessment:read': { group: 'Assessments', text: 'See assessments, answers and the catalogue' },
  'assessment:manage': {
    group: 'Assessments',
    text: 'Choose the questionnaire, create and archive assessments',
  },
  'response:record': { group: 'Assessments', text: 'Answer requirements' },
  'attestation:read': { group: 'Assessments', text: 'See attestations and their signatures' },
  'attestation:prepare': { group: 'Assessments', text: 'Fill in the attestation and start a correction' },
  'attestation:sign': { group: 'Assessments', text: 'Sign as executive officer' },
  'submission:record': { group: 'Assessments', text: 'Record what was sent to an acquirer' },
  'report:export': { group: 'Assessments', text: 'Open and download reports' },
  'evidence:read': { group: 'Evidence', text: 'Open and download evidence' },
  'evidence:attach': { group: 'Evidence', text: 'Add evidence and attach it to requirements' },
  'evidence:manage': { group: 'Evidence', text: 'Change and archive evidence' },
  'schedule:read': { group: 'Schedule', text: 'See periodic activities' },
  'schedule:manage': { group: 'Schedule', text: 'Plan and change periodic activities' },
  'activity:complete': { group: 'Schedule', text: 'Record that an activity was done' },
  'audit-trail:read': { group: 'Organization', text: 'Read and verify the audit log' },
  'member:read': { group: 'Organization', text: 'See who is a member' },
  'member:manage': { group: 'Organization', text: 'Invite members, change roles, end memberships' },
  'organization:read': { group: 'Organization', text: 'See name, country and time zone' },
  'organization:manage': { group: 'Organization', text: 'Change name, country and time zone' },
};
