'use client';

import type { ReactNode } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { DialogButton, DialogCancel, useCloseDialog } from '@/components/ui/dialog-button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormAction } from './action';

/** The rules in a dialog of their own: they are set once and then left alone. */
export function PolicyDialog({ action, children }: { action: FormAction; children: ReactNode }) {
  return (
    <DialogButton text="Change the rules" title="Rules of single sign-on" wide>
      <PolicyForm action={action}>{children}</PolicyForm>
    </DialogButton>
  );
}

function PolicyForm({ action, children }: { action: FormAction; children: ReactNode }) {
  const close = useCloseDialog();
  return (
    <ActionForm action={action} onSuccess={() => close()} className="mt-2 grid gap-3">
      {children}
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Saving">Save</SubmitButton>
      </div>
    </ActionForm>
  );
}
