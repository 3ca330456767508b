import type { Actor } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';

/** Who saved a view may rename and delete it, and an officer anybody's. The database holds it too (own_or_officer). */
export function mayChangeView(actor: Pick<Actor, 'userId' | 'role'>, createdById: string): boolean {
  if (actor.role === 'SYSTEM' || !isAllowed(actor.role, 'response:record')) return false;
  return actor.userId === createdById || isAllowed(actor.role, 'assessment:manage');
}
