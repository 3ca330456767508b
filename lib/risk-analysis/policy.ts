/** Why what an answer rests on can no longer be changed; null when it can. */
export function lockReason(assessment: { status: string; archivedAt: Date | null }): string | null {
  if (assessment.status !== 'OPEN')
    return 'This assessment is signed: what its answers rest on is frozen, and changes only in a correction of it.';
  return assessment.archivedAt === null
    ? null
    : 'This assessment is archived. Restore it to change what its answers rest on.';
}
