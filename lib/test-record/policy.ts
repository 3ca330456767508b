import type { Actor } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';

/** Why the tests of an assessment may not change; null when they may. */
export function whyNotTestable(assessment: { status: string; archivedAt: Date | null }): string | null {
  if (assessment.status !== 'OPEN') {
    return 'This assessment is signed: its tests change only in a correction of it.';
  }
  return assessment.archivedAt ? 'This assessment is archived, so its tests can no longer be changed.' : null;
}

/** Who recorded a test may correct it, and an officer anybody's. The database holds it too (own_or_officer). */
export function mayChangeTest(actor: Pick<Actor, 'userId' | 'role'>, createdById: string): boolean {
  if (actor.role === 'SYSTEM' || !isAllowed(actor.role, 'response:record')) return false;
  return actor.userId === createdById || isAllowed(actor.role, 'assessment:manage');
}

/** Whether somebody may name a colleague as the one who tested: who is a member is not for everybody to see. */
export function mayNameMembers(actor: Pick<Actor, 'role'>): boolean {
  return actor.role !== 'SYSTEM' && isAllowed(actor.role, 'member:read');
}
