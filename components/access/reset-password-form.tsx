'use client';

import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';
import { NewPasswordFields } from './new-password-fields';

type ResetPasswordFormProps = {
  token: string;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** A new password, twice; then the sign-in asks for it and for the code. */
export function ResetPasswordForm({ token, action }: ResetPasswordFormProps) {
  return (
    <ActionForm
      action={action}
      className="door-fields"
      onSuccess={() => window.location.assign('/sign-in?reset=1')}
    >
      <input type="hidden" name="token" value={token} />
      <NewPasswordFields />
      <SubmitButton busyText="Saving">Save the password</SubmitButton>
    </ActionForm>
  );
}
