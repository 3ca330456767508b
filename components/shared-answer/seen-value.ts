import type { Seen } from '@/lib/shared-answer/model';

/** A line as a form sends it: which answer where, and what both sides said when it was shown. */
export function seenValue({ assessmentId, requirementNumber, sourceBasis, targetBasis }: Seen): string {
  return [assessmentId, requirementNumber, sourceBasis, targetBasis].join('/');
}
