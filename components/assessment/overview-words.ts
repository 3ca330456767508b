import type { AssessmentStatus } from '@/lib/assessment/model';
import type { FindingCounts } from '@/lib/response/rules/progress';

/** The heading of an assessment: what is true of it, in one sentence. `waiting`: answers of last year that nobody gave again. */
export function overviewHeading(
  assessment: { name: string; status: AssessmentStatus; isArchived: boolean },
  counts: FindingCounts,
  waiting = 0,
): string {
  const { name, status, isArchived } = assessment;
  const bad = counts.NOT_IN_PLACE;
  const badWords = bad > 0 ? `, ${bad} Not in Place` : '';
  if (status === 'SIGNED') return `${name} is signed${badWords}`;
  if (status === 'SUPERSEDED') return `${name} was replaced by a correction`;
  if (isArchived) return `${name} is archived`;
  if (waiting > 0) return `${name}: ${carriedWords(waiting)} to be confirmed${badWords}`;
  if (counts.UNANSWERED === 0) return `${name}: everything is answered${badWords}`;
  if (counts.answered === 0) return `${name}: ${counts.total} requirements to answer`;
  return `${name}: ${counts.UNANSWERED} of ${counts.total} still to answer${badWords}`;
}

function carriedWords(count: number): string {
  return count === 1 ? '1 answer of last year waits' : `${count} answers of last year wait`;
}
