import { ConfirmButton } from '@/components/ui/confirm-button';
import { Archive, FilePenLine } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import type { AssessmentView } from '@/lib/assessment/model';
import { whyNotRevisable } from '@/lib/assessment/policy';
import type { AssessmentAction } from './assessment-notices';
import { ReasonField } from './reason-field';

type AssessmentLifeProps = {
  assessment: AssessmentView;
  archive: AssessmentAction;
  revise: AssessmentAction;
};

/** Starting a correction of what is signed, and leaving the lists. */
export function AssessmentLife({ assessment, archive, revise }: AssessmentLifeProps) {
  const { assessmentId, status, isArchived, laterRevision, name } = assessment;
  if (isArchived) return null;
  const whyNot = whyNotRevisable({ status, isArchived, hasOpenRevision: laterRevision?.status === 'OPEN' });
  return (
    <section aria-labelledby="life-head">
      <SectionHead id="life-head" title="Correct or archive" />
      <div className="flex flex-wrap gap-2">
        {status !== 'OPEN' && (
          <ConfirmButton
            text="Start a correction"
            icon={<FilePenLine />}
            title={`Correct ${name}?`}
            confirmText="Start the correction"
            cancelText="Cancel"
            busyText="Starting"
            action={revise}
            fields={{ id: assessmentId }}
            disabledReason={whyNot ?? undefined}
          >
            <p>
              A new revision takes over every answer and every use of evidence. The signed one stays in force
              and unchanged until you sign the correction.
            </p>
            <ReasonField />
          </ConfirmButton>
        )}
        <ConfirmButton
          text="Archive"
          icon={<Archive />}
          title={`Archive ${name}?`}
          confirmText="Archive"
          cancelText="Cancel"
          busyText="Archiving"
          action={archive}
          fields={{ id: assessmentId }}
        >
          It leaves the lists and can be restored. Answers, evidence and signature stay as they are.
        </ConfirmButton>
      </div>
    </section>
  );
}
