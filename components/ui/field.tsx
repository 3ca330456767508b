'use client';

import { type ReactNode, useId } from 'react';
import { useActionForm } from './action-form-context';
import { cx } from './class-names';
import { CircleAlert } from './icons';

export type FieldWords = {
  name: string;
  label: ReactNode;
  /** Hides the label from sight, not from screen readers. */
  labelHidden?: boolean;
  hint?: ReactNode;
  /** Messages of the server; inside an ActionForm they arrive by the field's name without this. */
  errors?: readonly string[] | undefined;
  optionalMark?: string;
  className?: string;
  id?: string;
};

/** Ids and messages of one field, wired for aria-describedby and aria-invalid. */
export function useField({
  name,
  id,
  hint,
  errors,
  problem,
}: Pick<FieldWords, 'name' | 'id' | 'hint' | 'errors'> & {
  /** What the page sees itself while somebody writes. */
  problem?: string | undefined;
}) {
  const generated = useId();
  const form = useActionForm();
  const messages = problem ? [problem] : (errors ?? form.fieldErrors[name] ?? []);
  const inputId = id ?? generated;
  const hintId = hint ? `${inputId}-hint` : undefined;
  const errorId = messages.length > 0 ? `${inputId}-error` : undefined;
  return {
    inputId,
    hintId,
    errorId,
    messages,
    isLive: problem !== undefined,
    aria: {
      'aria-invalid': messages.length > 0 ? (true as const) : undefined,
      'aria-describedby': cx(errorId, hintId) || undefined,
    },
  };
}

export function FieldMessages({
  hint,
  hintId,
  errorId,
  messages,
  isLive,
}: {
  hint?: ReactNode;
  hintId: string | undefined;
  errorId: string | undefined;
  messages: readonly string[];
  /** Comes while somebody writes: it is read out at once. */
  isLive?: boolean;
}) {
  return (
    <>
      {errorId && (
        <p className="field-error" id={errorId} role={isLive ? 'alert' : undefined}>
          <CircleAlert />
          <span>{messages.join(' ')}</span>
        </p>
      )}
      {hint && (
        <div className="hint" id={hintId}>
          {hint}
        </div>
      )}
    </>
  );
}

/** Label above, control, then error and hint below. */
export function FieldFrame({
  label,
  labelHidden,
  optionalMark,
  className,
  field,
  hint,
  children,
}: Omit<FieldWords, 'name' | 'errors' | 'id'> & {
  field: ReturnType<typeof useField>;
  children: ReactNode;
}) {
  return (
    <div className={cx('field', className)}>
      <label className={cx('label', labelHidden && 'sr-only')} htmlFor={field.inputId}>
        {label} {optionalMark && <small>{optionalMark}</small>}
      </label>
      {children}
      <FieldMessages
        hint={hint}
        hintId={field.hintId}
        errorId={field.errorId}
        messages={field.messages}
        isLive={field.isLive}
      />
    </div>
  );
}
