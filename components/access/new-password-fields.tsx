'use client';

import { PasswordField } from './password-field';
import { passwordHint } from './password-hint';

/** A new password, twice, with its rules. */
export function NewPasswordFields() {
  return (
    <>
      <PasswordField name="password" label="Password" autoComplete="new-password" hint={passwordHint} />
      <PasswordField name="passwordAgain" label="Password again" autoComplete="new-password" />
    </>
  );
}
