import type { Actor } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';

/** Why what was accepted beside the answers of an assessment may not change; null when it may. */
export function whyNotAcceptable(assessment: { status: string; archivedAt: Date | null }): string | null {
  if (assessment.status !== 'OPEN') {
    return 'This assessment is signed: its accepted risks change only in a correction of it.';
  }
  return assessment.archivedAt
    ? 'This assessment is archived, so its accepted risks can no longer be changed.'
    : null;
}

/** Who recorded one may correct it, and an officer anybody's. The database holds it too (own_or_officer). */
export function mayChangeAccepted(actor: Pick<Actor, 'userId' | 'role'>, createdById: string): boolean {
  if (actor.role === 'SYSTEM' || !isAllowed(actor.role, 'response:record')) return false;
  return actor.userId === createdById || isAllowed(actor.role, 'assessment:manage');
}

/** Somebody stands for an accepted risk: a program with their key cannot record, change or withdraw it. */
export function isByPerson(actor: Pick<Actor, 'userId' | 'key'>): boolean {
  return actor.userId !== null && actor.key === undefined;
}
