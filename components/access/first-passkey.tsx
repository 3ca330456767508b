'use client';

import { useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { PasskeyForm, type PasskeyMaking } from './passkey-form';

type FirstPasskeyProps = PasskeyMaking & {
  /** The session lacks its second factor. The page is drawn anew once it has it. */
  isFirst: boolean;
  /** Paths of this site, checked on the server. */
  returnPath: string;
  appPath: string;
};

/** A passkey as the one second factor, for somebody who has none yet. */
export function FirstPasskey({ isFirst, returnPath, appPath, ...making }: FirstPasskeyProps) {
  const [wasFirst] = useState(isFirst);
  if (!wasFirst) {
    return (
      <div className="mt-4">
        <Notice role="status" title="You have a second factor.">
          <a className="link" href="/settings/account">
            Add a passkey in your account
          </a>
        </Notice>
      </div>
    );
  }
  return (
    <PasskeyForm
      {...making}
      className="door-fields"
      doneText="I have kept them, go on"
      onDone={() => window.location.assign(returnPath)}
    >
      <SubmitButton busyText="Waiting for your device">Make a passkey</SubmitButton>
      <a className="link justify-self-start" href={appPath}>
        Use an authenticator app instead
      </a>
    </PasskeyForm>
  );
}
