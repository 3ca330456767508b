import type { Route } from 'next';
import Link from 'next/link';
import { ActionForm } from '@/components/ui/action-form';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import type { AssessmentBackground, AssessmentView } from '@/lib/assessment/model';
import type { ActionResult } from '@/lib/platform/result';
import { RegisterNotice } from './register-notice';

export type AssessmentAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type AssessmentNoticesProps = {
  assessment: AssessmentView;
  background: AssessmentBackground;
  questionnaire: string;
  /** Given to those who may. */
  restore?: AssessmentAction | undefined;
};

/** What somebody must know before they work here: archived, replaced, being corrected, a correction itself. */
export function AssessmentNotices({
  assessment,
  background,
  questionnaire,
  restore,
}: AssessmentNoticesProps) {
  const { register, correctionReason } = background;
  const { status, laterRevision, revisionOfId, revision, isArchived, assessmentId } = assessment;
  return (
    <div className="mb-4 grid gap-2 empty:hidden">
      {isArchived && (
        <Notice
          title="This assessment is archived."
          action={
            restore && (
              <ActionForm action={restore}>
                <input type="hidden" name="id" value={assessmentId} />
                <SubmitButton variant="default" size="sm" busyText="Restoring">
                  Restore
                </SubmitButton>
              </ActionForm>
            )
          }
        >
          It is out of the lists. Answers, evidence and signature are kept as they were.
        </Notice>
      )}
      {register.changes.length > 0 && !isArchived && (
        <RegisterNotice
          register={register}
          assessment={assessment}
          questionnaire={questionnaire}
          mayManage={restore !== undefined}
        />
      )}
      {laterRevision && (
        <Notice
          title={
            status === 'SUPERSEDED'
              ? `Revision ${laterRevision.revision} has replaced this one.`
              : `Revision ${laterRevision.revision} is being prepared.`
          }
          action={
            <Link className="btn btn-sm" href={`/assessments/${laterRevision.assessmentId}` as Route}>
              Open revision {laterRevision.revision}
            </Link>
          }
        >
          {status === 'SUPERSEDED'
            ? 'The signature below stands as it was given.'
            : 'This one stays in force until the correction is signed.'}
        </Notice>
      )}
      {revisionOfId && (status === 'OPEN' || correctionReason) && (
        <Notice
          title={`This is revision ${revision}, a correction.`}
          action={
            <Link className="btn btn-sm" href={`/assessments/${revisionOfId}` as Route}>
              Open what it corrects
            </Link>
          }
        >
          Every answer and every use of evidence was carried over.{' '}
          {status === 'OPEN' ? 'Signing it replaces the earlier one.' : 'It replaced the earlier one.'}
          {correctionReason && <p className="whitespace-pre-line">Why it is corrected: {correctionReason}</p>}
        </Notice>
      )}
    </div>
  );
}
