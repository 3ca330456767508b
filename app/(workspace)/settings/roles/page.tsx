import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { RoleTable } from '@/components/access/role-table';
import { SettingsPage } from '@/components/organization/settings-page';

export const metadata: Metadata = { title: 'Roles' };

export default async function RolesPage() {
  const { role } = (await pageGrant('member:read')).actor;
  return (
    <SettingsPage
      current="/settings/roles"
      title="Five roles and what they may do"
      intro="This is the table that the server itself asks before it shows or changes anything."
    >
      {role !== 'SYSTEM' && <RoleTable ownRole={role} />}
    </SettingsPage>
  );
}
