import { ReasonField } from '@/components/assessment/reason-field';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { PencilLine } from '@/components/ui/icons';
import type { AttestationHead } from '@/lib/attestation/model/view';
import type { ActionResult } from '@/lib/platform/result';

type CorrectButtonProps = {
  head: AttestationHead;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Starts the next revision of a signed assessment. */
export function CorrectButton({ head, action }: CorrectButtonProps) {
  return (
    <ConfirmButton
      text="Start a correction"
      icon={<PencilLine />}
      title={`Start revision ${head.revision + 1} of ${head.assessmentName}?`}
      confirmText="Start the correction"
      cancelText="Cancel"
      busyText="Copying the answers"
      action={action}
      fields={{ id: head.assessmentId }}
    >
      <p>
        It gets a copy of every answer and evidence link, and a signature of its own. The signed revision
        stays.
      </p>
      <ReasonField />
    </ConfirmButton>
  );
}
