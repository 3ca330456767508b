import type { Route } from 'next';
import { ActionForm } from '@/components/ui/action-form';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { LinkButton } from '@/components/ui/link-button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { AssessmentChoices, AssessmentView } from '@/lib/assessment/model';
import type { ActionResult } from '@/lib/platform/result';
import { AssessmentFields } from './assessment-fields';

type ChangeFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  assessment: AssessmentView;
  choices: AssessmentChoices;
  cancelHref: Route;
};

/** Name, period, recipients and due date of an open assessment. What it names already stays to choose, also archived. */
export function ChangeForm({ action, assessment, choices, cancelHref }: ChangeFormProps) {
  const { version, merchantIds, acquirers } = assessment;
  return (
    <ActionForm action={action} className="grid max-w-(--measure) gap-4">
      <input type="hidden" name="version" value={version} />
      <AssessmentFields
        choices={{
          merchantIds: [
            ...choices.merchantIds,
            ...merchantIds
              .filter((one) => !choices.merchantIds.some((other) => other.id === one.id))
              .map((one) => ({ ...one, note: 'in the archive', acquirerName: '' })),
          ],
          acquirers: [
            ...choices.acquirers,
            ...acquirers.filter((one) => !choices.acquirers.some((other) => other.id === one.id)),
          ],
        }}
        questionnaireId={assessment.questionnaireId}
        values={{
          ...assessment,
          merchantIdIds: merchantIds.map((one) => one.id),
          acquirerIds: acquirers.map((one) => one.id),
        }}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton busyText="Saving">Save changes</SubmitButton>
        <LinkButton href={cancelHref} variant="ghost">
          Cancel
        </LinkButton>
      </div>
      <LeaveGuard />
    </ActionForm>
  );
}
