'use client';

import { useState } from 'react';
import { FieldFrame, useField } from '@/components/ui/field';
import { Eye, EyeOff } from '@/components/ui/icons';

type PasswordFieldProps = {
  name: string;
  label: string;
  hint?: string;
  autoComplete: 'current-password' | 'new-password';
};

/** A password that can be shown; pasting and password managers work. */
export function PasswordField({ name, label, hint, autoComplete }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const field = useField({ name, hint });
  return (
    <FieldFrame label={label} hint={hint} field={field}>
      <div className="relative">
        <input
          {...field.aria}
          id={field.inputId}
          name={name}
          type={shown ? 'text' : 'password'}
          className="input pr-9"
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <button
          type="button"
          className="absolute inset-y-0 right-0 grid w-9 place-content-center text-ink-3 hover:text-ink"
          aria-pressed={shown}
          aria-label={`Show ${label.toLowerCase()}`}
          title={shown ? 'Hide' : 'Show'}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff /> : <Eye />}
        </button>
      </div>
    </FieldFrame>
  );
}
