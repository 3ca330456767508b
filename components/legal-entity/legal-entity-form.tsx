import type { Route } from 'next';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choice-field';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { LinkButton } from '@/components/ui/link-button';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { entityTypeNames, entityTypes, type LegalEntityView } from '@/lib/legal-entity/model';
import type { ActionResult } from '@/lib/platform/result';

const typeHints = {
  MERCHANT: 'Takes card payments for its own goods or services.',
  SERVICE_PROVIDER:
    'Handles card data, or can affect its security, on behalf of others. Only SAQ D for service providers.',
} as const;

type LegalEntityFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  /** Missing: a new one. */
  entity?: LegalEntityView;
  cancelHref: Route;
};

/** The fields of Part 1a of the attestation. */
export function LegalEntityForm({ action, entity, cancelHref }: LegalEntityFormProps) {
  return (
    <ActionForm action={action} className="grid max-w-(--measure) gap-6">
      {entity && <input type="hidden" name="version" value={entity.version} />}
      <div className="grid gap-4">
        <TextField
          name="name"
          label="Company name"
          hint="As it stands in the register of companies; the attestation prints it."
          defaultValue={entity?.name}
          autoComplete="organization"
          required
        />
        <TextField
          name="tradingName"
          label="Trading as"
          optionalMark="if it differs"
          defaultValue={entity?.tradingName}
        />
        <RadioGroup
          name="entityType"
          label="Assessed as"
          choices={entityTypes.map((type) => ({
            value: type,
            label: entityTypeNames[type],
            hint: typeHints[type],
          }))}
          defaultValue={entity?.entityType ?? 'MERCHANT'}
          required
        />
      </div>
      <fieldset className="grid gap-4 border-line border-t pt-4">
        <legend className="float-left mb-2 font-semibold text-read">Address</legend>
        <div className="clear-both grid gap-4 sm:grid-cols-2">
          <TextField
            name="street"
            label="Street and number"
            className="sm:col-span-2"
            defaultValue={entity?.street}
          />
          <TextField name="postalCode" label="Postal code" defaultValue={entity?.postalCode} />
          <TextField name="city" label="City" defaultValue={entity?.city} />
          <TextField name="region" label="State or region" defaultValue={entity?.region} />
          <TextField
            name="country"
            label="Country"
            autoComplete="country-name"
            defaultValue={entity?.country}
          />
          <TextField
            name="website"
            label="Website"
            type="url"
            placeholder="https://"
            className="sm:col-span-2"
            defaultValue={entity?.website}
          />
        </div>
      </fieldset>
      <fieldset className="grid gap-4 border-line border-t pt-4">
        <legend className="float-left mb-2 font-semibold text-read">Contact for the attestation</legend>
        <div className="clear-both grid gap-4 sm:grid-cols-2">
          <TextField name="contactName" label="Name" defaultValue={entity?.contactName} />
          <TextField name="contactTitle" label="Title" defaultValue={entity?.contactTitle} />
          <TextField name="contactPhone" label="Phone" type="tel" defaultValue={entity?.contactPhone} />
          <TextField name="contactEmail" label="E-mail" type="email" defaultValue={entity?.contactEmail} />
        </div>
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <SubmitButton busyText="Saving">{entity ? 'Save changes' : 'Add legal entity'}</SubmitButton>
        <LinkButton href={cancelHref} variant="ghost">
          Cancel
        </LinkButton>
      </div>
      <LeaveGuard />
    </ActionForm>
  );
}
