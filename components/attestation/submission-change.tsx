'use client';

import { ActionForm } from '@/components/ui/action-form';
import { DialogButton, DialogCancel, useCloseDialog } from '@/components/ui/dialog-button';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import type { SubmissionView } from '@/lib/attestation/model/view';
import type { ActionResult } from '@/lib/platform/result';
import { submissionStatusNames } from './submission-words';

type ChangeSubmissionProps = {
  submission: SubmissionView;
  today: string;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Notes what the acquirer answered, or mends what was noted. */
export function ChangeSubmission(props: ChangeSubmissionProps) {
  return (
    <DialogButton
      text="Note the answer"
      size="sm"
      title={`What did ${props.submission.acquirerName} answer?`}
    >
      <ChangeForm {...props} />
    </DialogButton>
  );
}

function ChangeForm({ submission, today, action }: ChangeSubmissionProps) {
  const close = useCloseDialog();
  return (
    <ActionForm action={action} onSuccess={() => close()} className="mt-2 grid gap-3">
      <input type="hidden" name="submissionId" value={submission.submissionId} />
      <input type="hidden" name="version" value={submission.version} />
      <SelectField
        name="status"
        label="Answer"
        options={Object.entries(submissionStatusNames).map(([value, label]) => ({ value, label }))}
        defaultValue={submission.status}
      />
      <DateField name="submittedOn" label="Sent on" max={today} defaultValue={submission.submittedOn} />
      <TextField
        name="receipt"
        label="Receipt"
        optionalMark="if there is one"
        defaultValue={submission.receipt}
      />
      <TextAreaField
        name="note"
        label="Note"
        optionalMark="what they ask for"
        defaultValue={submission.note}
      />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Saving">Save</SubmitButton>
      </div>
    </ActionForm>
  );
}
