'use client';

import { type FormEvent, useRef, useState } from 'react';
import { focusFailure } from '@/components/ui/action-form';
import { ActionFormContext } from '@/components/ui/action-form-context';
import { Button } from '@/components/ui/button';
import { KeyRound } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';
import { CodeField } from './code-field';
import type { PasskeyOffer } from './confirmation-ways';
import { signWithPasskey } from './passkey';
import { PasswordField } from './password-field';
import { type SignInOutcome, signIn, signInWithPasskey } from './sign-in';
import { SignOnOffer } from './sign-on-offer';

type SignInFormProps = {
  offerPasskey: () => Promise<ActionResult<PasskeyOffer>>;
  signOn: {
    offer: (domain: string) => Promise<ActionResult<{ isOffered: boolean }>>;
    start: (given: { email: string; next: string }) => Promise<ActionResult<{ url: string }>>;
  };
  /** A path of this site, checked on the server. */
  returnPath: string;
  /** The address that the administrator set, for the case that the browser is at another one. */
  publicAddress: string;
};

type Failure = { title: string; advice: string; fieldErrors: Record<string, string[]> };
type Step = 'PASSWORD' | 'CODE' | 'RECOVERY';

function failureOf(
  outcome: Exclude<SignInOutcome, 'signed-in'> | 'no-passkey' | 'no-sign-on',
  publicAddress: string,
): Failure {
  const texts = {
    refused: [
      'E-mail, password and code do not fit together.',
      'Check all three and try again; a code works once. After ten wrong attempts an account rests for 30 minutes.',
    ],
    off: [
      'Your account is off, because nobody used it for 90 days.',
      'An administrator of your organization turns it on again, under Settings, Members.',
    ],
    'no-passkey': [
      'No passkey was taken.',
      'Use the device that holds it, and choose it when the browser asks; or sign in with the password.',
    ],
    'no-sign-on': [
      'Your company’s sign-on cannot be reached now.',
      'Try again in a moment. If it happens again, tell your administrator.',
    ],
    'slow-down': [
      'Too many sign-ins have failed from where you are.',
      'Wait a quarter of an hour, then try again.',
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

function missing(data: FormData, step: Step): Failure | null {
  const fieldErrors: Record<string, string[]> = {};
  if (!String(data.get('email')).includes('@')) fieldErrors.email = ['Enter your e-mail address.'];
  if (!data.get('password')) fieldErrors.password = ['Enter your password.'];
  if (step !== 'PASSWORD' && !String(data.get('code')).trim()) fieldErrors.code = ['Enter the code.'];
  return Object.keys(fieldErrors).length > 0
    ? { title: 'Some fields need another look.', advice: '', fieldErrors }
    : null;
}

const passwordIn = (data: FormData) => ({
  email: String(data.get('email')).trim(),
  password: String(data.get('password')),
});

/**
 * E-mail and password, then the second factor. All three go to the server together: it says whether they fit, never
 * which of them did not (8.5.1). What was typed stays, whatever happens.
 */
export function SignInForm({ offerPasskey, signOn, returnPath, publicAddress }: SignInFormProps) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [step, setStep] = useState<Step>('PASSWORD');
  const [email, setEmail] = useState('');
  const form = useRef<HTMLFormElement>(null);

  function fail(next: Failure | null) {
    setFailure(next);
    setPending(false);
    if (next) requestAnimationFrame(() => focusFailure(form.current));
  }

  function goTo(next: Step) {
    fail(null);
    setStep(next);
    const field = next === 'PASSWORD' ? 'email' : 'code';
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus());
  }

  async function send(data: FormData, code: string) {
    if (pending) return;
    setPending(true);
    finish(await signIn({ ...passwordIn(data), code }), 'refused');
  }

  async function takePasskey() {
    if (pending) return;
    setFailure(null);
    setPending(true);
    const offered = await offerPasskey().catch(() => null);
    if (!offered?.ok) return fail(failureOf('unreachable', publicAddress));
    const response = await signWithPasskey(offered.options);
    if (response === null) return fail(failureOf('no-passkey', publicAddress));
    const signed = { offer: offered.offer, response };
    if (step === 'PASSWORD' || !form.current) finish(await signInWithPasskey(signed), 'no-passkey');
    else {
      const given = passwordIn(new FormData(form.current));
      finish(await signIn({ ...given, code: '', passkey: JSON.stringify(signed) }), 'refused');
    }
  }

  async function takeSignOn() {
    if (pending) return;
    setFailure(null);
    setPending(true);
    const started = await signOn.start({ email: email.trim(), next: returnPath }).catch(() => null);
    if (started?.ok) window.location.assign(started.url);
    else fail(failureOf(started?.code === 'RATE_LIMITED' ? 'slow-down' : 'no-sign-on', publicAddress));
  }

  function finish(outcome: SignInOutcome, refused: 'refused' | 'no-passkey') {
    // A whole new page: nothing of an earlier person stays in the browser's memory.
    if (outcome === 'signed-in') window.location.assign(returnPath);
    else fail(failureOf(outcome === 'refused' ? refused : outcome, publicAddress));
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const gaps = missing(data, step);
    if (gaps) return fail(gaps);
    if (step === 'PASSWORD') {
      setEmail(String(data.get('email')).trim());
      goTo('CODE');
    } else void send(data, String(data.get('code')));
  }

  return (
    <ActionFormContext value={{ pending, fieldErrors: failure?.fieldErrors ?? {} }}>
      <form ref={form} className="door-fields" method="post" noValidate onSubmit={submit}>
        {failure?.advice && (
          <Notice tone="late" role="alert" title={failure.title} focusable>
            {failure.advice}
          </Notice>
        )}
        {/* Kept in the page in the second step too: the form is one, and password managers look for both. */}
        <div className={step === 'PASSWORD' ? 'grid gap-4' : 'hidden'}>
          <TextField
            name="email"
            label="E-mail"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            onChange={(event) => setEmail(event.target.value)}
          />
          <PasswordField name="password" label="Password" autoComplete="current-password" />
          <a href="/forgotten-password" className="link justify-self-start">
            Forgot the password?
          </a>
        </div>
        {step === 'PASSWORD' ? (
          <>
            <SubmitButton busyText="Signing in">Continue</SubmitButton>
            <SignOnOffer email={email} ask={signOn.offer} onTake={() => void takeSignOn()} />
            <Button icon={<KeyRound />} onClick={() => void takePasskey()}>
              Use a passkey
            </Button>
          </>
        ) : (
          <>
            <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-ink-2">
              <span className="break-all">{email}</span>
              <button type="button" className="link" onClick={() => goTo('PASSWORD')}>
                Change
              </button>
            </p>
            {step === 'CODE' ? (
              <CodeField
                key="code"
                name="code"
                label="Six-digit code from your authenticator app"
                hint="It is sent after the sixth digit."
                onInput={(value) => /^\d{6}$/.test(value) && form.current?.requestSubmit()}
              />
            ) : (
              <CodeField
                key="recovery"
                name="code"
                kind="RECOVERY"
                label="Recovery code"
                hint="Sixteen letters and digits. Each works once."
              />
            )}
            <SubmitButton busyText="Signing in">Sign in</SubmitButton>
            <Button icon={<KeyRound />} onClick={() => void takePasskey()}>
              Use a passkey
            </Button>
            <div className="flex flex-wrap justify-between gap-2">
              <Button variant="ghost" size="sm" onClick={() => goTo(step === 'CODE' ? 'RECOVERY' : 'CODE')}>
                {step === 'CODE' ? 'Use a recovery code' : 'Use the authenticator app'}
              </Button>
              <Button
                variant="ghost"
                size="sm"
                onClick={() => form.current && void send(new FormData(form.current), '')}
              >
                I have none of them yet
              </Button>
            </div>
          </>
        )}
      </form>
    </ActionFormContext>
  );
}
