'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { CopyField } from '@/components/ui/copy-field';
import { DialogButton, DialogCancel } from '@/components/ui/dialog-button';
import { UserRoundPlus } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';
import { roleOptions } from './role-options';

type Invited = { link: string; name: string };
type InviteButtonProps = {
  action: (previous: ActionResult<Invited> | null, form: FormData) => Promise<ActionResult<Invited>>;
};

/** Makes a link that lets one person in. The link is shown once and sent by whoever invites. */
export function InviteButton({ action }: InviteButtonProps) {
  return (
    <DialogButton variant="primary" icon={<UserRoundPlus />} text="Invite a member" title="Invite a member">
      <InviteForm action={action} />
    </DialogButton>
  );
}

function InviteForm({ action }: InviteButtonProps) {
  const [invited, setInvited] = useState<Invited | null>(null);
  if (invited) {
    return (
      <div className="mt-3 grid gap-3">
        <p className="text-ink-2 text-read">
          Send this link to {invited.name}. It works once, for seven days, and is not shown again.
        </p>
        <CopyField label="Invitation link" value={invited.link} copyText="Copy" copiedText="Copied" />
        <div className="dialog-actions">
          <DialogCancel>Done</DialogCancel>
        </div>
      </div>
    );
  }
  return (
    <ActionForm action={action} onSuccess={setInvited} className="mt-3 grid gap-4">
      <TextField name="name" label="Name" autoComplete="off" />
      <TextField name="email" label="E-mail" type="email" autoComplete="off" autoCapitalize="none" />
      <SelectField name="role" label="Role" options={roleOptions} placeholder="Choose one" />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Making the link">Make the link</SubmitButton>
      </div>
    </ActionForm>
  );
}
