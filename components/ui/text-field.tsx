'use client';

import { type ComponentProps, useState } from 'react';
import { whyTooLong } from '@/lib/platform/text-length';
import { cx } from './class-names';
import { FieldFrame, type FieldWords, useField } from './field';

type TextFieldProps = FieldWords & Omit<ComponentProps<'input'>, keyof FieldWords>;

/**
 * A text that is too long stays whole, with words beside it: the attribute maxlength would cut a paste without a word. Who
 * sends it all the same hears the same from the server.
 */
function useFit(max: number | undefined, value: unknown, initial: unknown) {
  const problemOf = (text: unknown) =>
    max !== undefined && typeof text === 'string' ? whyTooLong(text, max) : undefined;
  const [seen, setSeen] = useState(() => problemOf(initial));
  return {
    problem: value === undefined ? seen : problemOf(value),
    look: (text: string) => setSeen(problemOf(text)),
  };
}

/** One line of text, an e-mail, a number, a date: everything that <input> does with a label above. */
export function TextField({
  name,
  label,
  labelHidden,
  hint,
  errors,
  optionalMark,
  className,
  id,
  maxLength,
  onInput,
  ...input
}: TextFieldProps) {
  const isSearch = input.type === 'search';
  const { problem, look } = useFit(isSearch ? undefined : maxLength, input.value, input.defaultValue);
  const field = useField({ name, id, hint, errors, problem });
  return (
    <FieldFrame {...{ label, labelHidden, hint, optionalMark, className, field }}>
      <input
        {...input}
        {...field.aria}
        maxLength={isSearch ? maxLength : undefined}
        id={field.inputId}
        name={name}
        className="input"
        onInput={(event) => {
          look(event.currentTarget.value);
          onInput?.(event);
        }}
      />
    </FieldFrame>
  );
}

/** A calendar day; the browser's own picker, the value is YYYY-MM-DD. */
export function DateField({ className, ...rest }: Omit<TextFieldProps, 'type'>) {
  return <TextField {...rest} type="date" className={cx('max-w-44', className)} />;
}

type TextAreaFieldProps = FieldWords & Omit<ComponentProps<'textarea'>, keyof FieldWords>;

/** Several lines; grows with its content. */
export function TextAreaField({
  name,
  label,
  labelHidden,
  hint,
  errors,
  optionalMark,
  className,
  id,
  maxLength,
  onInput,
  ...input
}: TextAreaFieldProps) {
  const { problem, look } = useFit(maxLength, input.value, input.defaultValue);
  const field = useField({ name, id, hint, errors, problem });
  return (
    <FieldFrame {...{ label, labelHidden, hint, optionalMark, className, field }}>
      <textarea
        {...input}
        {...field.aria}
        id={field.inputId}
        name={name}
        className="input"
        onInput={(event) => {
          look(event.currentTarget.value);
          onInput?.(event);
        }}
      />
    </FieldFrame>
  );
}
