import type { Actor } from '@/lib/access/model';

/** Whoever asked looks after a request, and officers after all of them. */
export function looksAfter(
  { userId, role }: Pick<Actor, 'userId' | 'role'>,
  request: { createdById: string },
): boolean {
  return role === 'ADMINISTRATOR' || role === 'COMPLIANCE_OFFICER' || request.createdById === userId;
}
