'use client';

import {
  type ComponentProps,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useRef,
} from 'react';
import type { ActionResult } from '@/lib/platform/result';
import { ActionFormContext } from './action-form-context';
import { Notice } from './notice';

type ActionFormProps<T extends object> = Omit<ComponentProps<'form'>, 'action' | 'onSubmit'> & {
  action: (previous: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T>>;
  onSuccess?: (result: { ok: true } & T, form: HTMLFormElement) => void;
  /** Empties the form after success (for "add another" forms). */
  resetOnSuccess?: boolean;
  children: ReactNode;
};

/**
 * A form over a server action. Typed text stays after an error (React would reset the fields), each message appears
 * at its field (fields read them by name), the first wrong field gets the focus, a general message stands on top.
 */
export function ActionForm<T extends object>({
  action,
  onSuccess,
  resetOnSuccess,
  children,
  ...rest
}: ActionFormProps<T>) {
  const [result, dispatch, pending] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  const seen = useRef(result);
  const succeed = useRef(onSuccess);
  succeed.current = onSuccess;

  useEffect(() => {
    if (result === seen.current || !result) return;
    seen.current = result;
    if (result.ok) {
      if (form.current) succeed.current?.(result, form.current);
      if (resetOnSuccess) form.current?.reset();
      return;
    }
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-form-message]');
    wrong?.focus();
  }, [result, resetOnSuccess]);

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
          <Notice tone="late" role="alert" title={failure.message} focusable>
            {fieldErrors.form?.join(' ')}
          </Notice>
        )}
        {children}
      </form>
    </ActionFormContext>
  );
}
