import type { Metadata } from 'next';
import { setAppearanceAction } from '@/app/(workspace)/actions';
import { SettingsFrame } from '@/app/(workspace)/settings/settings-frame';
import { asksForCode, pageSession } from '@/app/access';
import { readPreferences } from '@/app/preferences';
import { KeysChoice } from '@/components/access/keys-choice';
import { PasskeyList } from '@/components/access/passkey-list';
import { PasswordForm } from '@/components/access/password-form';
import { SecondFactor } from '@/components/access/second-factor';
import { SessionList } from '@/components/access/session-list';
import { getSecondFactor, listPasskeys, listSessions } from '@/lib/person/queries';
import {
  addPasskeyAction,
  changePasswordAction,
  offerPasskeyAction,
  removeAuthenticatorAction,
  removePasskeyAction,
  renewRecoveryCodesAction,
  revokeSessionsAction,
} from './actions';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const session = await pageSession();
  const [sessions, factor, passkeys, { keys }] = await Promise.all([
    listSessions(session),
    getSecondFactor(session),
    listPasskeys(session),
    readPreferences(),
  ]);
  return (
    <SettingsFrame current="/settings/account" title={session.userName} intro={session.email}>
      <div className="grid max-w-3xl gap-8">
        <p className="text-ink-2 text-read">
          Your name stands beside your answers and decides whether you are the officer who signs. An
          administrator changes it under Members.
        </p>
        <SecondFactor
          factor={factor}
          timeZone={session.timeZone ?? 'UTC'}
          asksCode={asksForCode(session)}
          renewAction={renewRecoveryCodesAction}
          removeAppAction={removeAuthenticatorAction}
        />
        <PasskeyList
          passkeys={passkeys}
          timeZone={session.timeZone ?? 'UTC'}
          asksCode={asksForCode(session)}
          offerAction={offerPasskeyAction}
          addAction={addPasskeyAction}
          removeAction={removePasskeyAction}
        />
        <PasswordForm asksCode={asksForCode(session)} action={changePasswordAction} />
        <SessionList
          sessions={sessions}
          timeZone={session.timeZone ?? 'UTC'}
          asksCode={asksForCode(session)}
          action={revokeSessionsAction}
        />
        <KeysChoice keys={keys} action={setAppearanceAction} />
      </div>
    </SettingsFrame>
  );
}
