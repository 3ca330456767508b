'use client';

import { useState } from 'react';
import { ConfirmFields } from '@/components/access/confirm-fields';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { DialogButton, DialogCancel } from '@/components/ui/dialog-button';
import { Link2 } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { Instant } from '@/components/ui/time';
import type { ActionResult } from '@/lib/platform/result';

type Sent = { code: string; signerName: string };
export type SigningLinkProps = {
  assessmentId: string;
  officerName: string;
  asksCode: boolean;
  open: { signerName: string; email: string; expiresAt: string } | null;
  timeZone: string;
  disabledReason: string | undefined;
  actions: {
    send: (previous: ActionResult<Sent> | null, form: FormData) => Promise<ActionResult<Sent>>;
    revoke: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  };
};

/** For an officer without an account: a link to their mailbox, and a code by another way. */
export function SigningLinkBox({ open, timeZone, ...props }: SigningLinkProps) {
  return (
    <div className="grid gap-2">
      <span className="text-ink-2">The officer has no account here?</span>
      {open && (
        <p className="text-ink-2 text-small">
          A link went to {open.email}. {open.signerName} can sign with it until{' '}
          <Instant value={open.expiresAt} timeZone={timeZone} />.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <DialogButton
          size="sm"
          icon={<Link2 />}
          text={open ? 'Send a new link' : 'Send a link to sign'}
          title={`Send ${props.officerName || 'the officer'} a link to sign`}
          disabledReason={props.disabledReason}
        >
          <SendForm {...props} />
        </DialogButton>
        {open && (
          <ConfirmButton
            size="sm"
            text="Withdraw the link"
            title="Withdraw the link?"
            confirmText="Withdraw"
            cancelText="Cancel"
            busyText="Withdrawing"
            danger
            action={props.actions.revoke}
            fields={{ assessmentId: props.assessmentId }}
          >
            <p>Nobody can sign with it any more. You can send a new one.</p>
          </ConfirmButton>
        )}
      </div>
    </div>
  );
}

function SendForm({ assessmentId, asksCode, actions }: Omit<SigningLinkProps, 'open' | 'timeZone'>) {
  const [sent, setSent] = useState<Sent | null>(null);
  if (sent) {
    return (
      <div className="mt-3 grid gap-3">
        <p className="text-ink-2 text-read">
          The link is on its way to {sent.signerName}. Tell them this code by telephone or face to face, not
          by mail. It is not shown again.
        </p>
        <p className="font-mono text-lead tracking-wider">
          {sent.code.slice(0, 4)} {sent.code.slice(4)}
        </p>
        <div className="dialog-actions">
          <DialogCancel>Done</DialogCancel>
        </div>
      </div>
    );
  }
  return (
    <ActionForm action={actions.send} onSuccess={setSent} className="mt-3 grid gap-4">
      <input type="hidden" name="assessmentId" value={assessmentId} />
      <TextField
        name="email"
        label="The officer’s e-mail"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        hint="The link goes there and nowhere else. It works for 72 hours, and once."
      />
      <ConfirmFields asksCode={asksCode} />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Sending">Send the link</SubmitButton>
      </div>
    </ActionForm>
  );
}
