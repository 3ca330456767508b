import type { Role } from '@/lib/access/model';

/** Of several groups the role that may most counts. */
const order: readonly Role[] = [
  'ADMINISTRATOR',
  'COMPLIANCE_OFFICER',
  'MANAGER',
  'CONTROL_OWNER',
  'ASSESSOR',
];

/** The role of somebody in groups that stand for these; the default one where none does. */
export function roleFrom(mapped: readonly (string | null)[], defaultRole: Role): Role {
  return order.find((role) => mapped.includes(role)) ?? defaultRole;
}

type Names = { displayName: string; formatted: string; givenName: string; familyName: string };
type Before = { name: string; givenName: string; familyName: string };

/**
 * The name of a person after a change: identity providers send it up to three times, and change one of them. Whatever
 * differs from before is meant.
 */
export function nameFrom(given: Names, before: Before | null): string {
  const joined = [given.givenName, given.familyName].filter(Boolean).join(' ');
  const partsChanged = given.givenName !== before?.givenName || given.familyName !== before?.familyName;
  const candidates = [given.displayName, given.formatted, partsChanged ? joined : ''];
  const changed = candidates.find((candidate) => candidate !== '' && candidate !== before?.name);
  return changed ?? before?.name ?? '';
}

/** Whether an organization may make accounts for an address: exactly its domain is proven. */
export function isOwnDomain(email: string, domains: readonly string[]): boolean {
  return domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
}
