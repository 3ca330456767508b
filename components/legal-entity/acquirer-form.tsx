import type { Route } from 'next';
import { ActionForm } from '@/components/ui/action-form';
import { CheckField } from '@/components/ui/choice-field';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { LinkButton } from '@/components/ui/link-button';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextAreaField, TextField } from '@/components/ui/text-field';
import type { AcquirerView } from '@/lib/legal-entity/model';
import type { ActionResult } from '@/lib/platform/result';

type AcquirerFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  /** Missing: a new one. */
  acquirer?: AcquirerView;
  cancelHref: Route;
};

/** Who receives attestations, by when, and what it asks for besides. */
export function AcquirerForm({ action, acquirer, cancelHref }: AcquirerFormProps) {
  return (
    <ActionForm action={action} className="grid max-w-(--measure) gap-4">
      {acquirer && <input type="hidden" name="version" value={acquirer.version} />}
      <TextField
        name="name"
        label="Name"
        hint="The bank or processor that has the contract for card acceptance and asks for your attestation."
        defaultValue={acquirer?.name}
        required
      />
      <TextField
        name="portalUrl"
        label="Portal"
        optionalMark="optional"
        type="url"
        placeholder="https://"
        hint="Where you hand the attestation in."
        defaultValue={acquirer?.portalUrl}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField name="contactName" label="Contact" defaultValue={acquirer?.contactName} />
        <TextField name="contactEmail" label="E-mail" type="email" defaultValue={acquirer?.contactEmail} />
        <TextField name="contactPhone" label="Phone" type="tel" defaultValue={acquirer?.contactPhone} />
      </div>
      <TextField
        type="date"
        className="max-w-96"
        name="nextDueOn"
        label="Next attestation due"
        hint="The acquirer’s own deadline; it decides when your next assessment must be signed."
        defaultValue={acquirer?.nextDueOn ?? ''}
      />
      <CheckField
        name="wantsActionPlan"
        label="Wants an action plan"
        hint="Asks for Part 4 together with a Non-Compliant attestation."
        defaultChecked={acquirer?.wantsActionPlan}
      />
      <TextAreaField
        name="rules"
        label="Own rules"
        optionalMark="optional"
        hint="What this acquirer asks for besides the standard: which questionnaire, which scans, whose signature."
        defaultValue={acquirer?.rules}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton busyText="Saving">{acquirer ? 'Save changes' : 'Add acquirer'}</SubmitButton>
        <LinkButton href={cancelHref} variant="ghost">
          Cancel
        </LinkButton>
      </div>
      <LeaveGuard />
    </ActionForm>
  );
}
