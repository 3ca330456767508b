'use client';

import { ActionForm } from '@/components/ui/action-form';
import { DialogButton, DialogCancel, useCloseDialog } from '@/components/ui/dialog-button';
import { Download } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';
import { ConfirmFields } from './confirm-fields';

type ExportButtonProps = {
  text: string;
  title: string;
  /** What the file holds. */
  children: string;
  /** Address of the file, without the pass. */
  href: string;
  asksCode: boolean;
  action: (
    previous: ActionResult<{ pass: string }> | null,
    form: FormData,
  ) => Promise<ActionResult<{ pass: string }>>;
};

/** Fetches what takes much away (the log, all evidence of an assessment) once the person has confirmed who they are. */
export function ExportButton({ text, title, children, ...form }: ExportButtonProps) {
  return (
    <DialogButton size="sm" icon={<Download />} text={text} title={title}>
      <p className="mt-2 text-ink-2 text-read">{children}</p>
      <ExportForm {...form} />
    </DialogButton>
  );
}

function ExportForm({ href, asksCode, action }: Pick<ExportButtonProps, 'href' | 'asksCode' | 'action'>) {
  const close = useCloseDialog();
  return (
    <ActionForm
      action={action}
      onSuccess={({ pass }) => {
        fetchFile(`${href}${href.includes('?') ? '&' : '?'}pass=${encodeURIComponent(pass)}`);
        close();
      }}
      unavailableText="Nothing was exported: Inplace did not answer. Try again in a moment."
      className="mt-3 grid gap-4"
    >
      <input type="hidden" name="address" value={href} />
      <ConfirmFields asksCode={asksCode} />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Checking">Export</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** As a link to a file does it, so that the page stays. */
function fetchFile(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
