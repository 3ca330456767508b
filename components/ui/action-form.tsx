'use client';

import { unstable_rethrow } from 'next/navigation';
import {
  type ComponentProps,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useRef,
} from 'react';
import type { ActionFailure, ActionResult } from '@/lib/platform/result';
import { ActionFormContext } from './action-form-context';
import { Notice } from './notice';
import { SignInBeside } from './sign-in-beside';

type ActionFormProps<T extends object> = Omit<ComponentProps<'form'>, 'action' | 'onSubmit'> & {
  action: (previous: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T>>;
  onSuccess?: (result: { ok: true } & T, form: HTMLFormElement) => void;
  /** Empties the form after success (for "add another" forms). */
  resetOnSuccess?: boolean;
  unavailableText?: string;
  children: ReactNode;
};

/** Under what the server takes of one form (proxy.ts), so that the reason is said where the text stands. */
const MAX_TEXT_BYTES = 1000 * 1000;
const tooLong: ActionFailure = {
  ok: false,
  code: 'TOO_LARGE',
  message:
    'This was not saved: a form holds at most 1 MB of text. Shorten it, or attach the long text as a file.',
};

function textBytes(data: FormData): number {
  return new Blob([...data.values()].filter((value) => typeof value === 'string')).size;
}

/**
 * A form over a server action. Typed text stays after an error (React would reset the fields), each message appears
 * at its field (fields read them by name), the first wrong field gets the focus, a general message stands on top.
 */
export function ActionForm<T extends object>({
  action,
  onSuccess,
  resetOnSuccess,
  unavailableText = 'This was not saved: Inplace did not answer. Your text is still here; try again in a moment.',
  children,
  ...rest
}: ActionFormProps<T>) {
  const form = useRef<HTMLFormElement>(null);
  // Not in an effect: after success the page may be drawn anew without this form.
  const [result, dispatch, pending] = useActionState(
    async (previous: ActionResult<T> | null, data: FormData) => {
      if (textBytes(data) > MAX_TEXT_BYTES) return tooLong;
      try {
        const next = await action(previous, data);
        if (next.ok && form.current) {
          onSuccess?.(next, form.current);
          if (resetOnSuccess) form.current.reset();
        }
        return next;
      } catch (error) {
        // Redirects go on. Anything else would replace the page, and with it what was typed.
        unstable_rethrow(error);
        return { ok: false as const, code: 'UNAVAILABLE' as const, message: unavailableText };
      }
    },
    null,
  );

  useEffect(() => {
    if (!result || result.ok) return;
    focusFailure(form.current);
  }, [result]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    const data = new FormData(event.currentTarget, submitter);
    startTransition(() => dispatch(data));
  }

  const failure = result && !result.ok ? result : null;
  const fieldErrors = failure?.fieldErrors ?? {};
  return (
    <ActionFormContext value={{ pending, fieldErrors }}>
      <form {...rest} ref={form} action={dispatch} onSubmit={submit} noValidate>
        {failure && (
          <Notice
            tone="late"
            role="alert"
            title={failure.message}
            focusable
            action={failure.code === 'UNAUTHENTICATED' && <SignInBeside />}
          >
            {fieldErrors.form?.join(' ')}
          </Notice>
        )}
        {children}
      </form>
    </ActionFormContext>
  );
}

/** The first wrong field, else the general message. */
export function focusFailure(form: HTMLFormElement | null): void {
  const find = (selector: string) => form?.querySelector<HTMLElement>(selector);
  (find('[aria-invalid="true"]') ?? find('[data-form-message]'))?.focus();
}
