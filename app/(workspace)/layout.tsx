import type { ReactNode } from 'react';
import { pageSession } from '@/app/access';
import { readPreferences } from '@/app/preferences';
import { ConfirmationWays } from '@/components/access/confirmation-ways';
import { NoOrganization } from '@/components/access/no-organization';
import { SampleStrip } from '@/components/sample/sample-strip';
import { AppFrame } from '@/components/shell/app-frame';
import { sections } from '@/components/shell/navigation';
import { isAllowedTo } from '@/lib/access/permissions';
import { getSecondFactor } from '@/lib/person/queries';
import { setAppearanceAction, signOutAction, switchOrganizationAction } from './actions';
import { offerStepUpAction } from './passkey-actions';
import { removeSampleAction } from './sample-actions';
import { startConfirmationAction } from './sign-on-actions';

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const session = await pageSession();
  const { organizationId, organizationName, role } = session;
  if (!organizationId || !organizationName || !role) return <NoOrganization signOut={signOutAction} />;
  const [{ theme, density }, factor] = await Promise.all([readPreferences(), getSecondFactor(session)]);
  const frame = {
    person: { id: session.userId, name: session.userName, email: session.email },
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
      open={sections.flatMap(({ href, permission }) => (isAllowedTo(session, permission) ? [href] : []))}
      strip={
        session.isSample && (
          <SampleStrip
            organizationId={organizationId}
            name={organizationName}
            remove={isAllowedTo(session, 'organization:manage') ? removeSampleAction : null}
          />
        )
      }
    >
      <ConfirmationWays
        startSignOn={session.signOnOrganizationId ? startConfirmationAction : null}
        offerPasskey={factor?.passkeys ? offerStepUpAction : null}
        hasApp={Boolean(factor?.appSince)}
      >
        {children}
      </ConfirmationWays>
    </AppFrame>
  );
}
