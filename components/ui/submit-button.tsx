'use client';

import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { useActionForm } from './action-form-context';
import { Button } from './button';
import type { ButtonLook } from './button-style';

type SubmitButtonProps = ButtonLook & {
  children: ReactNode;
  /** Verb shown while the form is on its way, for example "Saving". */
  busyText?: string;
  icon?: ReactNode;
  name?: string;
  value?: string;
  disabledReason?: string | undefined;
};

/** Submits the form around it and shows that it is on its way. Works with ActionForm and with plain forms. */
export function SubmitButton({ children, busyText, variant = 'primary', ...rest }: SubmitButtonProps) {
  const status = useFormStatus();
  const busy = useActionForm().pending || status.pending;
  return (
    <Button {...rest} type="submit" variant={variant} busy={busy}>
      {busy ? (busyText ?? children) : children}
    </Button>
  );
}
