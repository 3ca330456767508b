import type { Route } from 'next';
import { LinkButton } from '@/components/ui/link-button';
import type { AssessmentView } from '@/lib/assessment/model';
import type { Checklist } from '@/lib/response/model';
import { countFindings, nextOpen } from '@/lib/response/rules/progress';

type AssessmentWaysProps = { assessment: AssessmentView; checklist: Checklist };

/** Where to go from the overview; the next step of the work is the primary one. */
export function AssessmentWays({ assessment, checklist: { items, form } }: AssessmentWaysProps) {
  const base = `/assessments/${assessment.assessmentId}`;
  const counts = countFindings(items);
  const isOpen = assessment.status === 'OPEN' && !assessment.isArchived;
  const isDone = counts.UNANSWERED === 0;
  const last = items.at(-1)?.requirementNumber ?? '';
  const entrance = nextOpen(items, last, form)?.requirementNumber ?? items[0]?.requirementNumber;
  return (
    <>
      {assessment.status !== 'OPEN' && <LinkButton href={`${base}/report` as Route}>Report</LinkButton>}
      <LinkButton href={`${base}/sign-off` as Route} variant={isOpen && isDone ? 'primary' : 'default'}>
        {isOpen ? 'Review and sign' : 'Sign-off'}
      </LinkButton>
      <LinkButton
        href={`${base}/requirements/${entrance}` as Route}
        variant={isOpen && !isDone ? 'primary' : 'default'}
      >
        {isOpen ? (counts.answered === 0 ? 'Start answering' : 'Go on answering') : 'Read the answers'}
      </LinkButton>
    </>
  );
}
