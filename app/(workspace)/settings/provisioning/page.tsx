import type { Metadata } from 'next';
import { SettingsFrame } from '@/app/(workspace)/settings/settings-frame';
import { asksForCode, mayAlso, pageGrant, pageSession } from '@/app/access';
import { ProvisionedGroups } from '@/components/organization/provisioned-groups';
import { ProvisioningAddress, ProvisioningPolicy } from '@/components/organization/provisioning-policy';
import { MakeTokenButton, ProvisioningTokens } from '@/components/organization/provisioning-tokens';
import { getProvisioning } from '@/lib/provisioning/queries/settings';
import { scimBase } from '@/lib/provisioning/queries/users';
import {
  changeProvisioningAction,
  chooseGroupRoleAction,
  makeTokenAction,
  revokeTokenAction,
} from './actions';

export const metadata: Metadata = { title: 'Provisioning' };

export default async function ProvisioningPage() {
  const grant = await pageGrant('organization:read');
  if (!mayAlso(grant, 'member:manage')) {
    return (
      <SettingsFrame
        current="/settings/provisioning"
        title="Provisioning"
        intro="An administrator decides whether an identity provider looks after the members here."
      >
        {null}
      </SettingsFrame>
    );
  }
  const asksCode = asksForCode(await pageSession());
  const view = await getProvisioning(await pageGrant('member:manage'));
  return (
    <SettingsFrame
      current="/settings/provisioning"
      title="Provisioning"
      intro="Your identity provider adds members, gives them roles and ends their access, over SCIM 2.0."
    >
      <div className="grid max-w-3xl gap-8">
        <ProvisioningAddress base={scimBase()} />
        <ProvisioningTokens
          tokens={view.tokens}
          timeZone={grant.timeZone}
          asksCode={asksCode}
          revokeAction={revokeTokenAction}
          make={<MakeTokenButton asksCode={asksCode} action={makeTokenAction} />}
        />
        <ProvisioningPolicy
          domains={view.domains}
          defaultRole={view.defaultRole}
          asksCode={asksCode}
          action={changeProvisioningAction}
        />
        <ProvisionedGroups groups={view.groups} asksCode={asksCode} action={chooseGroupRoleAction} />
      </div>
    </SettingsFrame>
  );
}
