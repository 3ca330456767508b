'use client';

import { type FormEvent, useRef, useState } from 'react';
import { focusFailure } from '@/components/ui/action-form';
import { ActionFormContext } from '@/components/ui/action-form-context';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { PasswordField } from './password-field';
import { type SignInOutcome, signIn } from './sign-in';

type SignInFormProps = {
  /** A path of this site, checked on the server. */
  returnPath: string;
  /** The address that the administrator set, for the case that the browser is at another one. */
  publicAddress: string;
};

type Failure = { title: string; advice: string; fieldErrors: Record<string, string[]> };

function failureOf(outcome: Exclude<SignInOutcome, 'signed-in'>, publicAddress: string): Failure {
  const texts = {
    refused: [
      'E-mail and password do not match.',
      'Check both and try again. After ten wrong attempts an account rests for 30 minutes.',
    ],
    'not-kept': [
      'Your browser did not keep the sign-in.',
      `Allow cookies for this site, and open Inplace at ${publicAddress}.`,
    ],
    unreachable: [
      'Inplace did not answer.',
      'Check that it is running and that you are connected, then try again.',
    ],
  } as const;
  const [title, advice] = texts[outcome];
  return { title, advice, fieldErrors: {} };
}

function missing(email: string, password: string): Failure | null {
  const fieldErrors: Record<string, string[]> = {};
  if (!email.includes('@')) fieldErrors.email = ['Enter your e-mail address.'];
  if (!password) fieldErrors.password = ['Enter your password.'];
  return Object.keys(fieldErrors).length > 0
    ? { title: 'Some fields need another look.', advice: '', fieldErrors }
    : null;
}

/** E-mail and password. What was typed stays, whatever happens. */
export function SignInForm({ returnPath, publicAddress }: SignInFormProps) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useRef<HTMLFormElement>(null);

  function fail(next: Failure) {
    setFailure(next);
    setPending(false);
    requestAnimationFrame(() => focusFailure(form.current));
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    const email = String(data.get('email')).trim();
    const password = String(data.get('password'));
    const gaps = missing(email, password);
    if (gaps) return fail(gaps);
    setPending(true);
    const outcome = await signIn(email, password);
    // A whole new page: nothing of an earlier person stays in the browser's memory.
    if (outcome === 'signed-in') window.location.assign(returnPath);
    else fail(failureOf(outcome, publicAddress));
  }

  return (
    <ActionFormContext value={{ pending, fieldErrors: failure?.fieldErrors ?? {} }}>
      <form ref={form} className="door-fields" method="post" noValidate onSubmit={submit}>
        {failure?.advice && (
          <Notice tone="late" role="alert" title={failure.title} focusable>
            {failure.advice}
          </Notice>
        )}
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <PasswordField name="password" label="Password" autoComplete="current-password" />
        <SubmitButton busyText="Signing in">Sign in</SubmitButton>
      </form>
    </ActionFormContext>
  );
}
