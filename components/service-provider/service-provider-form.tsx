import type { Route } from 'next';
import { ActionForm } from '@/components/ui/action-form';
import { CheckField } from '@/components/ui/choice-field';
import { FormFill } from '@/components/ui/form-fill';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { LinkButton } from '@/components/ui/link-button';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextAreaField, TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';
import {
  type DirectoryProvider,
  type ServiceProviderView,
  serviceProviderKindNames,
  serviceProviderKinds,
} from '@/lib/service-provider/model';

const kindOptions = serviceProviderKinds.map((kind) => ({
  value: kind,
  label: serviceProviderKindNames[kind],
}));

type ServiceProviderFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  /** Missing: a new one, perhaps started from an entry of the directory. */
  provider?: ServiceProviderView;
  directory?: DirectoryProvider | null;
  cancelHref: Route;
};

/** One line of the register that 12.8.1 asks for, with the three questions of Part 2f. */
export function ServiceProviderForm({ action, provider, directory, cancelHref }: ServiceProviderFormProps) {
  return (
    <ActionForm action={action} className="grid max-w-(--measure) gap-6">
      {provider && <input type="hidden" name="version" value={provider.version} />}
      <input type="hidden" name="directoryId" value={provider?.directoryId ?? directory?.id ?? ''} />
      {!provider && (
        <FormFill
          values={{
            name: directory ? [directory.name] : [],
            kind: directory ? ['GATEWAY'] : [],
            handlesAccountData: directory?.scope === 'CARDS' ? ['on'] : [],
            website: directory ? [directory.website] : [],
          }}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label="Name" defaultValue={provider?.name ?? directory?.name} required />
        <SelectField
          name="kind"
          label="What it is"
          placeholder="Choose one"
          options={kindOptions}
          defaultValue={provider?.kind ?? (directory ? 'GATEWAY' : '')}
        />
        <TextAreaField
          name="services"
          label="What it does for you"
          hint="The attestation lists each provider with its services (Part 2f)."
          className="sm:col-span-2"
          rows={2}
          defaultValue={provider?.services}
        />
      </div>
      <fieldset className="grid gap-2 border-line border-t pt-4">
        <legend className="float-left font-semibold text-read">What it touches</legend>
        <CheckField
          name="handlesAccountData"
          label="Stores, processes or transmits account data for you"
          className="clear-both"
          defaultChecked={provider?.handlesAccountData ?? directory?.scope === 'CARDS'}
        />
        <CheckField
          name="managesInScope"
          label="Manages systems of yours that are in scope"
          hint="For example a firewall, a server or the web shop."
          defaultChecked={provider?.managesInScope}
        />
        <CheckField
          name="couldAffectSecurity"
          label="Could affect the security of card data otherwise"
          hint="For example by a script on the payment page, or by remote access."
          defaultChecked={provider?.couldAffectSecurity}
        />
      </fieldset>
      <fieldset className="grid gap-4 border-line border-t pt-4">
        <legend className="float-left font-semibold text-read">Its attestation of compliance</legend>
        <div className="clear-both grid gap-4 sm:grid-cols-2">
          <TextField
            type="date"
            name="attestationOn"
            label="Date of the attestation"
            defaultValue={provider?.attestationOn ?? ''}
          />
          <TextField
            type="date"
            name="attestationValidUntil"
            label="Relied on until"
            hint="Left empty it is one year after the date: attestations carry no end, and are usually relied on for twelve months."
            defaultValue={provider?.attestationValidUntil ?? ''}
          />
        </div>
      </fieldset>
      <fieldset className="grid gap-4 border-line border-t pt-4">
        <legend className="float-left font-semibold text-read">Contact and notes</legend>
        <div className="clear-both grid gap-4 sm:grid-cols-2">
          <TextField
            name="website"
            label="Website"
            type="url"
            placeholder="https://"
            className="sm:col-span-2"
            defaultValue={provider?.website ?? directory?.website}
          />
          <TextField name="contactName" label="Contact" defaultValue={provider?.contactName} />
          <TextField name="contactEmail" label="E-mail" type="email" defaultValue={provider?.contactEmail} />
          <TextAreaField
            name="notes"
            label="Notes"
            optionalMark="optional"
            hint="Agreement, who is responsible for what, where its attestation is filed."
            className="sm:col-span-2"
            defaultValue={provider?.notes}
          />
        </div>
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <SubmitButton busyText="Saving">{provider ? 'Save changes' : 'Add provider'}</SubmitButton>
        <LinkButton href={cancelHref} variant="ghost">
          Cancel
        </LinkButton>
      </div>
      <LeaveGuard />
    </ActionForm>
  );
}
