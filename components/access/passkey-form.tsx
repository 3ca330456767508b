'use client';

import { type ReactNode, useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/text-field';
import type { ActionFailure, ActionResult } from '@/lib/platform/result';
import type { PasskeyOffer } from './confirmation-ways';
import { makePasskey } from './passkey';
import { RecoveryCodes } from './recovery-codes';

/** The recovery codes come with somebody's first second factor, this once. */
export type AddedPasskey = { recoveryCodes: string[] | null };

export type PasskeyMaking = {
  offerAction: (previous: null, form: FormData) => Promise<ActionResult<PasskeyOffer>>;
  addAction: (given: {
    offer: string;
    response: string;
    label: string;
  }) => Promise<ActionResult<AddedPasskey>>;
};

type PasskeyFormProps = PasskeyMaking & {
  className: string;
  doneText: string;
  onDone: () => void;
  /** What is asked beside the name, and the buttons. */
  children: ReactNode;
};

const notMade: ActionFailure = {
  ok: false,
  code: 'INVALID',
  message: 'No passkey was made. Try again, and confirm when the browser asks.',
};
const noName = { label: ['Enter a name for it, for example the device.'] };

/** Has the browser make a passkey, and shows the recovery codes where it is somebody's first second factor. */
export function PasskeyForm({
  offerAction,
  addAction,
  className,
  doneText,
  onDone,
  children,
}: PasskeyFormProps) {
  const [label, setLabel] = useState('');
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} doneText={doneText} onDone={onDone} />;

  async function add(
    _previous: ActionResult<AddedPasskey> | null,
    form: FormData,
  ): Promise<ActionResult<AddedPasskey>> {
    if (!label.trim()) return { ...notMade, message: 'Some fields need another look.', fieldErrors: noName };
    form.delete('label');
    const offered = await offerAction(null, form);
    if (!offered.ok) return offered;
    const response = await makePasskey(offered.options);
    return response === null ? notMade : addAction({ offer: offered.offer, response, label });
  }

  return (
    <ActionForm
      action={add}
      className={className}
      onSuccess={({ recoveryCodes }) => (recoveryCodes ? setCodes(recoveryCodes) : onDone())}
    >
      <TextField
        name="label"
        label="Name"
        hint="The device or password manager that will hold it."
        autoComplete="off"
        maxLength={60}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      {children}
    </ActionForm>
  );
}
