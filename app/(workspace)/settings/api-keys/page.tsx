import type { Metadata } from 'next';
import { SettingsFrame } from '@/app/(workspace)/settings/settings-frame';
import { asksForCode, mayAlso, pageGrant, pageSession } from '@/app/access';
import { ApiKeyList } from '@/components/access/api-key-list';
import { MakeKeyButton } from '@/components/access/make-key-button';
import { AddServiceAccount, ServiceAccountList } from '@/components/access/service-account-list';
import { isAllowed, keyPermissions } from '@/lib/access/permissions';
import { listAllKeys, listOwnKeys, listServiceAccounts } from '@/lib/api-key/queries';
import {
  addServiceAccountAction,
  makeKeyAction,
  reviewServiceAccountAction,
  revokeKeyAction,
} from './actions';

export const metadata: Metadata = { title: 'API keys' };

export default async function ApiKeysPage() {
  const grant = await pageGrant('organization:read');
  const { role } = grant.actor;
  const mayManage = mayAlso(grant, 'api-key:manage');
  if (role === 'SYSTEM' || !mayAlso(grant, 'api-key:hold')) {
    return (
      <SettingsFrame current="/settings/api-keys" title="API keys" intro="Your role holds no API keys.">
        {null}
      </SettingsFrame>
    );
  }
  const asksCode = asksForCode(await pageSession());
  const [keys, accounts] = await Promise.all([
    mayManage ? pageGrant('api-key:manage').then(listAllKeys) : pageGrant('api-key:hold').then(listOwnKeys),
    mayManage ? pageGrant('api-key:manage').then(listServiceAccounts) : [],
  ]);
  return (
    <SettingsFrame
      current="/settings/api-keys"
      title="API keys"
      intro="A key lets a program read or record for a member, and never more than the member's role allows."
      actions={
        <MakeKeyButton
          asksCode={asksCode}
          permissions={keyPermissions.filter((permission) => isAllowed(role, permission))}
          services={accounts.map(({ membershipId, name }) => ({ value: membershipId, label: name }))}
          action={makeKeyAction}
        />
      }
    >
      <ApiKeyList keys={keys} timeZone={grant.timeZone} asksCode={asksCode} action={revokeKeyAction} />
      {mayManage && (
        <ServiceAccountList
          accounts={accounts}
          timeZone={grant.timeZone}
          asksCode={asksCode}
          reviewAction={reviewServiceAccountAction}
          add={<AddServiceAccount asksCode={asksCode} action={addServiceAccountAction} />}
        />
      )}
    </SettingsFrame>
  );
}
