/** An assessment whose evidence may change: neither signed, nor replaced by a correction, nor archived. */
export function isOpenForEvidence(assessment: { status: string; archivedAt: Date | null }): boolean {
  return assessment.status === 'OPEN' && assessment.archivedAt === null;
}

/** Why an assessment's evidence may not change; null when it may. */
export function lockReason(assessment: { status: string; archivedAt: Date | null }): string | null {
  if (isOpenForEvidence(assessment)) return null;
  return assessment.status === 'OPEN'
    ? 'This assessment is archived, so its evidence can no longer be changed.'
    : 'This assessment is signed, so its evidence can no longer be changed. Start a correction to change it.';
}

/** What a signature rests on stays as it was: files, address and note text of an item that a signed assessment uses. */
export function isContentFrozen(uses: readonly { isSigned: boolean }[]): boolean {
  return uses.some((use) => use.isSigned);
}
