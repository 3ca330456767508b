import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';

type EvidencePolicyProps = {
  evidenceKeepMonths: number;
  evidenceMaxMib: number | null;
  asksCode: boolean;
  /** Null for those who may only read. */
  action: ((previous: ActionResult | null, form: FormData) => Promise<ActionResult>) | null;
};

/** How long evidence is kept, and how large a file may be. */
export function EvidencePolicy({
  evidenceKeepMonths,
  evidenceMaxMib,
  asksCode,
  action,
}: EvidencePolicyProps) {
  return (
    <section aria-labelledby="evidence-policy" className="mt-8 max-w-read">
      <h2 id="evidence-policy">Evidence</h2>
      <p className="mt-1 mb-2 text-ink-2">
        Evidence is kept for the cycle that it served, which is a year, and {evidenceKeepMonths} months after.
        Until then what a signed assessment rests on cannot be removed. What was removed is deleted when its
        time has come; name, size and hash stay.{' '}
        {evidenceMaxMib
          ? `A file may have ${evidenceMaxMib.toLocaleString('en')} MB.`
          : 'A file may be as large as this installation takes.'}
      </p>
      {action && (
        <ConfirmButton
          text="Change how evidence is kept"
          title="Evidence"
          confirmText="Change"
          cancelText="Cancel"
          busyText="Changing"
          action={action}
        >
          <TextField
            name="evidenceKeepMonths"
            label="Months after the cycle"
            hint="12 at least; 36 is usual."
            inputMode="numeric"
            defaultValue={String(evidenceKeepMonths)}
            autoComplete="off"
          />
          <TextField
            name="evidenceMaxMib"
            label="Largest file in MB"
            optionalMark="optional"
            inputMode="numeric"
            defaultValue={evidenceMaxMib ? String(evidenceMaxMib) : ''}
            autoComplete="off"
          />
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      )}
    </section>
  );
}
