import { compareRequirementNumbers, principalOf } from '@/lib/catalogue/rules';
import type { AttestationContent, SnapshotAnswer, SnapshotRequirement } from '../model/snapshot';
import { isLegalException } from './answers';

type Gap = { requirementNumber: string; answer: SnapshotAnswer };
type Planned = Pick<SnapshotRequirement, 'requirementNumber' | 'answers'>;

/** Answers that a plan has to mend, by principal requirement: Not in Place without a law behind it. */
export function gapsByPrincipal(requirements: readonly Planned[]): Map<string, Gap[]> {
  const gaps = new Map<string, Gap[]>();
  for (const { requirementNumber, answers } of requirements) {
    for (const answer of answers) {
      if (answer.finding !== 'NOT_IN_PLACE' || isLegalException(answer)) continue;
      const principal = principalOf(requirementNumber);
      gaps.set(principal, [...(gaps.get(principal) ?? []), { requirementNumber, answer }]);
    }
  }
  return gaps;
}

/** Part 4 as the answers' own plans have it: the latest date, and every action with its number. */
export function planFromAnswers(
  requirements: readonly Planned[],
): { principalNumber: string; targetOn: string | null; actions: string }[] {
  return [...gapsByPrincipal(requirements)].map(([principalNumber, gaps]) => {
    const dates = gaps.map(({ answer }) => answer.planTargetOn);
    const actions = gaps.flatMap(({ requirementNumber, answer }) => {
      const action = answer.planAction.trim();
      return action === '' ? [] : [`${requirementNumber}: ${action}`];
    });
    return {
      principalNumber,
      targetOn: dates.includes(null) ? null : (dates.toSorted().at(-1) ?? null),
      actions: actions.join('\n'),
    };
  });
}

/** Principal requirements that part 4 has to speak of: those with a gap, and those left open in a signed Non-Compliant. */
export function planPrincipals(
  requirements: readonly Planned[],
  open: { unanswered: readonly string[]; incomplete: readonly string[] },
): string[] {
  const numbers = [...gapsByPrincipal(requirements).keys(), ...open.unanswered, ...open.incomplete];
  return [...new Set(numbers.map(principalOf))].toSorted(compareRequirementNumbers);
}

/** Part 4 as the form has it: yes or no for every principal requirement of the questionnaire, and a plan for each no. */
export function planRows({ form, summary }: Pick<AttestationContent, 'form' | 'summary'>) {
  const items = form.plan?.items ?? [];
  return summary.map(({ principalNumber, title, findings }) => {
    const item = items.find((one) => one.principalNumber === principalNumber) ?? null;
    return { principalNumber, title, item, isMet: item === null && !findings.includes('NOT_IN_PLACE') };
  });
}
