import type { ComponentProps } from 'react';
import { pageSession } from '@/app/access';
import { SettingsPage, settingsTabs } from '@/components/organization/settings-page';
import { isAllowedTo } from '@/lib/access/permissions';

/** A page of the settings, beside the others that this person may open. */
export async function SettingsFrame(props: Omit<ComponentProps<typeof SettingsPage>, 'open'>) {
  const session = await pageSession();
  const open = settingsTabs
    .filter(({ permission }) => permission === null || isAllowedTo(session, permission))
    .map(({ href }) => href);
  return <SettingsPage {...props} open={open} />;
}
