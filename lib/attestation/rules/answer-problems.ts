import { principalOf } from '@/lib/catalogue/rules';
import type { Need } from '@/lib/response/rules/obligations';
import type { SignOffProblem } from '../model/problem';
import type { SnapshotRequirement } from '../model/snapshot';
import { missingTexts } from './answers';
import type { DerivedResult } from './outcome';

type Kind = {
  code: string;
  fields: (field: Need['field']) => boolean;
  one: string;
  many: string;
  action: string;
};

const kinds: readonly Kind[] = [
  {
    code: 'CCW_INCOMPLETE',
    fields: (field) => field.startsWith('ccw'),
    one: 'A compensating control worksheet is not complete',
    many: 'compensating control worksheets are not complete',
    action: 'Open',
  },
  {
    code: 'NOT_APPLICABLE_WITHOUT_REASON',
    fields: (field) => field === 'notApplicableReason',
    one: 'A Not Applicable answer has no reason',
    many: 'Not Applicable answers have no reason',
    action: 'Give reason',
  },
  {
    code: 'NOT_TESTED_WITHOUT_REASON',
    fields: (field) => field === 'notTestedReason' || field === 'notTestedAskedBy',
    one: 'A Not Tested answer has no reason, or nobody who asked for it',
    many: 'Not Tested answers have no reason, or nobody who asked for it',
    action: 'Give reason',
  },
  {
    code: 'LEGAL_EXCEPTION_WITHOUT_LAW',
    fields: (field) => field === 'legalBasis',
    one: 'A legal exception does not name its law',
    many: 'legal exceptions do not name their law',
    action: 'Name the law',
  },
  {
    code: 'RESULT_NOT_DESCRIBED',
    fields: (field) => field === 'resultNote',
    one: 'An answer does not describe its result',
    many: 'answers do not describe their result',
    action: 'Describe',
  },
];

/**
 * What is missing in the answers. It leaves a section incomplete, so Compliant is out of reach; whoever signs all the
 * same says so (`signIncomplete`), and the document names each of these requirements.
 */
export function answerProblems(
  requirements: readonly Pick<SnapshotRequirement, 'requirementNumber' | 'answers'>[],
  result: DerivedResult,
  options: { signIncomplete: boolean; describesResults: boolean },
): SignOffProblem[] {
  const severity = options.signIncomplete ? 'STOPS_COMPLIANT' : 'STOPS';
  const problems: SignOffProblem[] = [];
  const [firstOpen] = result.unanswered;
  if (firstOpen) {
    const count = result.unanswered.length;
    problems.push({
      code: 'UNANSWERED',
      severity,
      words: count === 1 ? 'A requirement has no answer' : `${count} requirements have no answer`,
      places: byPrincipal(result.unanswered),
      action: 'Answer',
      place: { kind: 'REQUIREMENT', requirementNumber: firstOpen },
    });
  }
  for (const kind of kinds) {
    const numbers = requirements
      .filter(({ answers }) =>
        answers.some((answer) =>
          missingTexts(answer, options.describesResults).some((need) => kind.fields(need.field)),
        ),
      )
      .map(({ requirementNumber }) => requirementNumber);
    const [first] = numbers;
    if (!first) continue;
    problems.push({
      code: kind.code,
      severity,
      words: numbers.length === 1 ? kind.one : `${numbers.length} ${kind.many}`,
      places: numbers.map(toRequirement),
      action: kind.action,
      place: { kind: 'REQUIREMENT', requirementNumber: first },
    });
  }
  return problems;
}

export function toRequirement(requirementNumber: string): SignOffProblem['places'][number] {
  return { label: requirementNumber, place: { kind: 'REQUIREMENT', requirementNumber } };
}

/** One link per principal requirement, to the first of its numbers; a requirement that is alone is named itself. */
export function byPrincipal(numbers: readonly string[]): SignOffProblem['places'] {
  if (numbers.length === 1) return numbers.map(toRequirement);
  const first = new Map<string, string>();
  for (const number of numbers) {
    if (!first.has(principalOf(number))) first.set(principalOf(number), number);
  }
  return [...first].map(([label, requirementNumber]) => ({
    label,
    place: { kind: 'REQUIREMENT', requirementNumber },
  }));
}
