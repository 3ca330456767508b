import type { AssessmentStatus } from '@/lib/assessment/model';
import type { FindingCounts } from '@/lib/response/rules/progress';

/** The heading of an assessment: what is true of it, in one sentence. */
export function overviewHeading(
  assessment: { name: string; status: AssessmentStatus; isArchived: boolean },
  counts: FindingCounts,
): string {
  const { name, status, isArchived } = assessment;
  const bad = counts.NOT_IN_PLACE;
  const badWords = bad > 0 ? `, ${bad} Not in Place` : '';
  if (status === 'SIGNED') return `${name} is signed${badWords}`;
  if (status === 'SUPERSEDED') return `${name} was replaced by a correction`;
  if (isArchived) return `${name} is archived`;
  if (counts.UNANSWERED === 0) return `${name}: everything is answered${badWords}`;
  if (counts.answered === 0) return `${name}: ${counts.total} requirements to answer`;
  return `${name}: ${counts.UNANSWERED} of ${counts.total} still to answer${badWords}`;
}
