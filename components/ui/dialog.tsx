'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { cx } from './class-names';

type DialogProps = {
  open: boolean;
  onClose: () => void;
  /** The question. Its buttons are verbs. */
  title: ReactNode;
  children: ReactNode;
  wide?: boolean;
  className?: string;
};

/** The browser's own modal dialog: focus stays inside, Esc closes, focus returns to the opener. */
export function Dialog({ open, onClose, title, children, wide, className }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) {
      element.showModal();
      // The browser puts the focus on the first control, which may be the last line: a dialog is read from its top.
      element.scrollTop = 0;
    }
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={cx('dialog', wide && 'dialog-wide', className)}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      {open && (
        <>
          <h2 className="dialog-title" id={titleId}>
            {title}
          </h2>
          {children}
        </>
      )}
    </dialog>
  );
}
