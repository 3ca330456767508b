import type { Finding } from '@/lib/catalogue/model';

/** Requirements whose frequency the entity sets itself, by a targeted risk analysis as 12.3.1 asks for it. */
export const analysedRequirements = [
  '5.2.3.1',
  '5.3.2.1',
  '7.2.5.1',
  '8.6.3',
  '9.5.1.2.1',
  '10.4.2.1',
  '11.3.1.1',
  '11.6.1',
  '12.10.4.1',
] as const;

/** Of these the one that needs no analysis while it is done every week. */
export const weeklyRequirement = '11.6.1';

export function asksForAnalysis(requirementNumber: string): boolean {
  return (analysedRequirements as readonly string[]).includes(requirementNumber);
}

/** On what the frequency of an answer rests. */
export const analysisBases = ['WEEKLY', 'RISK_ANALYSIS'] as const;
export type AnalysisBasis = (typeof analysisBases)[number];

/** Derived, never stored. */
export const analysisStates = ['DRAFT', 'VALID', 'OVERDUE', 'ARCHIVED'] as const;
export type AnalysisState = (typeof analysisStates)[number];

export const analysisNeeds = ['FREQUENCY', 'LINK', 'APPROVAL', 'REVIEW'] as const;
export type AnalysisNeed = (typeof analysisNeeds)[number];

export type Linked = { basis: AnalysisBasis; analysis: { state: AnalysisState } | null } | null;

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
  return claimsFrequency(requirementNumber, findings) ? needIfClaimed(requirementNumber, linked) : null;
}

/** The same of an answer that claims it, whatever is answered now. Null for what asks for no analysis. */
export function needIfClaimed(requirementNumber: string, linked: Linked): AnalysisNeed | null {
  if (!asksForAnalysis(requirementNumber)) return null;
  if (requirementNumber === weeklyRequirement) {
    if (linked === null) return 'FREQUENCY';
    if (linked.basis === 'WEEKLY') return null;
  }
  if (!linked?.analysis || linked.analysis.state === 'ARCHIVED') return 'LINK';
  if (linked.analysis.state === 'DRAFT') return 'APPROVAL';
  return linked.analysis.state === 'OVERDUE' ? 'REVIEW' : null;
}

/** As checklist_rows() says it: what it rests on, or the state of the analysis; null once nothing is asked any more. */
export function needInList(requirementNumber: string, frequency: string | null): AnalysisNeed | null {
  if (frequency === null) return null;
  return needIfClaimed(requirementNumber, linkedAs(frequency));
}

function linkedAs(frequency: string): Linked {
  if (frequency === 'NONE') return null;
  if (frequency === 'WEEKLY') return { basis: 'WEEKLY', analysis: null };
  const state = analysisStates.find((one) => one === frequency);
  return { basis: 'RISK_ANALYSIS', analysis: state ? { state } : null };
}

type Listed = {
  requirementNumber: string;
  rows: readonly { finding: Finding | null }[];
  frequencyNeed?: AnalysisNeed | null;
};

/** What of it the answer of a listed requirement owes as it stands. */
export function needOfItem({ requirementNumber, rows, frequencyNeed }: Listed): AnalysisNeed | null {
  if (!frequencyNeed) return null;
  const findings = rows.map(({ finding }) => finding);
  return claimsFrequency(requirementNumber, findings) ? frequencyNeed : null;
}

/** The same in a table cell. */
export const shortNeedWords: Record<AnalysisNeed, string> = {
  FREQUENCY: 'How often is not said',
  LINK: 'No approved risk analysis',
  APPROVAL: 'Risk analysis is not approved',
  REVIEW: 'Review of the risk analysis is overdue',
};

/** One sentence beside the answer. */
export const needWords: Record<AnalysisNeed, string> = {
  FREQUENCY: 'Say how often it is done: every week, or as a risk analysis sets.',
  LINK: 'This answer needs an approved risk analysis that sets how often.',
  APPROVAL: 'The risk analysis is not approved yet.',
  REVIEW: 'The review of the risk analysis is overdue.',
};
