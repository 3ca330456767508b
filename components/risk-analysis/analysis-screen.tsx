import { Notice } from '@/components/ui/notice';
import { SectionHead } from '@/components/ui/section-head';
import type { ActionResult } from '@/lib/platform/result';
import type { AnalysisView } from '@/lib/risk-analysis/model';
import { isOwnApproval, latestReviewDay } from '@/lib/risk-analysis/rules/life';
import { AnalysisFacts } from './analysis-facts';
import { AnalysisHistory } from './analysis-history';
import { AnalysisWords } from './analysis-text';
import { ApproveForm, ReviewForm } from './decision-forms';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

/** One analysis: what it says, where it stands, and the form for what comes next. */
export function AnalysisScreen({
  analysis,
  person,
  actions,
}: {
  analysis: AnalysisView;
  /** Name of the person who looks: the proposal for who approves or reviews. */
  person: string;
  /** Null for those who only read, and for an archived one. */
  actions: { approve: FormAction; review: FormAction } | null;
}) {
  const { analysisId, version, missing, state, today, approvedOn } = analysis;
  const isComplete = missing.length === 1 && approvedOn === null;
  return (
    <>
      <StateNotice analysis={analysis} mayChange={actions !== null} />
      <div className="grid grid-cols-[minmax(0,1fr)_20rem] gap-10 max-xl:grid-cols-1">
        <div className="grid content-start gap-6">
          <section aria-labelledby="analysis-words">
            <SectionHead
              id="analysis-words"
              title="The analysis"
              note={`revision ${analysis.revision}${approvedOn ? '' : ', not approved'}`}
            />
            <AnalysisWords text={analysis} frequency={analysis.frequency} />
          </section>
          {actions && isComplete && (
            <ApproveForm
              action={actions.approve}
              ids={{ analysisId, version }}
              person={person}
              isOwn={isOwnApproval(analysis.madeByName, person)}
              today={today}
            />
          )}
          {actions && approvedOn && (
            <ReviewForm
              key={version}
              action={actions.review}
              ids={{ analysisId, version }}
              person={person}
              today={today}
              latest={latestReviewDay(today)}
              isOpen={state === 'OVERDUE'}
            />
          )}
          <AnalysisHistory analysis={analysis} />
        </div>
        <aside aria-label="About this analysis">
          <AnalysisFacts analysis={analysis} />
        </aside>
      </div>
    </>
  );
}

function StateNotice({ analysis, mayChange }: { analysis: AnalysisView; mayChange: boolean }) {
  const { state, missing, madeByName, approvedByName } = analysis;
  if (state === 'DRAFT')
    return (
      <Notice tone="soon" title="This is a draft." className="mb-5">
        It lacks {missing.join(', ')}. {mayChange && 'An answer that rests on it is incomplete until then.'}
      </Notice>
    );
  if (state === 'OVERDUE')
    return (
      <Notice tone="late" title="The yearly review is overdue." className="mb-5">
        Answers that rest on it are incomplete until it is reviewed.
      </Notice>
    );
  if (state === 'VALID' && isOwnApproval(madeByName, approvedByName))
    return (
      <Notice tone="soon" title={`${approvedByName} made it and approved it.`} className="mb-5">
        An assessor may ask why nobody else looked.
      </Notice>
    );
  return null;
}
