/** Why the tags of an assessment may not change; null when they may. */
export function whyNotTaggable(assessment: { status: string; archivedAt: Date | null }): string | null {
  if (assessment.status !== 'OPEN') return 'This assessment is signed, so its tags can no longer be changed.';
  return assessment.archivedAt ? 'This assessment is archived, so its tags can no longer be changed.' : null;
}
