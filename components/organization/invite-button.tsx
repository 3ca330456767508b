'use client';

import { useState } from 'react';
import { ConfirmFields } from '@/components/access/confirm-fields';
import { ActionForm } from '@/components/ui/action-form';
import { CopyField } from '@/components/ui/copy-field';
import { DialogButton, DialogCancel } from '@/components/ui/dialog-button';
import { UserRoundPlus } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';
import { type ReachChoices, RoleFields } from './role-fields';

type Invited = { link: string | null; name: string; mail: 'SENT' | 'FAILED' | 'NO_SERVER' };
type InviteButtonProps = {
  asksCode: boolean;
  integrations: ReachChoices;
  /** Whether a mail server is set: who invites knows beforehand who passes the link on. */
  sendsMail: boolean;
  action: (previous: ActionResult<Invited> | null, form: FormData) => Promise<ActionResult<Invited>>;
};

/** Makes a link that lets one person in. It goes by mail; where no mail takes it, it is shown once, to be passed on. */
export function InviteButton(props: InviteButtonProps) {
  return (
    <DialogButton variant="primary" icon={<UserRoundPlus />} text="Invite a member" title="Invite a member">
      <InviteForm {...props} />
    </DialogButton>
  );
}

function InviteForm({ asksCode, integrations, sendsMail, action }: InviteButtonProps) {
  const [invited, setInvited] = useState<Invited | null>(null);
  if (invited) {
    return (
      <div className="mt-3 grid gap-3">
        <p className="text-ink-2 text-read">
          {wordsAfter(invited)} It works once, for seven days{invited.link && ', and is not shown again'}.
        </p>
        {invited.link && (
          <CopyField label="Invitation link" value={invited.link} copyText="Copy" copiedText="Copied" />
        )}
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
      <RoleFields integrations={integrations} />
      <p className="text-ink-2 text-small">
        {sendsMail
          ? 'The link goes to that address by mail and nowhere else.'
          : 'No mail server is set: you get a link to pass on.'}
      </p>
      <ConfirmFields asksCode={asksCode} />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Inviting">Invite</SubmitButton>
      </div>
    </ActionForm>
  );
}

function wordsAfter({ name, mail }: Invited): string {
  if (mail === 'SENT') return `${name} has the link by mail.`;
  if (mail === 'FAILED') return `The mail could not be sent. Send this link to ${name} another way.`;
  return `Send this link to ${name}.`;
}
