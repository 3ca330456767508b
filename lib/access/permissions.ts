import type { Role } from './model';

/**
 * Who may do what: the one table. Pages, actions, routes, queries and commands all go through it, and the help page
 * prints it. A permission is `noun:verb`; a role that is not named may not. What of it a control owner and an assessor
 * see is narrower still: that stands in row-level security (need_to_know), so that no query can forget it.
 */
const OFFICERS: readonly Role[] = ['ADMINISTRATOR', 'COMPLIANCE_OFFICER'];
const CONTRIBUTORS: readonly Role[] = [...OFFICERS, 'CONTROL_OWNER'];
/** A manager reads; whoever works on the answers, or looks at them from outside, also asks. */
const WRITERS: readonly Role[] = [...CONTRIBUTORS, 'ASSESSOR'];
const EVERYBODY: readonly Role[] = [...CONTRIBUTORS, 'MANAGER', 'ASSESSOR'];
/** Addresses and habits of colleagues are not needed to answer a requirement. */
const STAFF: readonly Role[] = [...OFFICERS, 'MANAGER'];
/** A control owner sees some answers: a report of these would look like the whole. */
const WHOLE_READERS: readonly Role[] = [...OFFICERS, 'MANAGER', 'ASSESSOR'];

export const permissionTable = {
  'organization:read': EVERYBODY,
  'organization:manage': ['ADMINISTRATOR'],
  'member:read': STAFF,
  'member:manage': ['ADMINISTRATOR'],
  'legal-entity:read': EVERYBODY,
  'legal-entity:manage': OFFICERS,
  'service-provider:read': EVERYBODY,
  'service-provider:manage': OFFICERS,
  'integration:read': EVERYBODY,
  'integration:manage': OFFICERS,
  'assessment:read': EVERYBODY,
  'assessment:manage': OFFICERS,
  'assignment:manage': OFFICERS,
  'response:record': CONTRIBUTORS,
  'response:review': OFFICERS,
  'comment:write': WRITERS,
  'evidence:read': EVERYBODY,
  'evidence:attach': CONTRIBUTORS,
  'evidence:request': CONTRIBUTORS,
  'evidence:manage': OFFICERS,
  'evidence:review': OFFICERS,
  'schedule:read': EVERYBODY,
  'schedule:manage': OFFICERS,
  'activity:complete': CONTRIBUTORS,
  'attestation:read': WHOLE_READERS,
  'attestation:prepare': OFFICERS,
  'attestation:sign': ['ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'MANAGER'],
  'submission:record': OFFICERS,
  'report:export': WHOLE_READERS,
  'audit-trail:read': ['ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'ASSESSOR'],
  'dashboard:read': EVERYBODY,
  'api-key:hold': CONTRIBUTORS,
  'api-key:manage': ['ADMINISTRATOR'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissionTable;

export function isAllowed(role: Role, permission: Permission): boolean {
  return (permissionTable[permission] as readonly Role[]).includes(role);
}

/** Needs the whole organization in view: an assessor for chosen integrations may not, whatever the table says. */
export const wholeOrganization: readonly Permission[] = ['audit-trail:read'];

/** Whether somebody may, given what their membership lets them see. */
export function isAllowedTo(
  person: { role: Role | null; seesAll: boolean | null },
  permission: Permission,
): boolean {
  if (!person.role || !isAllowed(person.role, permission)) return false;
  return person.seesAll === true || !wholeOrganization.includes(permission);
}

/**
 * What a key may be given: reading, and the two everyday writes. Never members, settings, sign-off or keys, nor anything
 * else that asks a person who they are.
 */
export const keyPermissions = [
  'integration:read',
  'assessment:read',
  'response:record',
  'evidence:read',
  'evidence:attach',
  'schedule:read',
  'attestation:read',
  'report:export',
  'audit-trail:read',
] as const satisfies readonly Permission[];

export type KeyPermission = (typeof keyPermissions)[number];

/** Whether a key may do something: it was made for it, keys may have it at all, and its member's role still allows it. */
export function isKeyAllowed(role: Role, permissions: readonly string[], permission: Permission): boolean {
  return (
    (keyPermissions as readonly Permission[]).includes(permission) &&
    permissions.includes(permission) &&
    isAllowed(role, permission) &&
    isAllowed(role, 'api-key:hold')
  );
}
