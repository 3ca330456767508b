'use client';

import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';
import { NewPasswordFields } from './new-password-fields';
import { PlaceFields, type Places } from './place-fields';
import { signInWith } from './sign-in';

type SetUpFormProps = Places & {
  token: string;
  action: (
    previous: ActionResult<{ email: string }> | null,
    form: FormData,
  ) => Promise<ActionResult<{ email: string }>>;
};

/** Organization and first administrator; signs in with what was typed when both exist. */
export function SetUpForm({ token, action, ...places }: SetUpFormProps) {
  return (
    <ActionForm
      action={action}
      className="door-fields"
      onSuccess={({ email }, form) => signInWith(email, form, '/dashboard')}
    >
      <input type="hidden" name="token" value={token} />
      <fieldset className="grid gap-4">
        <legend className="pb-2 font-semibold text-read">Your organization</legend>
        <TextField name="organizationName" label="Name" autoComplete="organization" autoFocus required />
        <PlaceFields {...places} />
      </fieldset>
      <fieldset className="mt-2 grid gap-4">
        <legend className="pb-2 font-semibold text-read">Its first administrator: you</legend>
        <TextField name="name" label="Your name" autoComplete="name" required />
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          hint="You sign in with it."
          required
        />
        <NewPasswordFields />
      </fieldset>
      <SubmitButton busyText="Setting up">Set up Inplace</SubmitButton>
    </ActionForm>
  );
}
