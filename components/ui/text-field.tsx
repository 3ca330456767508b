'use client';

import type { ComponentProps } from 'react';
import { cx } from './class-names';
import { FieldFrame, type FieldWords, useField } from './field';

type TextFieldProps = FieldWords & Omit<ComponentProps<'input'>, keyof FieldWords>;

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
  ...input
}: TextFieldProps) {
  const field = useField({ name, id, hint, errors });
  return (
    <FieldFrame {...{ label, labelHidden, hint, optionalMark, className, field }}>
      <input {...input} {...field.aria} id={field.inputId} name={name} className="input" />
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
  ...input
}: TextAreaFieldProps) {
  const field = useField({ name, id, hint, errors });
  return (
    <FieldFrame {...{ label, labelHidden, hint, optionalMark, className, field }}>
      <textarea {...input} {...field.aria} id={field.inputId} name={name} className="input" />
    </FieldFrame>
  );
}
