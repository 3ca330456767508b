import type { Finding } from '@/lib/catalogue/model';
import {
  type AnalysisBasis,
  type AnalysisFact,
  type AnalysisState,
  asksForAnalysis,
  weeklyRequirement,
} from '../model';

export type AnalysisNeed = 'FREQUENCY' | 'LINK' | 'APPROVAL' | 'REVIEW';

type Linked = { basis: AnalysisBasis; analysis: { state: AnalysisState } | null } | null;

/**
 * Whether the answer says that it is done as often as an analysis sets. Where the form takes several answer rows (11.6.1),
 * the last of them speaks of the frequency.
 */
export function claimsFrequency(requirementNumber: string, findings: readonly (Finding | null)[]): boolean {
  const finding = findings.at(-1);
  return asksForAnalysis(requirementNumber) && (finding === 'IN_PLACE' || finding === 'IN_PLACE_WITH_CCW');
}

/**
 * What an answer still owes 12.3.1; null when nothing. In Place and In Place with CCW say that something is done as often
 * as an analysis sets, so there has to be one that is approved and looked at in time. No other answer says that.
 */
export function needOf(
  requirementNumber: string,
  findings: readonly (Finding | null)[],
  linked: Linked,
): AnalysisNeed | null {
  if (!claimsFrequency(requirementNumber, findings)) return null;
  if (requirementNumber === weeklyRequirement) {
    if (linked === null) return 'FREQUENCY';
    if (linked.basis === 'WEEKLY') return null;
  }
  if (!linked?.analysis || linked.analysis.state === 'ARCHIVED') return 'LINK';
  if (linked.analysis.state === 'DRAFT') return 'APPROVAL';
  return linked.analysis.state === 'OVERDUE' ? 'REVIEW' : null;
}

/** One sentence beside the answer. */
export const needWords: Record<AnalysisNeed, string> = {
  FREQUENCY: 'Say how often it is done: every week, or as a risk analysis sets.',
  LINK: 'This answer needs an approved risk analysis that sets how often.',
  APPROVAL: 'The risk analysis is not approved yet.',
  REVIEW: 'The review of the risk analysis is overdue.',
};

export type NeededAnalysis = { requirementNumber: string; need: AnalysisNeed };

/** Every requirement of an assessment whose answer owes 12.3.1 something, in the given order. */
export function listAnalysisNeeds(
  requirements: readonly {
    requirementNumber: string;
    answers: readonly { finding: Finding | null }[];
  }[],
  facts: readonly AnalysisFact[],
): NeededAnalysis[] {
  return requirements.flatMap(({ requirementNumber, answers }) => {
    const fact = facts.find((one) => one.requirementNumber === requirementNumber) ?? null;
    const need = needOf(
      requirementNumber,
      answers.map(({ finding }) => finding),
      fact,
    );
    return need ? [{ requirementNumber, need }] : [];
  });
}
