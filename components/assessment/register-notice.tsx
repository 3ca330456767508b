import type { Route } from 'next';
import Link from 'next/link';
import { changeHref } from '@/components/questionnaire-change/change-href';
import { Notice } from '@/components/ui/notice';
import type { AssessmentView, RegisterState } from '@/lib/assessment/model';
import { pickerHref } from './picker-href';

type RegisterNoticeProps = {
  register: RegisterState;
  assessment: AssessmentView;
  questionnaire: string;
  /** Finds questionnaires and keeps the register. */
  mayManage: boolean;
};

/** The register says something else than when the questionnaire was chosen: what, and the ways out. */
export function RegisterNotice({ register, assessment, questionnaire, mayManage }: RegisterNoticeProps) {
  const { changes, decidedBy } = register;
  const isSigned = assessment.status === 'SIGNED';
  const since = decidedBy ? `${decidedBy} decided on ${questionnaire}` : 'the questionnaire was chosen';
  return (
    <Notice
      tone={isSigned ? 'soon' : 'late'}
      title={`The register changed since ${isSigned ? 'this was signed' : since}.`}
      action={
        mayManage && (
          <Link className="btn btn-sm" href={pickerHref(assessment.integrations.map(({ id }) => id))}>
            Find the questionnaire
          </Link>
        )
      }
    >
      <ul className="mt-1 grid gap-0.5">
        {changes.map((one) => (
          <li key={one.integrationId}>
            <Link className="link" href={`/integrations/${one.integrationId}` as Route}>
              {one.name}
            </Link>
            : {one.changes.join(', ')}.
          </li>
        ))}
      </ul>
      <p className="mt-1">
        {isSigned ? (
          <>
            What was signed stands for its day. Find out whether {questionnaire} still applies: if another one
            does, the acquirer has to know, and a new assessment is due.
          </>
        ) : (
          <>
            It cannot be signed so. {decidedBy && 'That decision spoke of the facts of then. '}
            Set the register right, or find the questionnaire again: if it is {questionnaire} once more,
            record it and go on here; if not,{' '}
            <Link className="link" href={changeHref(assessment.assessmentId)}>
              change the questionnaire
            </Link>
            : no answer is lost.
          </>
        )}
      </p>
    </Notice>
  );
}
