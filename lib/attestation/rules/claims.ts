import { plural } from '@/lib/platform/format';
import { claimLacksOf } from '@/lib/response/rules/progress';
import { unmetOnOf } from '@/lib/test-record/rules';
import type { AttestationContent, SnapshotClaim } from '../model/snapshot';

type Result = Pick<AttestationContent['result'], 'claimed'>;

/** Requirements that are answered In Place without what would show it, and what of it is missing. */
export function listClaims({
  requirements,
  evidence,
}: Pick<AttestationContent, 'requirements' | 'evidence'>): SnapshotClaim[] {
  const proven = new Set(evidence.flatMap((item) => item.requirementNumbers));
  return requirements.flatMap(({ requirementNumber, answers, tests = [] }) => {
    const evidenceCount = proven.has(requirementNumber) ? 1 : 0;
    const lacks = claimLacksOf({
      rows: answers,
      evidence: evidenceCount,
      tests: tests.length,
      ...unmetOnOf(tests),
    });
    return lacks.length > 0 ? [{ requirementNumber, lacks }] : [];
  });
}

/** What stands beside the result: how many requirements are only claimed. Empty where none is. */
export function claimsInWords({ claimed = [] }: Result): string {
  if (claimed.length === 0) return '';
  return `${plural(claimed.length, 'requirement is', 'requirements are')} only claimed: evidence or a test that was met is missing.`;
}
