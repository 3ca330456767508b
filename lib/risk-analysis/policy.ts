/** Why what an answer rests on can no longer be changed; null when it can. */
export function lockReason(assessment: { status: string; archivedAt: Date | null }): string | null {
  if (assessment.status !== 'OPEN')
    return 'This assessment is signed, so what its answers rest on is frozen. Start a correction to change it.';
  return assessment.archivedAt === null
    ? null
    : 'This assessment is archived. Restore it to change what its answers rest on.';
}
