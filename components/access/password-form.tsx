'use client';

import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { showToast } from '@/components/ui/toast-store';
import type { ActionResult } from '@/lib/platform/result';
import { ConfirmFields } from './confirm-fields';
import { PasswordField } from './password-field';
import { passwordHint } from './password-hint';

type PasswordFormProps = {
  asksCode: boolean;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

export function PasswordForm({ asksCode, action }: PasswordFormProps) {
  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">Password</h2>
      <ActionForm
        action={action}
        className="mt-2 grid max-w-sm gap-3"
        resetOnSuccess
        onSuccess={() => showToast({ message: 'Password changed. Your other sessions have ended.' })}
      >
        <ConfirmFields asksCode={asksCode} passwordLabel="Current password" onlyPassword withoutPasskey />
        <PasswordField
          name="newPassword"
          label="New password"
          autoComplete="new-password"
          hint={passwordHint}
        />
        <div>
          <SubmitButton variant="default" busyText="Changing">
            Change password
          </SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
