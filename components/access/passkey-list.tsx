'use client';

import { useRouter } from 'next/navigation';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { DialogButton, DialogCancel, useCloseDialog } from '@/components/ui/dialog-button';
import { KeyRound, X } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import { Instant } from '@/components/ui/time';
import type { PasskeyView } from '@/lib/person/model';
import type { ActionResult } from '@/lib/platform/result';
import { ConfirmFields } from './confirm-fields';
import { PasskeyForm, type PasskeyMaking } from './passkey-form';

type PasskeyListProps = PasskeyMaking & {
  passkeys: readonly PasskeyView[];
  timeZone: string;
  asksCode: boolean;
  removeAction: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** The passkeys of one's own account: each signs in alone, without password and code. */
export function PasskeyList({ passkeys, timeZone, asksCode, removeAction, ...making }: PasskeyListProps) {
  return (
    <section aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">Passkeys</h2>
      <p className="mt-1 text-ink-2">
        A passkey signs in with a finger, a face or a PIN of your device, and works at this address only. It
        is a second factor by itself.
      </p>
      {passkeys.length > 0 && (
        <ul className="mt-2 border-line border-y">
          {passkeys.map((passkey) => (
            <li
              key={passkey.passkeyId}
              className="flex flex-wrap items-center gap-x-3 border-line border-t py-1.5 first:border-0"
            >
              <b className="font-medium">{passkey.label}</b>
              <span className="flex-1 text-ink-3 text-small">
                added <Instant value={passkey.addedAt} timeZone={timeZone} />,{' '}
                {passkey.lastUsedAt ? (
                  <>
                    last used <Instant value={passkey.lastUsedAt} timeZone={timeZone} />
                  </>
                ) : (
                  'not used yet'
                )}
              </span>
              <ConfirmButton
                variant="ghost"
                size="sm"
                icon={<X />}
                label={`Remove the passkey ${passkey.label}`}
                title={`Remove the passkey ${passkey.label}?`}
                confirmText="Remove"
                cancelText="Cancel"
                busyText="Removing"
                danger
                action={removeAction}
                fields={{ passkeyId: passkey.passkeyId }}
              >
                <p>It no longer signs in here. Your other sessions end.</p>
                <ConfirmFields asksCode={asksCode} onlyPassword />
              </ConfirmButton>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-2">
        <DialogButton icon={<KeyRound />} text="Add a passkey" title="Add a passkey">
          <AddForm asksCode={asksCode} {...making} />
        </DialogButton>
      </div>
    </section>
  );
}

function AddForm({ asksCode, ...making }: PasskeyMaking & { asksCode: boolean }) {
  const close = useCloseDialog();
  const router = useRouter();
  return (
    <PasskeyForm
      {...making}
      className="mt-2 grid gap-3"
      doneText="I have kept them"
      onDone={() => {
        close();
        router.refresh();
      }}
    >
      <ConfirmFields asksCode={asksCode} onlyPassword />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Adding">Add</SubmitButton>
      </div>
    </PasskeyForm>
  );
}
