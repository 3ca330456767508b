import { type Role, roleNames } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';

type State = { status: string; archivedAt: Date | null };

/** Why an assessment takes no comments any more, in words that say what to do; null while it is open. */
export function whyClosed({ status, archivedAt }: State): string | null {
  if (status === 'SIGNED')
    return 'This assessment is signed: its comments are kept as they were. Write to its correction, once one is started.';
  if (status === 'SUPERSEDED')
    return 'A signed correction has replaced this assessment: its comments are kept as they were.';
  if (archivedAt)
    return 'This assessment is archived: its comments are kept as they were. Restore it from its overview to write again.';
  return null;
}

/** The same for one reader, whose role may only read. */
export function whyNotWrite(state: State, role: string): string | null {
  const closed = whyClosed(state);
  if (closed) return closed;
  const known = role as Role;
  if (isAllowed(known, 'comment:write')) return null;
  return `You can read the comments. The role ${roleNames[known] ?? role} does not write any.`;
}

const ways: Partial<Record<Role, string>> = {
  CONTROL_OWNER: 'assign it to them under “Who answers what”',
  ASSESSOR: 'choose the integrations of this assessment for them under Settings, Members',
};

/**
 * Why somebody cannot be mentioned, and what to do. Their name and role are told only to whoever may know who is a member;
 * `outsider` is null for somebody who is none any more.
 */
export function whyNotMentioned(
  requirementNumber: string,
  outsider: { name: string; role: string } | null,
  mayKnow: boolean,
): string {
  const rest = 'or take the mention out. Nothing was sent.';
  if (!mayKnow)
    return `Somebody whom you mention cannot see ${requirementNumber}, or has left. Ask a compliance officer to assign it to them, ${rest}`;
  if (!outsider)
    return 'Somebody whom you mention is not a member any more. Take the mention out. Nothing was sent.';
  const way = ways[outsider.role as Role];
  const name = `${outsider.name} cannot see ${requirementNumber}.`;
  return way
    ? `${name} To mention them, ${way}, ${rest}`
    : `${name} Their access has ended: take the mention out. Nothing was sent.`;
}
