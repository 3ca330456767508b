import { plural } from '@/lib/platform/format';
import { isClaimed } from '@/lib/response/rules/progress';
import type { AttestationContent, SnapshotClaim } from '../model/snapshot';

type Result = Pick<AttestationContent['result'], 'claimed'>;

/** Requirements that are answered In Place while evidence or a test is missing, and which of the two. */
export function listClaims({
  requirements,
  evidence,
}: Pick<AttestationContent, 'requirements' | 'evidence'>): SnapshotClaim[] {
  const proven = new Set(evidence.flatMap((item) => item.requirementNumbers));
  return requirements.flatMap(({ requirementNumber, answers, tests = [] }) => {
    const hasEvidence = proven.has(requirementNumber);
    if (!isClaimed({ rows: answers, evidence: hasEvidence ? 1 : 0, tests: tests.length })) return [];
    const lacks: SnapshotClaim['lacks'] = [];
    if (!hasEvidence) lacks.push('EVIDENCE');
    if (tests.length === 0) lacks.push('TEST');
    return [{ requirementNumber, lacks }];
  });
}

/** "no evidence and no test", as it is said beside an answer. */
export function lacksInWords({ lacks }: SnapshotClaim): string {
  return lacks.map((lack) => (lack === 'EVIDENCE' ? 'no evidence' : 'no test')).join(' and ');
}

/** What stands beside the result: how many requirements are only claimed. Empty where none is. */
export function claimsInWords({ claimed = [] }: Result): string {
  if (claimed.length === 0) return '';
  return `${plural(claimed.length, 'requirement is', 'requirements are')} only claimed: evidence, a test or both are missing.`;
}
