import { type Role, roleNames } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import type { OwnRequirement } from './model';

/** Why somebody with this role cannot be given a requirement to answer; null when they can. */
export function whyNotAssignable(role: string): string | null {
  const known = role as Role;
  if (isAllowed(known, 'response:record')) return null;
  return `The role ${roleNames[known] ?? role} does not answer requirements. Change the role first, or choose somebody else.`;
}

/** Whether it waits for the person: not answered yet, or returned by a reviewer. */
export function isToDo({ isAnswered, returned }: Pick<OwnRequirement, 'isAnswered' | 'returned'>): boolean {
  return !isAnswered || returned !== null;
}
