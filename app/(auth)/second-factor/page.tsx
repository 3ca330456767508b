import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { offerStepUpAction } from '@/app/(workspace)/passkey-actions';
import { anySession, asksForCode } from '@/app/access';
import { AuthenticatorForm } from '@/components/access/authenticator-form';
import { CodeForm } from '@/components/access/code-form';
import { ConfirmationWays } from '@/components/access/confirmation-ways';
import { Door } from '@/components/access/door';
import { FactorChoice } from '@/components/access/factor-choice';
import { FirstPasskey } from '@/components/access/first-passkey';
import { deriveReturnPath } from '@/lib/access/rules';
import { offerAuthenticator } from '@/lib/person/commands/second-factor';
import { getSecondFactor, signedInJustNow } from '@/lib/person/queries';
import {
  addFirstPasskeyAction,
  giveSecondFactorAction,
  offerFactorPasskeyAction,
  offerFirstPasskeyAction,
  setUpAuthenticatorAction,
} from './actions';

export const metadata: Metadata = { title: 'Second factor' };

/**
 * Sets up a second factor: a passkey or an authenticator app at the first sign-in, or an app in place of an earlier one.
 * Whoever owes theirs gives it here.
 */
export default async function SecondFactorPage({ searchParams }: PageProps<'/second-factor'>) {
  const session = await anySession();
  if (!session) redirect('/sign-in?next=%2Fsecond-factor');
  const isFirst = session.needsSecondFactor;
  const factor = await getSecondFactor(session);
  const { next, way } = await searchParams;
  const returnPath = deriveReturnPath(next);
  if (isFirst && factor) {
    const hasApp = factor.appSince !== null;
    return (
      <Door
        title="One more step"
        intro={
          hasApp
            ? 'Enter the code that your authenticator app shows now.'
            : 'Use your passkey, or a recovery code.'
        }
      >
        <CodeForm
          action={giveSecondFactorAction}
          offerPasskey={factor.passkeys > 0 ? offerFactorPasskeyAction : null}
          hasApp={hasApp}
          returnPath={returnPath}
        />
      </Door>
    );
  }
  if (isFirst && !(await signedInJustNow(session))) redirect('/sign-in?again=1');
  const paths = { passkey: pathOf('passkey', returnPath), app: pathOf('app', returnPath) };
  if (way === 'passkey') {
    return (
      <Door title="Set up a passkey" intro="It takes a moment, once. Your device asks for your consent.">
        <FirstPasskey
          isFirst={isFirst}
          offerAction={offerFirstPasskeyAction}
          addAction={addFirstPasskeyAction}
          returnPath={returnPath}
          appPath={paths.app}
        />
      </Door>
    );
  }
  if (isFirst && way !== 'app') {
    return (
      <Door
        title="Choose your second factor"
        intro="Everybody signs in with one here. It takes a minute, once."
      >
        <FactorChoice paths={paths} />
      </Door>
    );
  }
  const { secret, qr, offer } = offerAuthenticator(session);
  const hasApp = Boolean(factor?.appSince);
  return (
    <Door
      title="Set up your authenticator app"
      footnote="Any app for one-time codes will do, for example the one in your password manager or on your phone."
    >
      <ConfirmationWays
        startSignOn={null}
        offerPasskey={factor?.passkeys ? offerStepUpAction : null}
        hasApp={hasApp}
      >
        <AuthenticatorForm
          action={setUpAuthenticatorAction}
          offer={offer}
          secret={secret}
          qr={qr}
          isReplacing={!isFirst}
          hasApp={hasApp}
          asksCode={!isFirst && asksForCode(session)}
          returnPath={isFirst ? returnPath : '/settings/account'}
          passkeyPath={paths.passkey}
        />
      </ConfirmationWays>
    </Door>
  );
}

function pathOf(way: 'passkey' | 'app', returnPath: string): string {
  return `/second-factor?${new URLSearchParams({ way, next: returnPath })}`;
}
