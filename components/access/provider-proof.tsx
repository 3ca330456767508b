'use client';

import { useEffect, useState } from 'react';
import { useActionForm } from '@/components/ui/action-form-context';
import { Button } from '@/components/ui/button';
import { CircleAlert, CircleCheck, ExternalLink } from '@/components/ui/icons';
import { providerProof } from '@/lib/access/rules';
import type { ActionResult } from '@/lib/platform/result';
import { type ConfirmationOutcome, confirmationChannel } from './confirmation-channel';

type ProviderProofProps = {
  start: () => Promise<ActionResult<{ url: string }>>;
  /** For providers that cannot ask anew. */
  onPassword: () => void;
};

type State = 'OPEN' | 'WAITING' | 'CONFIRMED' | 'REFUSED' | 'BLOCKED' | 'FAILED';

const words: Partial<Record<State, string>> = {
  WAITING: 'Sign in again in the window that has opened, then come back here.',
  CONFIRMED: 'You are confirmed for five minutes, for one act.',
  REFUSED: 'Your company’s sign-on did not confirm it was you. Try again, or use your password.',
  BLOCKED: 'Your browser did not open the window. Allow it for this site, then try again.',
  FAILED: 'Your company’s sign-on cannot be reached now. Try again in a moment.',
};

/**
 * Asks the company's sign-on who somebody is, in a window of its own: what was typed in the form stays. The hidden field
 * only says that it was asked; whether it was stands in the session.
 */
export function ProviderProof({ start, onPassword }: ProviderProofProps) {
  const [state, setState] = useState<State>('OPEN');
  const { fieldErrors } = useActionForm();
  const [seen, setSeen] = useState(fieldErrors.password);
  if (seen !== fieldErrors.password) {
    setSeen(fieldErrors.password);
    if (fieldErrors.password) setState('OPEN');
  }

  useEffect(() => {
    const channel = new BroadcastChannel(confirmationChannel);
    channel.onmessage = ({ data }: MessageEvent<ConfirmationOutcome>) =>
      setState((now) => (now === 'WAITING' ? (data === 'confirmed' ? 'CONFIRMED' : 'REFUSED') : now));
    return () => channel.close();
  }, []);

  async function ask() {
    // Opened at once, in the click: later the browser would take it for an advertisement.
    const tab = window.open('about:blank', '_blank', 'popup,width=520,height=720');
    if (!tab) return setState('BLOCKED');
    setState('WAITING');
    const started = await start().catch(() => null);
    if (started?.ok) tab.location.assign(started.url);
    else {
      tab.close();
      setState('FAILED');
    }
  }

  const isConfirmed = state === 'CONFIRMED';
  const problem = state === 'OPEN' ? fieldErrors.password?.[0] : undefined;
  return (
    <div className="field">
      <input type="hidden" name="password" value={isConfirmed ? providerProof : ''} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button icon={isConfirmed ? <CircleCheck /> : <ExternalLink />} onClick={() => void ask()}>
          Confirm with your company’s sign-on
        </Button>
        <button type="button" className="link text-small" onClick={onPassword}>
          Use a password instead
        </button>
      </div>
      {problem ? (
        <p className="field-error" role="status">
          <CircleAlert />
          <span>Confirm with your company’s sign-on first.</span>
        </p>
      ) : (
        <p className="hint" role="status">
          {words[state]}
        </p>
      )}
    </div>
  );
}
