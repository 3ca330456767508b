import type { Finding } from '@/lib/catalogue/model';
import { type AnalysisNeed, needOf } from '@/lib/response/rules/frequency';
import type { AnalysisFact } from '../model';

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
