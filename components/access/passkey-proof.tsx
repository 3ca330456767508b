'use client';

import { useState } from 'react';
import { useActionForm } from '@/components/ui/action-form-context';
import { Button } from '@/components/ui/button';
import { CircleAlert, CircleCheck, KeyRound } from '@/components/ui/icons';
import { passkeyMark } from '@/lib/access/rules';
import type { ActionResult } from '@/lib/platform/result';
import type { PasskeyOffer } from './confirmation-ways';
import { signWithPasskey } from './passkey';

type PasskeyProofProps = {
  offer: () => Promise<ActionResult<PasskeyOffer>>;
  onPassword: () => void;
};

type State = 'OPEN' | 'WAITING' | 'SIGNED' | 'NONE_TAKEN' | 'FAILED';

const words: Partial<Record<State, string>> = {
  WAITING: 'Confirm on your device.',
  SIGNED: 'You are confirmed for five minutes, for one act.',
  NONE_TAKEN: 'No passkey was taken. Try again, or use your password.',
  FAILED: 'Inplace did not answer. Try again in a moment.',
};

/** Has a passkey sign in the place of password and code. What it has signed goes with the form and is checked there. */
export function PasskeyProof({ offer, onPassword }: PasskeyProofProps) {
  const [state, setState] = useState<State>('OPEN');
  const [proof, setProof] = useState('');
  const { fieldErrors } = useActionForm();
  // Of the password the server speaks where nothing was signed yet.
  const refusal = fieldErrors.passkey ?? fieldErrors.password;
  const [seen, setSeen] = useState(refusal);
  if (seen !== refusal) {
    setSeen(refusal);
    if (refusal) {
      setState('OPEN');
      setProof('');
    }
  }

  async function ask() {
    setState('WAITING');
    setProof('');
    const offered = await offer().catch(() => null);
    if (!offered?.ok) return setState('FAILED');
    const response = await signWithPasskey(offered.options);
    if (response === null) return setState('NONE_TAKEN');
    setProof(JSON.stringify({ offer: offered.offer, response }));
    setState('SIGNED');
  }

  const isSigned = state === 'SIGNED';
  const isRefused = state === 'OPEN' && refusal !== undefined;
  return (
    <div className="field">
      <input type="hidden" name="password" value={isSigned ? passkeyMark : ''} />
      <input type="hidden" name="passkey" value={proof} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button icon={isSigned ? <CircleCheck /> : <KeyRound />} onClick={() => void ask()}>
          Confirm with a passkey
        </Button>
        <button type="button" className="link text-small" onClick={onPassword}>
          Use the password instead
        </button>
      </div>
      {isRefused ? (
        <p className="field-error" role="status">
          <CircleAlert />
          <span>{fieldErrors.passkey?.[0] ?? 'Confirm with your passkey first.'}</span>
        </p>
      ) : (
        <p className="hint" role="status">
          {words[state]}
        </p>
      )}
    </div>
  );
}
