import { SaqMark } from '@/components/ui/badge';
import { PageHead } from '@/components/ui/page-head';
import type { AssessmentBackground, AssessmentView } from '@/lib/assessment/model';
import type { RecordedConclusion } from '@/lib/questionnaire/model/conclusion';
import type { Checklist } from '@/lib/response/model';
import { countFindings } from '@/lib/response/rules/progress';
import { AssessmentLife } from './assessment-life';
import { type AssessmentAction, AssessmentNotices } from './assessment-notices';
import { AssessmentProgress } from './assessment-progress';
import { AssessmentScope } from './assessment-scope';
import { questionnaireMark } from './assessment-stage';
import { overviewHeading } from './overview-words';
import { QuestionnaireReasons } from './questionnaire-reasons';

export type AssessmentActions = Record<'archive' | 'restore' | 'revise', AssessmentAction>;

type AssessmentOverviewProps = {
  assessment: AssessmentView;
  background: AssessmentBackground;
  checklist: Checklist;
  /** Answers of last year that nobody gave again yet. */
  waiting: number;
  cover: { evidenced: number; fresh: number };
  decision: { decidedAt: Date; conclusion: RecordedConclusion } | null;
  words: { questionnaire: string; standard: string; today: string; timeZone: string };
  /** Given to those who may. */
  actions: AssessmentActions | null;
};

/** Where an assessment stands, what it covers and why. */
export function AssessmentOverview(props: AssessmentOverviewProps) {
  const { assessment, background, checklist, waiting, cover, decision, words, actions } = props;
  return (
    <>
      <PageHead
        title={overviewHeading(assessment, countFindings(checklist.items), waiting)}
        marks={<SaqMark label={words.questionnaire}>{questionnaireMark(assessment.questionnaireId)}</SaqMark>}
      />
      <AssessmentNotices
        assessment={assessment}
        background={background}
        questionnaire={words.questionnaire}
        restore={actions?.restore}
      />
      <div className="grid gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 content-start gap-7">
          <AssessmentProgress assessmentId={assessment.assessmentId} checklist={checklist} cover={cover} />
        </div>
        <div className="grid min-w-0 content-start gap-7">
          <AssessmentScope assessment={assessment} words={words} mayManage={actions !== null} />
          <QuestionnaireReasons decision={decision} timeZone={words.timeZone} />
          {actions && (
            <AssessmentLife assessment={assessment} archive={actions.archive} revise={actions.revise} />
          )}
        </div>
      </div>
    </>
  );
}
