/** An assessment whose evidence may change: neither signed, nor replaced by a correction, nor archived. */
export function isOpenForEvidence(assessment: { status: string; archivedAt: Date | null }): boolean {
  return assessment.status === 'OPEN' && assessment.archivedAt === null;
}

/** Why an assessment's evidence may not change; null when it may. */
export function lockReason(assessment: { status: string; archivedAt: Date | null }): string | null {
  if (isOpenForEvidence(assessment)) return null;
  return assessment.status === 'OPEN'
    ? 'This assessment is archived, so its evidence can no longer be changed.'
    : 'This assessment is signed, so its evidence can no longer be changed, but in a correction of it.';
}

/** Whether a signature rests on the newest version of an item's files: then only a newer version takes more. */
export function isNewestSigned(item: {
  fileVersion: number;
  uses: readonly { isSigned: boolean; signedVersion: number | null }[];
}): boolean {
  return item.uses.some((use) => use.isSigned && (use.signedVersion ?? 1) >= item.fileVersion);
}
