import { TextAreaField } from '@/components/ui/text-field';

/** Why a correction is started; it stands in the audit log and on the revision. */
export function ReasonField() {
  return (
    <TextAreaField
      name="reason"
      label="Why is it corrected?"
      hint="Stands in the audit log and on the new revision."
      rows={2}
      maxLength={500}
    />
  );
}
