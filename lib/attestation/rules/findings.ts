import type { Finding } from '@/lib/catalogue/model';
import { deriveFinding } from '@/lib/response/rules/progress';
import type { FindingCounts, SnapshotAnswer, SnapshotRequirement } from '../model/snapshot';

/** A requirement's finding from its answer rows, see lib/response. */
export function findingOf({
  answers,
}: {
  answers: readonly Pick<SnapshotAnswer, 'finding'>[];
}): Finding | null {
  return deriveFinding(answers);
}

export function countFindings(list: readonly (Finding | null)[]): FindingCounts {
  const counts: FindingCounts = {
    IN_PLACE: 0,
    IN_PLACE_WITH_CCW: 0,
    NOT_APPLICABLE: 0,
    NOT_TESTED: 0,
    NOT_IN_PLACE: 0,
    unanswered: 0,
    total: list.length,
  };
  for (const finding of list) counts[finding ?? 'unanswered'] += 1;
  return counts;
}

/** Part 2g: every response type that occurs in each principal requirement of the questionnaire. */
export function summarize(
  requirements: readonly Pick<SnapshotRequirement, 'principalNumber' | 'answers'>[],
  principals: readonly { number: string; title: string }[],
  options: readonly Finding[],
) {
  return principals.map(({ number, title }) => {
    const own = requirements.filter((requirement) => requirement.principalNumber === number);
    return {
      principalNumber: number,
      title,
      findings: options.filter((option) =>
        own.some((requirement) => requirement.answers.some((answer) => answer.finding === option)),
      ),
      requirements: countFindings(own.map(findingOf)),
    };
  });
}
