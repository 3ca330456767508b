'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ConfirmFields } from '@/components/access/confirm-fields';
import { ActionForm } from '@/components/ui/action-form';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { DialogButton, DialogCancel, useCloseDialog } from '@/components/ui/dialog-button';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';

type WebhookFormProps = {
  /** Where events go now. */
  host: string | null;
  asksCode: boolean;
  action: (
    previous: ActionResult<{ secret: string }> | null,
    form: FormData,
  ) => Promise<ActionResult<{ secret: string }>>;
};

/** Sets the address that events are posted to, and shows the new secret this once. */
export function WebhookForm({ host, asksCode, action }: WebhookFormProps) {
  return (
    <DialogButton
      text={host ? 'Change address or secret' : 'Send events'}
      title={host ? 'Send events elsewhere, or with a new secret?' : 'Send events to an address?'}
    >
      <WebhookFields asksCode={asksCode} action={action} />
    </DialogButton>
  );
}

function WebhookFields({ asksCode, action }: Omit<WebhookFormProps, 'host'>) {
  const [secret, setSecret] = useState<string | null>(null);
  const close = useCloseDialog();
  const router = useRouter();
  if (secret !== null) {
    return (
      <div className="grid gap-3">
        <CopyField
          label="Secret that signs each delivery, shown this once"
          value={secret}
          copyText="Copy"
          copiedText="Copied"
        />
        <p className="text-ink-2">
          Give it to the receiver. Deliveries follow Standard Webhooks: id, time and body are signed with
          HMAC-SHA-256.
        </p>
        <div className="dialog-actions">
          <Button
            variant="primary"
            onClick={() => {
              close();
              router.refresh();
            }}
          >
            I have kept it
          </Button>
        </div>
      </div>
    );
  }
  return (
    <ActionForm action={action} onSuccess={(result) => setSecret(result.secret)} className="grid gap-3">
      <TextField
        name="url"
        type="url"
        label="Address"
        placeholder="https://siem.example.com/events"
        hint="Begins with https:// and leads to a public address."
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
      />
      <ConfirmFields asksCode={asksCode} />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton variant="primary" busyText="Saving">
          Send events there
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
