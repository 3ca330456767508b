import Link from 'next/link';
import { SaqMark } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { SectionHead } from '@/components/ui/section-head';
import { ShareBar } from '@/components/ui/status-bar';
import { Day } from '@/components/ui/time';
import type { IntegrationView } from '@/lib/integration/model';
import { stageOf } from './stage';

type IntegrationAssessmentsProps = { integration: IntegrationView; mayStart: boolean };

/** Assessments that cover this integration; without one, the next step. */
export function IntegrationAssessments({ integration, mayStart }: IntegrationAssessmentsProps) {
  const { assessments, integrationId } = integration;
  const start = `/assessments/new?integration=${integrationId}` as const;
  if (assessments.length === 0) {
    return (
      <Notice
        title="Next: find out which SAQ applies."
        action={
          mayStart && (
            <LinkButton href={start} variant="primary" size="sm">
              Which SAQ applies?
            </LinkButton>
          )
        }
      >
        A few questions about this integration lead to the questionnaire, with the reasons.
      </Notice>
    );
  }
  return (
    <section aria-labelledby="assessments-head">
      <SectionHead
        id="assessments-head"
        title="Assessments"
        actions={
          mayStart && (
            <Link className="link" href={start}>
              Check again which SAQ applies
            </Link>
          )
        }
      />
      <ul className="border-line border-b">
        {assessments.map((assessment) => {
          const { icon: Icon, tone, words } = stageOf(assessment);
          return (
            <li
              key={assessment.assessmentId}
              className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 border-line border-t py-2 sm:grid-cols-[minmax(0,1fr)_8rem_9rem]"
            >
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-2">
                  <Link
                    className="font-medium hover:underline"
                    href={`/assessments/${assessment.assessmentId}`}
                  >
                    {assessment.name}
                  </Link>
                  <SaqMark label={`SAQ ${assessment.questionnaireId}`}>
                    {assessment.questionnaireId.replace(/^D-.*/, 'D')}
                  </SaqMark>
                </span>
                <small className="block text-ink-3">
                  <Day value={assessment.periodFrom} /> to <Day value={assessment.periodTo} />
                  {assessment.dueOn && assessment.status === 'OPEN' && (
                    <>
                      , attest by <Day value={assessment.dueOn} />
                    </>
                  )}
                </small>
              </span>
              <span className={`inline-flex items-center gap-1.5 whitespace-nowrap align-middle ${tone}`}>
                <Icon className="size-3.5" />
                {words}
              </span>
              <span className="flex items-center gap-2 whitespace-nowrap text-ink-2 max-sm:col-span-2">
                <ShareBar
                  share={assessment.answeredCount / Math.max(assessment.requirementCount, 1)}
                  className="w-14"
                />
                {assessment.answeredCount} of {assessment.requirementCount}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
