import type { Metadata } from 'next';
import { setAppearanceAction } from '@/app/(workspace)/actions';
import { pageSession } from '@/app/access';
import { readPreferences } from '@/app/preferences';
import { KeysChoice } from '@/components/access/keys-choice';
import { NameForm } from '@/components/access/name-form';
import { PasswordForm } from '@/components/access/password-form';
import { SessionList } from '@/components/access/session-list';
import { SettingsPage } from '@/components/organization/settings-page';
import { listSessions } from '@/lib/person/queries';
import { changePasswordAction, renameAction, revokeSessionsAction } from './actions';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const session = await pageSession();
  const [sessions, { keys }] = await Promise.all([listSessions(session), readPreferences()]);
  return (
    <SettingsPage current="/settings/account" title={session.userName} intro={session.email}>
      <div className="grid max-w-3xl gap-8">
        <NameForm name={session.userName} action={renameAction} />
        <PasswordForm action={changePasswordAction} />
        <SessionList sessions={sessions} timeZone={session.timeZone ?? 'UTC'} action={revokeSessionsAction} />
        <KeysChoice keys={keys} action={setAppearanceAction} />
      </div>
    </SettingsPage>
  );
}
