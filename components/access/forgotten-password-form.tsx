'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';

type ForgottenPasswordFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Asks for the link. What it says afterwards is true of every address. */
export function ForgottenPasswordForm({ action }: ForgottenPasswordFormProps) {
  const [isAsked, setAsked] = useState(false);
  if (isAsked) {
    return (
      <div className="door-fields">
        <Notice tone="ok" role="status" title="Look into your mail.">
          If somebody here has this address, a link is on its way. It may take a minute; nothing comes for an
          address that is not known, or after three links within an hour.
        </Notice>
        <LinkButton href="/sign-in">Back to the sign-in</LinkButton>
      </div>
    );
  }
  return (
    <ActionForm action={action} className="door-fields" onSuccess={() => setAsked(true)}>
      <TextField
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <SubmitButton busyText="Asking">Send the link</SubmitButton>
      <LinkButton href="/sign-in" variant="ghost">
        Back to the sign-in
      </LinkButton>
    </ActionForm>
  );
}
