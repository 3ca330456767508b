'use client';

import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { showToast } from '@/components/ui/toast-store';
import type { ActionResult } from '@/lib/platform/result';
import { PasswordField } from './password-field';
import { passwordHint } from './password-hint';

type PasswordFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

export function PasswordForm({ action }: PasswordFormProps) {
  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">Password</h2>
      <ActionForm
        action={action}
        className="mt-2 grid max-w-sm gap-3"
        resetOnSuccess
        onSuccess={() => showToast({ message: 'Password changed. Your other sessions have ended.' })}
      >
        <PasswordField name="currentPassword" label="Current password" autoComplete="current-password" />
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
