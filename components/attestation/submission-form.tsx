import { ActionForm } from '@/components/ui/action-form';
import { LinkButton } from '@/components/ui/link-button';
import { SectionHead } from '@/components/ui/section-head';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';

type SubmissionFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  acquirers: readonly { id: string; name: string; isOwn: boolean }[];
  today: string;
};

/** Records that the signed attestation went to an acquirer. */
export function SubmissionForm({ action, acquirers, today }: SubmissionFormProps) {
  const own = acquirers.filter(({ isOwn }) => isOwn);
  if (acquirers.length === 0) return <NobodyToSubmitTo />;
  return (
    <section className="well" aria-labelledby="h-record">
      <SectionHead id="h-record" title="Record a submission" />
      <ActionForm action={action} resetOnSuccess className="grid gap-3">
        <SelectField
          name="acquirerId"
          label="Sent to"
          hint="An acquirer of the register. A payment brand or a customer that asks for it is kept there too."
          placeholder="Choose one"
          options={acquirers.map(({ id, name, isOwn }) => ({
            value: id,
            label: isOwn || own.length === 0 ? name : `${name} (not of this assessment)`,
          }))}
          defaultValue={own.length === 1 ? own[0]?.id : ''}
        />
        <DateField name="submittedOn" label="Sent on" max={today} defaultValue={today} />
        <TextField
          name="receipt"
          label="Receipt"
          optionalMark="if there is one"
          hint="The number or name that the portal gave."
        />
        <TextAreaField name="note" label="Note" optionalMark="optional" />
        <SubmitButton busyText="Recording">Record</SubmitButton>
      </ActionForm>
    </section>
  );
}

/** Nobody is in the register yet, and a submission needs a name. */
function NobodyToSubmitTo() {
  return (
    <section className="well" aria-labelledby="h-record">
      <SectionHead id="h-record" title="Record a submission" />
      <p className="mb-3 text-ink-2">
        Nobody who asks for attestations is in the register yet. Add the acquirer, or the payment brand or
        customer that asks for this one, and come back.
      </p>
      <LinkButton variant="primary" href="/acquirers/new">
        Add who asks for it
      </LinkButton>
    </section>
  );
}
