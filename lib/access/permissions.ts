import type { Role } from './model';

/**
 * Who may do what: the one table. Pages, actions, routes, queries and commands all go through it, and the help page
 * prints it. A permission is `noun:verb`; a role that is not named may not.
 */
const OFFICERS: readonly Role[] = ['ADMINISTRATOR', 'COMPLIANCE_OFFICER'];
const CONTRIBUTORS: readonly Role[] = [...OFFICERS, 'CONTROL_OWNER'];
const EVERYBODY: readonly Role[] = [...CONTRIBUTORS, 'MANAGER', 'ASSESSOR'];

export const permissionTable = {
  'organization:read': EVERYBODY,
  'organization:manage': ['ADMINISTRATOR'],
  'member:read': EVERYBODY,
  'member:manage': ['ADMINISTRATOR'],
  'legal-entity:read': EVERYBODY,
  'legal-entity:manage': OFFICERS,
  'service-provider:read': EVERYBODY,
  'service-provider:manage': OFFICERS,
  'integration:read': EVERYBODY,
  'integration:manage': OFFICERS,
  'assessment:read': EVERYBODY,
  'assessment:manage': OFFICERS,
  'response:record': CONTRIBUTORS,
  'evidence:read': EVERYBODY,
  'evidence:attach': CONTRIBUTORS,
  'evidence:manage': OFFICERS,
  'schedule:read': EVERYBODY,
  'schedule:manage': OFFICERS,
  'activity:complete': CONTRIBUTORS,
  'attestation:read': EVERYBODY,
  'attestation:prepare': OFFICERS,
  'attestation:sign': ['ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'MANAGER'],
  'submission:record': OFFICERS,
  'report:export': EVERYBODY,
  'audit-trail:read': ['ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'ASSESSOR'],
  'dashboard:read': EVERYBODY,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissionTable;

export function isAllowed(role: Role, permission: Permission): boolean {
  return (permissionTable[permission] as readonly Role[]).includes(role);
}
