import type { Metadata } from 'next';
import { SettingsFrame } from '@/app/(workspace)/settings/settings-frame';
import { pageGrant } from '@/app/access';
import { RoleTable } from '@/components/access/role-table';

export const metadata: Metadata = { title: 'Roles' };

export default async function RolesPage() {
  const { role } = (await pageGrant('organization:read')).actor;
  return (
    <SettingsFrame
      current="/settings/roles"
      title="Five roles and what they may do"
      intro="This is the table that the server itself asks before it shows or changes anything."
    >
      {role !== 'SYSTEM' && <RoleTable ownRole={role} />}
    </SettingsFrame>
  );
}
