'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';
import { NewPasswordFields } from './new-password-fields';
import { PasswordField } from './password-field';
import { signInWith } from './sign-in';

type InvitationFormProps = {
  token: string;
  hasAccount: boolean;
  action: (
    previous: ActionResult<{ email: string }> | null,
    form: FormData,
  ) => Promise<ActionResult<{ email: string }>>;
};

/** A new person chooses a password, somebody who is known here confirms theirs. */
export function InvitationForm({ token, hasAccount, action }: InvitationFormProps) {
  const [joined, setJoined] = useState(false);
  if (joined) {
    return (
      <Notice tone="ok" title="You have joined." role="status">
        <a href="/dashboard" className="link">
          Go on to Inplace
        </a>
        , and sign in if you are asked to.
      </Notice>
    );
  }
  return (
    <ActionForm
      action={action}
      className="door-fields"
      onSuccess={({ email }, form) => {
        // Whoever is known here has a second factor to give: that is the sign-in's to ask for.
        if (hasAccount) setJoined(true);
        else void signInWith(email, form, '/dashboard');
      }}
    >
      <input type="hidden" name="token" value={token} />
      {hasAccount ? (
        <PasswordField
          name="password"
          label="Your password"
          autoComplete="current-password"
          hint="You have an account here already."
        />
      ) : (
        <NewPasswordFields />
      )}
      <SubmitButton busyText="Joining">Join</SubmitButton>
    </ActionForm>
  );
}
