'use client';

import { useRef, useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Button } from '@/components/ui/button';
import { KeyRound } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';
import { CodeField } from './code-field';
import type { PasskeyOffer } from './confirmation-ways';
import { signWithPasskey } from './passkey';

type CodeFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  /** Something for a passkey to sign; null for somebody who has none. */
  offerPasskey: (() => Promise<ActionResult<PasskeyOffer>>) | null;
  hasApp: boolean;
  /** A path of this site, checked on the server. */
  returnPath: string;
};

/** The second factor of somebody whom their company's sign-on vouched for without one. */
export function CodeForm({ action, offerPasskey, hasApp, returnPath }: CodeFormProps) {
  const [noneTaken, setNoneTaken] = useState(false);
  const proof = useRef<HTMLInputElement>(null);

  async function takePasskey() {
    setNoneTaken(false);
    const offered = await offerPasskey?.().catch(() => null);
    const response = offered?.ok ? await signWithPasskey(offered.options) : null;
    if (!offered?.ok || response === null || !proof.current) return setNoneTaken(true);
    proof.current.value = JSON.stringify({ offer: offered.offer, response });
    proof.current.form?.requestSubmit();
    proof.current.value = '';
  }

  return (
    <ActionForm action={action} className="door-fields" onSuccess={() => window.location.assign(returnPath)}>
      {hasApp ? (
        <CodeField name="code" hint="Or one of your recovery codes. Each code works once." autoFocus />
      ) : (
        <CodeField name="code" kind="RECOVERY" label="Recovery code" hint="Each works once." />
      )}
      <input ref={proof} type="hidden" name="passkey" />
      <SubmitButton busyText="Signing in">Sign in</SubmitButton>
      {offerPasskey && (
        <Button icon={<KeyRound />} onClick={() => void takePasskey()}>
          Use a passkey
        </Button>
      )}
      {noneTaken && (
        <p className="hint" role="status">
          No passkey was taken. Use the device that holds it, and choose it when the browser asks.
        </p>
      )}
    </ActionForm>
  );
}
