import { type Role, roleNames } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import type { OwnRequirement } from './model';

/** Why somebody with this role cannot be given a requirement to answer; null when they can. */
export function whyNotAssignable(role: string): string | null {
  const known = role as Role;
  if (isAllowed(known, 'response:record')) return null;
  return `The role ${roleNames[known] ?? role} does not answer requirements. Change the role first, or choose somebody else.`;
}

/** Whether it waits for the person: not answered, answered and incomplete, only claimed, or returned by a reviewer. */
export function isToDo({ needs, returned }: Pick<OwnRequirement, 'needs' | 'returned'>): boolean {
  return needs !== '' || returned !== null;
}

/** One person's requirements by assessment, in the order in which each assessment comes first. */
export function byAssessment(list: readonly OwnRequirement[]): OwnRequirement[][] {
  const ids = [...new Set(list.map(({ assessmentId }) => assessmentId))];
  return ids.map((id) => list.filter(({ assessmentId }) => assessmentId === id));
}

/** "1 returned, 3 to do", beside the name of an assessment; "all done" where nothing waits. */
export function toDoNote(list: readonly OwnRequirement[]): string {
  const returned = list.filter((one) => one.returned !== null).length;
  const others = list.filter(isToDo).length - returned;
  return (
    [returned > 0 && `${returned} returned`, others > 0 && `${others} to do`].filter(Boolean).join(', ') ||
    'all done'
  );
}
