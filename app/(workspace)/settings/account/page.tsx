import type { Metadata } from 'next';
import { setAppearanceAction } from '@/app/(workspace)/actions';
import { SettingsFrame } from '@/app/(workspace)/settings/settings-frame';
import { asksForCode, pageGrant, pageSession } from '@/app/access';
import { readPreferences } from '@/app/preferences';
import { KeysChoice } from '@/components/access/keys-choice';
import { PasskeyList } from '@/components/access/passkey-list';
import { PasswordForm } from '@/components/access/password-form';
import { RenewalMails } from '@/components/access/renewal-mails';
import { SecondFactor } from '@/components/access/second-factor';
import { SessionList } from '@/components/access/session-list';
import { isAllowed } from '@/lib/access/permissions';
import { findRenewalMails } from '@/lib/organization/queries';
import { getSecondFactor, listPasskeys, listSessions } from '@/lib/person/queries';
import { canSendMail } from '@/lib/platform/mail';
import {
  addPasskeyAction,
  changePasswordAction,
  chooseRenewalMailsAction,
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
        <OwnMails />
        <KeysChoice keys={keys} action={setAppearanceAction} />
      </div>
    </SettingsFrame>
  );
}

/** For whoever may bring evidence; the others are asked for none. */
async function OwnMails() {
  const { role } = await pageSession();
  if (!role || !isAllowed(role, 'evidence:attach')) return null;
  const own = await findRenewalMails(await pageGrant('evidence:attach'));
  return own && <RenewalMails {...own} canSend={canSendMail()} action={chooseRenewalMailsAction} />;
}
