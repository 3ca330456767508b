import { numberWord } from '@/lib/platform/format';
import type { NeededAnalysis } from '@/lib/risk-analysis/rules/need';
import type { AttestationDraft, AttestationForm } from '../model/form';
import { type SignOffProblem, severities } from '../model/problem';
import type { AttestationSources } from '../model/sources';
import { advice } from './advice';
import { analysisProblems } from './analysis-problems';
import { answerProblems } from './answer-problems';
import { formProblems } from './form-problems';
import type { DerivedResult } from './outcome';
import { registerAdvice, registerProblems } from './register-problems';
import { reviewProblems } from './review-problems';
import { sharedProblems } from './shared-problems';

/** Everything between the assessment and a signature, gravest first, each with the place to mend it. */
export function findProblems(
  sources: AttestationSources,
  draft: AttestationDraft,
  form: AttestationForm,
  result: DerivedResult,
  needs: readonly NeededAnalysis[],
): SignOffProblem[] {
  const { signIncomplete } = form.result;
  const describesResults = sources.questionnaire.questionnaireId === 'D-ServiceProvider';
  const problems = [
    ...registerProblems(sources),
    ...answerProblems(sources.requirements, result, { signIncomplete, describesResults }),
    ...sharedProblems(sources.unconfirmed),
    ...reviewProblems(
      sources.unreviewed.filter((number) => !result.unanswered.includes(number)),
      result,
    ),
    ...analysisProblems(needs, sources.requirements, { signIncomplete }),
    ...formProblems({ sources, draft, form, result }),
    ...registerAdvice({ sources, draft, form }),
    ...advice({ sources, draft, form }),
  ];
  // Within a severity the order of the work stays: registers, answers, the form.
  return problems.sort(
    (left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity),
  );
}

export function stopsSignature(problem: SignOffProblem): boolean {
  return problem.severity === 'STOPS';
}

/** "Five things stop this signature": the finding of the page, for its heading. */
export function stopsInWords(count: number): string {
  const word = numberWord(count);
  return count === 1 ? 'One thing stops this signature' : `${word} things stop this signature`;
}
