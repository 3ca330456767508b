'use client';

import { PlaceFields, type Places } from '@/components/access/place-fields';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';
import type { OrganizationView } from '@/lib/organization/model';
import type { ActionResult } from '@/lib/platform/result';

type OrganizationFormProps = Places & {
  organization: OrganizationView;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

export function OrganizationForm({ organization, action, ...places }: OrganizationFormProps) {
  return (
    <ActionForm
      action={action}
      className="grid max-w-sm gap-4"
      onSuccess={() => showToast({ message: 'Organization saved' })}
    >
      <input type="hidden" name="version" value={organization.version} />
      <TextField name="name" label="Name" defaultValue={organization.name} autoComplete="organization" />
      <PlaceFields
        {...places}
        defaultCountry={organization.country}
        defaultTimeZone={organization.timeZone}
      />
      <div>
        <SubmitButton busyText="Saving">Save organization</SubmitButton>
      </div>
    </ActionForm>
  );
}
