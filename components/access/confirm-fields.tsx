'use client';

import { useState } from 'react';
import { useActionForm } from '@/components/ui/action-form-context';
import { CodeField } from './code-field';
import { useConfirmationWays } from './confirmation-ways';
import { PasskeyProof } from './passkey-proof';
import { PasswordField } from './password-field';
import { ProviderProof } from './provider-proof';

type ConfirmFieldsProps = {
  /** The second factor was given too long ago to count. */
  asksCode: boolean;
  passwordLabel?: string;
  /** For what somebody proves themselves with anywhere: no company's sign-on stands for the password there. */
  onlyPassword?: boolean;
  /** For another password: whoever changes it knows the one before. */
  withoutPasskey?: boolean;
};

/** Who somebody is, once more. The field for a code also comes when only the server knew that one is due. */
export function ConfirmFields({
  asksCode,
  passwordLabel = 'Your password, once more',
  onlyPassword = false,
  withoutPasskey = false,
}: ConfirmFieldsProps) {
  const { fieldErrors } = useActionForm();
  const { hasApp, ...ways } = useConfirmationWays();
  const start = onlyPassword ? null : ways.startSignOn;
  const offer = withoutPasskey ? null : ways.offerPasskey;
  // Whoever has taken their last factor away has nothing to read a code from.
  const [isAsked, setAsked] = useState(asksCode && (hasApp || ways.offerPasskey !== null));
  const [way, setWay] = useState(start ? 'SIGN_ON' : offer && !hasApp ? 'PASSKEY' : 'PASSWORD');
  if (!isAsked && fieldErrors.code) setAsked(true);
  if (offer && way === 'PASSKEY') {
    return <PasskeyProof offer={offer} onPassword={() => setWay('PASSWORD')} />;
  }
  return (
    <>
      {start && way === 'SIGN_ON' ? (
        <ProviderProof start={start} onPassword={() => setWay('PASSWORD')} />
      ) : (
        <PasswordField name="password" label={passwordLabel} autoComplete="current-password" />
      )}
      {isAsked && <DueCode hasApp={hasApp || !ways.offerPasskey} />}
      {offer && (
        <button
          type="button"
          className="link justify-self-start text-small"
          onClick={() => setWay('PASSKEY')}
        >
          Confirm with a passkey instead
        </button>
      )}
    </>
  );
}

/** Whoever has passkeys alone has no app to read a code from. */
function DueCode({ hasApp }: { hasApp: boolean }) {
  return hasApp ? (
    <CodeField name="code" required hint="Or one of your recovery codes." />
  ) : (
    <CodeField name="code" required kind="RECOVERY" label="Recovery code" hint="Each works once." />
  );
}
