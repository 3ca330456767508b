import type { AttestationDraft, AttestationForm } from '../model/form';
import type { SignOffProblem } from '../model/problem';
import type { AttestationSources } from '../model/sources';
import { advice } from './advice';
import { answerProblems } from './answer-problems';
import { formProblems } from './form-problems';
import type { DerivedResult } from './outcome';

/** Everything between the assessment and a signature, gravest first, each with the place to mend it. */
export function findProblems(
  sources: AttestationSources,
  draft: AttestationDraft,
  form: AttestationForm,
  result: DerivedResult,
): SignOffProblem[] {
  const { signIncomplete } = form.result;
  const describesResults = sources.questionnaire.questionnaireId === 'D-ServiceProvider';
  return [
    ...answerProblems(sources.requirements, result, { signIncomplete, describesResults }),
    ...formProblems({ sources, draft, form, result }),
    ...advice({ sources, draft, form }),
  ];
}

export function stopsSignature(problem: SignOffProblem): boolean {
  return problem.severity === 'STOPS';
}

const small = [
  'Zero',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** "Five things stop this signature": the finding of the page, for its heading. */
export function stopsInWords(count: number): string {
  const word = small[count] ?? String(count);
  return count === 1 ? 'One thing stops this signature' : `${word} things stop this signature`;
}
