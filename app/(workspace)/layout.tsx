import type { ReactNode } from 'react';
import { pageSession } from '@/app/access';
import { readPreferences } from '@/app/preferences';
import { NoOrganization } from '@/components/access/no-organization';
import { SampleStrip } from '@/components/sample/sample-strip';
import { AppFrame } from '@/components/shell/app-frame';
import { sections } from '@/components/shell/navigation';
import { isAllowed } from '@/lib/access/permissions';
import { setAppearanceAction, signOutAction, switchOrganizationAction } from './actions';
import { removeSampleAction } from './sample-actions';

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const session = await pageSession();
  const { organizationId, organizationName, role } = session;
  if (!organizationId || !organizationName || !role) return <NoOrganization signOut={signOutAction} />;
  const { theme, density } = await readPreferences();
  const frame = {
    person: { name: session.userName, email: session.email },
    role,
    organization: { id: organizationId, name: organizationName, isSample: session.isSample === true },
    organizations: session.organizations,
    appearance: { theme, density },
  } as const;
  const actions = {
    switchOrganization: switchOrganizationAction,
    setAppearance: setAppearanceAction,
    signOut: signOutAction,
  };
  return (
    <AppFrame
      frame={frame}
      actions={actions}
      open={sections.flatMap(({ href, permission }) => (isAllowed(role, permission) ? [href] : []))}
      strip={
        session.isSample && (
          <SampleStrip
            organizationId={organizationId}
            name={organizationName}
            remove={isAllowed(role, 'organization:manage') ? removeSampleAction : null}
          />
        )
      }
    >
      {children}
    </AppFrame>
  );
}
