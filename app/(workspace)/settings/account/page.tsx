import type { Metadata } from 'next';
import { setAppearanceAction } from '@/app/(workspace)/actions';
import { pageSession } from '@/app/access';
import { readPreferences } from '@/app/preferences';
import { KeysChoice } from '@/components/access/keys-choice';
import { PasswordForm } from '@/components/access/password-form';
import { SessionList } from '@/components/access/session-list';
import { SettingsPage } from '@/components/organization/settings-page';
import { listSessions } from '@/lib/person/queries';
import { changePasswordAction, revokeSessionsAction } from './actions';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const session = await pageSession();
  const [sessions, { keys }] = await Promise.all([listSessions(session), readPreferences()]);
  return (
    <SettingsPage current="/settings/account" title={session.userName} intro={session.email}>
      <div className="grid max-w-3xl gap-8">
        <p className="text-ink-2 text-read">
          Your name stands beside your answers and decides whether you are the officer who signs. An
          administrator changes it under Members.
        </p>
        <PasswordForm action={changePasswordAction} />
        <SessionList sessions={sessions} timeZone={session.timeZone ?? 'UTC'} action={revokeSessionsAction} />
        <KeysChoice keys={keys} action={setAppearanceAction} />
      </div>
    </SettingsPage>
  );
}
