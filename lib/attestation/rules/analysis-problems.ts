import type { AnalysisNeed } from '@/lib/response/rules/frequency';
import type { NeededAnalysis } from '@/lib/risk-analysis/rules/need';
import type { SignOffProblem } from '../model/problem';
import type { SnapshotRequirement } from '../model/snapshot';
import { toRequirement } from './answer-problems';
import { gapsByPrincipal } from './plan';

type Kind = { need: AnalysisNeed; code: string; one: string; many: string; action: string };

const kinds: readonly Kind[] = [
  {
    need: 'FREQUENCY',
    code: 'FREQUENCY_NOT_SAID',
    one: 'An answer does not say whether it is done every week or as a risk analysis sets',
    many: 'answers do not say whether it is done every week or as a risk analysis sets',
    action: 'Say it',
  },
  {
    need: 'LINK',
    code: 'NO_RISK_ANALYSIS',
    one: 'An answer has no targeted risk analysis that sets how often (12.3.1)',
    many: 'answers have no targeted risk analysis that sets how often (12.3.1)',
    action: 'Link one',
  },
  {
    need: 'APPROVAL',
    code: 'RISK_ANALYSIS_NOT_APPROVED',
    one: 'An answer rests on a risk analysis that is not approved',
    many: 'answers rest on a risk analysis that is not approved',
    action: 'Open',
  },
  {
    need: 'REVIEW',
    code: 'RISK_ANALYSIS_OVERDUE',
    one: 'An answer rests on a risk analysis whose yearly review is overdue',
    many: 'answers rest on a risk analysis whose yearly review is overdue',
    action: 'Open',
  },
];

/**
 * Answers that 12.3.1 leaves incomplete. They put Compliant out of reach. Where a gap makes the result Non-Compliant
 * anyway, or whoever signs says that it is incomplete, they are named and stop nothing.
 */
export function analysisProblems(
  needs: readonly NeededAnalysis[],
  requirements: readonly Pick<SnapshotRequirement, 'requirementNumber' | 'answers'>[],
  options: { signIncomplete: boolean },
): SignOffProblem[] {
  const isHonest = options.signIncomplete || gapsByPrincipal(requirements).size > 0;
  return kinds.flatMap(({ need, code, one, many, action }) => {
    const numbers = needs.filter((each) => each.need === need).map((each) => each.requirementNumber);
    const [first] = numbers;
    if (!first) return [];
    return [
      {
        code,
        severity: isHonest ? ('STOPS_COMPLIANT' as const) : ('STOPS' as const),
        words: numbers.length === 1 ? one : `${numbers.length} ${many}`,
        places: numbers.map(toRequirement),
        action,
        place: { kind: 'REQUIREMENT' as const, requirementNumber: first },
      },
    ];
  });
}
