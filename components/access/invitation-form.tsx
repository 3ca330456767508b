'use client';

import { ActionForm } from '@/components/ui/action-form';
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

/** A new person chooses a password, somebody who is known here confirms theirs; then they are signed in. */
export function InvitationForm({ token, hasAccount, action }: InvitationFormProps) {
  return (
    <ActionForm
      action={action}
      className="door-fields"
      onSuccess={({ email }, form) => signInWith(email, form, '/dashboard')}
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
