import type { Metadata } from 'next';
import { OfferedSample } from '@/app/(workspace)/offered-sample';
import { SettingsFrame } from '@/app/(workspace)/settings/settings-frame';
import { asksForCode, mayAlso, pageGrant, pageSession } from '@/app/access';
import { UploadChecks } from '@/components/evidence/upload-checks';
import { Forwarding } from '@/components/forwarding/forwarding';
import { EvidencePolicy } from '@/components/organization/evidence-policy';
import { OrganizationFacts } from '@/components/organization/organization-facts';
import { OrganizationForm } from '@/components/organization/organization-form';
import { PlanPolicy } from '@/components/organization/plan-policy';
import { SecondFactorPolicy } from '@/components/organization/second-factor-policy';
import { SessionPolicy } from '@/components/organization/session-policy';
import { SignerPolicy } from '@/components/organization/signer-policy';
import { getForwarding } from '@/lib/forwarding/queries';
import { listCountries, listTimeZones } from '@/lib/organization/places';
import { getOrganization } from '@/lib/organization/queries';
import { hasMalwareScanner } from '@/lib/platform/clamd';
import {
  changeEvidencePolicyAction,
  changeOrganizationAction,
  changePlanPolicyAction,
  changeSecondFactorPolicyAction,
  changeSessionPolicyAction,
  changeSignerPolicyAction,
  endWebhookAction,
  setWebhookAction,
} from './actions';

export const metadata: Metadata = { title: 'Settings' };

export default async function OrganizationSettingsPage() {
  const grant = await pageGrant('organization:read');
  const organization = await getOrganization(grant);
  const countries = listCountries();
  const mayManage = mayAlso(grant, 'organization:manage');
  const asksCode = asksForCode(await pageSession());
  return (
    <SettingsFrame
      current="/settings"
      title="Organization"
      intro="Days are counted in this time zone, and reports carry this name."
    >
      {mayManage ? (
        <OrganizationForm
          organization={organization}
          action={changeOrganizationAction}
          countries={countries}
          timeZones={listTimeZones()}
        />
      ) : (
        <OrganizationFacts
          organization={organization}
          countryName={countries.find(({ value }) => value === organization.country)?.label}
        />
      )}
      <SecondFactorPolicy
        isRequired={organization.secondFactorRequired}
        asksCode={asksCode}
        action={mayManage ? changeSecondFactorPolicyAction : null}
      />
      <SessionPolicy
        {...organization}
        asksCode={asksCode}
        action={mayManage ? changeSessionPolicyAction : null}
      />
      <SignerPolicy
        {...organization}
        asksCode={asksCode}
        action={mayManage ? changeSignerPolicyAction : null}
      />
      <PlanPolicy
        asksPlan={organization.asksPlan}
        asksCode={asksCode}
        action={mayManage ? changePlanPolicyAction : null}
      />
      <EvidencePolicy
        {...organization}
        asksCode={asksCode}
        action={mayManage ? changeEvidencePolicyAction : null}
      />
      <UploadChecks hasScanner={hasMalwareScanner()} />
      {mayManage && (
        <Forwarding
          forwarding={await getForwarding(await pageGrant('organization:manage'))}
          timeZone={grant.timeZone}
          asksCode={asksCode}
          set={setWebhookAction}
          end={endWebhookAction}
        />
      )}
      <OfferedSample grant={grant} />
    </SettingsFrame>
  );
}
