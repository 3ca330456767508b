'use client';

import { PasswordField } from './password-field';

/** A new password, twice, with its rules. */
export function NewPasswordFields({ name, label = 'Password' }: { name: string; label?: string }) {
  return (
    <>
      <PasswordField
        name={name}
        label={label}
        autoComplete="new-password"
        hint="At least 12 characters with a letter and a digit. A few unrelated words and a number work well."
      />
      <PasswordField name="passwordAgain" label={`${label} again`} autoComplete="new-password" />
    </>
  );
}
