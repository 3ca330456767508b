'use client';

import { FieldFrame, useField } from '@/components/ui/field';

type CodeFieldProps = {
  name: string;
  label?: string;
  hint?: string;
  /** A recovery code has letters; the keyboard of a phone follows. */
  kind?: 'CODE' | 'RECOVERY';
  required?: boolean;
  autoFocus?: boolean;
  onInput?: (value: string) => void;
};

/** A code of the authenticator app, or a recovery code. Phones and password managers fill it in. */
export function CodeField({
  name,
  label = 'Code from your authenticator app',
  hint,
  kind = 'CODE',
  required,
  autoFocus = false,
  onInput,
}: CodeFieldProps) {
  const field = useField({ name, hint });
  return (
    <FieldFrame label={label} hint={hint} field={field}>
      <input
        {...field.aria}
        id={field.inputId}
        name={name}
        className="input max-w-60 font-mono tracking-wider"
        inputMode={kind === 'CODE' ? 'numeric' : 'text'}
        autoComplete="one-time-code"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={64}
        required={required}
        // biome-ignore lint/a11y/noAutofocus: where the code is all that the page asks for
        autoFocus={autoFocus}
        onInput={(event) => onInput?.(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}
