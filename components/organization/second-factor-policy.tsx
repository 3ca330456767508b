import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmButton } from '@/components/ui/confirm-button';
import type { ActionResult } from '@/lib/platform/result';

type SecondFactorPolicyProps = {
  isRequired: boolean;
  asksCode: boolean;
  /** Null for those who may only read. */
  action: ((previous: ActionResult | null, form: FormData) => Promise<ActionResult>) | null;
};

/** Whether everybody signs in with a second factor, and the way to change it. */
export function SecondFactorPolicy({ isRequired, asksCode, action }: SecondFactorPolicyProps) {
  return (
    <section aria-labelledby="second-factor-policy" className="mt-8 max-w-read">
      <h2 id="second-factor-policy">Second factor</h2>
      <p className="mt-1 mb-2 text-ink-2">
        {isRequired
          ? 'Everybody signs in with an authenticator app or a passkey beside the password, as requirement 8.4 asks of systems with card data.'
          : 'The password alone is enough, for whoever has set up neither an authenticator app nor a passkey. 8.3.9 then asks for a new password every 90 days, which Inplace does not enforce.'}
      </p>
      {action && (
        <ConfirmButton
          text={isRequired ? 'Let the password be enough' : 'Ask everybody for a second factor'}
          title={isRequired ? 'Let the password be enough?' : 'Ask everybody for a second factor?'}
          confirmText={isRequired ? 'Let it be enough' : 'Ask everybody'}
          cancelText="Cancel"
          busyText="Changing"
          danger={isRequired}
          action={action}
          fields={{ required: isRequired ? 'no' : 'yes' }}
        >
          <p>
            {isRequired
              ? 'Whoever learns a password can then sign in with it, unless its owner has an authenticator app or a passkey.'
              : 'Whoever has none yet sets up an authenticator app or a passkey at the next click.'}
          </p>
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      )}
    </section>
  );
}
