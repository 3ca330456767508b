import type { EvidenceKind } from '../model';

type File = { state: string; isDeleted: boolean };

/** Why nobody can accept what is closed; null when its files can be opened, or when it has none. */
export function whyClosed(kind: EvidenceKind, files: readonly File[]): string | null {
  if (files.some(({ state }) => state === 'QUARANTINED')) {
    return 'A file of it cannot be opened yet. It can be accepted when every file has been looked at.';
  }
  if (files.some(({ isDeleted }) => isDeleted))
    return 'Its files were deleted when their retention had ended.';
  const hasOpen = files.some(({ state }) => state === 'AVAILABLE');
  if (hasOpen || (kind !== 'FILE' && files.length === 0)) return null;
  return 'No file of it is left that can be opened. Ask for a new version.';
}

/**
 * Why this person may not accept what they brought, or null where one person is enough. Where nobody is left who may, it says
 * what the way out is.
 */
export function ownEvidenceBar(
  broughtByIds: readonly string[],
  userId: string,
  reviewerIds: readonly string[] | null,
): string | null {
  if (!reviewerIds || !broughtByIds.includes(userId)) return null;
  return reviewerIds.some((id) => !broughtByIds.includes(id))
    ? 'You brought it: somebody else accepts it.'
    : 'You brought it, and nobody is left who may accept it: another officer has to join, or an administrator changes under Settings that preparer and signer are two people.';
}
