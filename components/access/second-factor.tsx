'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { DialogButton, DialogCancel, useCloseDialog } from '@/components/ui/dialog-button';
import { LinkButton } from '@/components/ui/link-button';
import { SubmitButton } from '@/components/ui/submit-button';
import { Instant } from '@/components/ui/time';
import type { SecondFactorView } from '@/lib/person/model';
import type { ActionResult } from '@/lib/platform/result';
import { ConfirmFields } from './confirm-fields';
import { RecoveryCodes } from './recovery-codes';

type Codes = { recoveryCodes: string[] };
type Action = (previous: ActionResult<Codes> | null, form: FormData) => Promise<ActionResult<Codes>>;

type SecondFactorProps = {
  factor: SecondFactorView | null;
  timeZone: string;
  asksCode: boolean;
  renewAction: Action;
  removeAppAction: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** The second factor of one's own account, and what is left of the recovery codes. Passkeys have a list of their own. */
export function SecondFactor({
  factor,
  timeZone,
  asksCode,
  renewAction,
  removeAppAction,
}: SecondFactorProps) {
  const appSince = factor?.appSince ?? null;
  return (
    <section aria-labelledby="second-factor-title">
      <h2 id="second-factor-title">Second factor</h2>
      {factor ? (
        <p className="mt-1 text-ink-2">
          {appSince && (
            <>
              Authenticator app, set up <Instant value={appSince} timeZone={timeZone} />.{' '}
            </>
          )}
          {passkeyWords(factor.passkeys)} {leftWords(factor.recoveryCodesLeft)}
        </p>
      ) : (
        <p className="mt-1 text-ink-2">None. Whoever learns your password can sign in as you.</p>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <LinkButton href="/second-factor?way=app">
          {appSince ? 'Replace the app' : 'Set up an authenticator app'}
        </LinkButton>
        {appSince && (
          <ConfirmButton
            text="Remove the app"
            title="Remove the authenticator app?"
            confirmText="Remove"
            cancelText="Cancel"
            busyText="Removing"
            danger
            action={removeAppAction}
          >
            <p>Its codes no longer sign in here. Your other sessions end.</p>
            <ConfirmFields asksCode={asksCode} onlyPassword />
          </ConfirmButton>
        )}
        {factor && (
          <DialogButton text="Make new recovery codes" title="New recovery codes">
            <RenewForm asksCode={asksCode} action={renewAction} />
          </DialogButton>
        )}
      </div>
    </section>
  );
}

function passkeyWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? 'One passkey.' : `${count} passkeys.`;
}

function leftWords(left: number): string {
  if (left === 0) return 'No recovery code is left: make new ones.';
  return left === 1 ? 'One recovery code is left.' : `${left} recovery codes are left.`;
}

function RenewForm({ asksCode, action }: { asksCode: boolean; action: Action }) {
  const close = useCloseDialog();
  const router = useRouter();
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) {
    const done = () => {
      close();
      router.refresh();
    };
    return <RecoveryCodes codes={codes} doneText="I have kept them" onDone={done} />;
  }
  return (
    <ActionForm
      action={action}
      className="mt-2 grid gap-3"
      onSuccess={({ recoveryCodes }) => setCodes(recoveryCodes)}
    >
      <p className="text-ink-2">The earlier ones stop working.</p>
      <ConfirmFields asksCode={asksCode} onlyPassword />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Making">Make new codes</SubmitButton>
      </div>
    </ActionForm>
  );
}
