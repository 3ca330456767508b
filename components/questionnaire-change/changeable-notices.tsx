import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { changeHref } from './change-href';

type ChangeableNoticesProps = {
  decisionId: string;
  questionnaireName: string;
  assessments: readonly { assessmentId: string; name: string; questionnaireName: string }[];
};

/** Assessments that are under way for the same payments with another questionnaire: their answers need not be given twice. */
export function ChangeableNotices({ decisionId, questionnaireName, assessments }: ChangeableNoticesProps) {
  return (
    <div className="mb-6 grid gap-3 empty:hidden">
      {assessments.map((one) => (
        <Notice
          key={one.assessmentId}
          title={`${one.name} is open for the same integrations, with ${one.questionnaireName}.`}
          action={
            <LinkButton size="sm" variant="primary" href={changeHref(one.assessmentId, decisionId)}>
              See what would change
            </LinkButton>
          }
        >
          It can change to {questionnaireName}, and the answers that both ask stay. Make another one below
          only where both are attested.
        </Notice>
      ))}
    </div>
  );
}
