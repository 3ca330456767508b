'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { Button } from './button';
import type { ButtonLook } from './button-style';
import { Dialog } from './dialog';

const CloseContext = createContext<() => void>(() => {});

/** Closes the dialog around. */
export function useCloseDialog(): () => void {
  return useContext(CloseContext);
}

/** A button that leaves the dialog without doing anything. */
export function DialogCancel({ children }: { children: ReactNode }) {
  const close = useCloseDialog();
  return <Button onClick={close}>{children}</Button>;
}

type DialogButtonProps = ButtonLook & {
  /** The button's words (or its name, when it shows only an icon). */
  text?: ReactNode;
  label?: string;
  icon?: ReactNode;
  title: ReactNode;
  wide?: boolean;
  disabledReason?: string | undefined;
  /** Contents of the dialog: text, a form, a row `dialog-actions` with DialogCancel and the verb. */
  children: ReactNode;
};

/** A button and the dialog that it opens. */
export function DialogButton({
  text,
  label,
  icon,
  title,
  wide,
  disabledReason,
  children,
  ...look
}: DialogButtonProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        {...look}
        icon={icon}
        label={label}
        disabledReason={disabledReason}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {text}
      </Button>
      <ClosableDialog open={open} onClose={close} title={title} wide={wide}>
        {children}
      </ClosableDialog>
    </>
  );
}

type ClosableDialogProps = Pick<DialogButtonProps, 'title' | 'wide' | 'children'> & {
  open: boolean;
  onClose: () => void;
};

/** A dialog that what stands in it can close. */
export function ClosableDialog({ children, ...dialog }: ClosableDialogProps) {
  return (
    <Dialog {...dialog}>
      <CloseContext value={dialog.onClose}>{children}</CloseContext>
    </Dialog>
  );
}
