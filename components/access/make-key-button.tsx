'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { ChoiceGroup } from '@/components/ui/choice-field';
import { CopyField } from '@/components/ui/copy-field';
import { DialogButton, DialogCancel } from '@/components/ui/dialog-button';
import { KeyRound } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { KeyPermission } from '@/lib/access/permissions';
import type { ActionResult } from '@/lib/platform/result';
import { ConfirmFields } from './confirm-fields';
import { permissionWords } from './permission-words';

type Made = { token: string; name: string };

type MakeKeyButtonProps = {
  asksCode: boolean;
  permissions: readonly KeyPermission[];
  /** Service accounts that a key can be made for; only administrators see any. */
  services: readonly { value: string; label: string }[];
  action: (previous: ActionResult<Made> | null, form: FormData) => Promise<ActionResult<Made>>;
};

const days = [
  { value: '90', label: '90 days' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: '365 days' },
];

/** Makes a key for a program. It is shown once. */
export function MakeKeyButton(props: MakeKeyButtonProps) {
  return (
    <DialogButton variant="primary" icon={<KeyRound />} text="Make a key" title="Make an API key" wide>
      <MakeKeyForm {...props} />
    </DialogButton>
  );
}

function MakeKeyForm({ asksCode, permissions, services, action }: MakeKeyButtonProps) {
  const [made, setMade] = useState<Made | null>(null);
  if (made) {
    return (
      <div className="mt-3 grid gap-3">
        <p className="text-ink-2 text-read">
          Put the key {made.name} where the program keeps its secrets. It is not shown again.
        </p>
        <CopyField label="API key" value={made.token} copyText="Copy" copiedText="Copied" />
        <div className="dialog-actions">
          <DialogCancel>Done</DialogCancel>
        </div>
      </div>
    );
  }
  return (
    <ActionForm action={action} onSuccess={setMade} className="mt-3 grid gap-4">
      <TextField
        name="name"
        label="Name"
        hint="The program that will use it."
        autoComplete="off"
        maxLength={60}
      />
      {services.length > 0 && (
        <SelectField
          name="membershipId"
          label="Acts for"
          options={[{ value: '', label: 'Yourself' }, ...services]}
        />
      )}
      <ChoiceGroup
        kind="checkbox"
        name="permissions[]"
        label="May"
        choices={permissions.map((permission) => ({
          value: permission,
          label: permissionWords[permission].text,
        }))}
      />
      <SelectField name="days" label="Works for" options={days} />
      <ConfirmFields asksCode={asksCode} />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Making the key">Make the key</SubmitButton>
      </div>
    </ActionForm>
  );
}
