import type { Route } from 'next';
import { LinkButton } from '@/components/ui/link-button';
import type { AssessmentView } from '@/lib/assessment/model';
import type { Checklist } from '@/lib/response/model';
import { countFindings, nextOpen } from '@/lib/response/rules/progress';

type AssessmentWaysProps = {
  assessment: AssessmentView;
  checklist: Checklist;
  /** Answers of an earlier year that it began with, and how many of them wait to be confirmed; null where it began without. */
  lastYear: { waiting: number } | null;
  /** The year after a signed one: where it is, or where it begins. */
  nextYear: { href: Route; isStarted: boolean } | null;
  may: { seeAttestation: boolean; assign: boolean; review: boolean; share: boolean };
};

/** Where to go from the overview: the next step of the work is the one button, the rest are calm ways. */
export function AssessmentWays({
  assessment,
  checklist: { items, form },
  lastYear,
  nextYear,
  may,
}: AssessmentWaysProps) {
  const base = `/assessments/${assessment.assessmentId}`;
  const counts = countFindings(items);
  const isOpen = assessment.status === 'OPEN' && !assessment.isArchived;
  const isDone = counts.UNANSWERED === 0;
  const isLastYearNext = isOpen && lastYear !== null && lastYear.waiting > 0;
  const last = items.at(-1)?.requirementNumber ?? '';
  const entrance = nextOpen(items, last, form)?.requirementNumber ?? items[0]?.requirementNumber;
  return (
    <>
      {isOpen && may.assign && (
        <LinkButton href={`${base}/assignments` as Route} variant="ghost" size="sm">
          Who answers what
        </LinkButton>
      )}
      {isOpen && lastYear && !isLastYearNext && (
        <LinkButton href={`${base}/last-year` as Route} variant="ghost" size="sm">
          Last year
        </LinkButton>
      )}
      {isOpen && may.share && (
        <LinkButton href={`${base}/shared` as Route} variant="ghost" size="sm">
          Shared answers
        </LinkButton>
      )}
      {isOpen && counts.answered > 0 && may.review && (
        <LinkButton href={`${base}/review` as Route} variant="ghost" size="sm">
          Review
        </LinkButton>
      )}
      <LinkButton href={`${base}/offline` as Route} variant="ghost" size="sm" className="max-md:hidden">
        Take it offline
      </LinkButton>
      {may.seeAttestation && (
        <>
          {assessment.status !== 'OPEN' && (
            <LinkButton href={`${base}/report` as Route} variant="ghost" size="sm">
              Report
            </LinkButton>
          )}
          <LinkButton href={`${base}/sign-off` as Route} variant={isOpen && isDone ? 'primary' : 'ghost'}>
            {isOpen ? 'Review and sign' : 'Sign-off'}
          </LinkButton>
        </>
      )}
      <LinkButton
        href={`${base}/requirements/${entrance}` as Route}
        variant={(isOpen && isDone) || isLastYearNext || nextYear ? 'ghost' : 'primary'}
      >
        {isOpen ? (counts.answered === 0 ? 'Start answering' : 'Go on answering') : 'Read the answers'}
      </LinkButton>
      {isLastYearNext && (
        <LinkButton href={`${base}/last-year` as Route} variant="primary">
          Confirm last year’s answers
        </LinkButton>
      )}
      {nextYear && (
        <LinkButton href={nextYear.href} variant="primary">
          {nextYear.isStarted ? 'Open next year’s assessment' : 'Start next year’s assessment'}
        </LinkButton>
      )}
    </>
  );
}
