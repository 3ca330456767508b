'use client';

import type { ReactNode } from 'react';
import type { ActionResult } from '@/lib/platform/result';
import { ActionForm } from './action-form';
import type { ButtonLook } from './button-style';
import { ClosableDialog, DialogButton, DialogCancel, useCloseDialog } from './dialog-button';
import { SubmitButton } from './submit-button';

type QuestionProps = {
  /** The question: "Archive Stripe Checkout?" */
  title: ReactNode;
  /** What happens then, and what cannot be undone. May hold fields (a reason, a new date). */
  children?: ReactNode;
  confirmText: ReactNode;
  cancelText: ReactNode;
  busyText?: string;
  danger?: boolean;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  /** Hidden fields: ids and versions. */
  fields?: Readonly<Record<string, string | number>>;
};

type ConfirmButtonProps = ButtonLook &
  QuestionProps & {
    text?: ReactNode;
    label?: string;
    icon?: ReactNode;
    disabledReason?: string | undefined;
  };

/** A button whose action is asked once more in a dialog. For what cannot be undone; everything else acts at once. */
export function ConfirmButton({
  children,
  confirmText,
  cancelText,
  busyText,
  danger,
  action,
  fields,
  ...button
}: ConfirmButtonProps) {
  return (
    <DialogButton {...button}>
      <Question {...{ confirmText, cancelText, busyText, danger, action, fields }}>{children}</Question>
    </DialogButton>
  );
}

/** The same question, asked by something else than a button of its own, such as an item of a menu. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  ...question
}: QuestionProps & { open: boolean; onClose: () => void }) {
  return (
    <ClosableDialog open={open} onClose={onClose} title={title}>
      <Question {...question} />
    </ClosableDialog>
  );
}

function Question({
  children,
  confirmText,
  cancelText,
  busyText,
  danger,
  action,
  fields,
}: Omit<QuestionProps, 'title'>) {
  return (
    <ConfirmForm action={action} fields={fields}>
      {children && <div className="mt-1 grid gap-3 text-ink-2 text-read">{children}</div>}
      <div className="dialog-actions">
        <DialogCancel>{cancelText}</DialogCancel>
        <SubmitButton variant={danger ? 'danger' : 'primary'} busyText={busyText}>
          {confirmText}
        </SubmitButton>
      </div>
    </ConfirmForm>
  );
}

function ConfirmForm({
  action,
  fields,
  children,
}: Pick<ConfirmButtonProps, 'action' | 'fields'> & { children: ReactNode }) {
  const close = useCloseDialog();
  return (
    <ActionForm action={action} onSuccess={() => close()} className="grid gap-3">
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div>{children}</div>
    </ActionForm>
  );
}
