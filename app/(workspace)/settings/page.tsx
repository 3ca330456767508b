import type { Metadata } from 'next';
import { openSampleAction } from '@/app/(workspace)/sample-actions';
import { mayAlso, pageGrant, pageSession } from '@/app/access';
import { OrganizationFacts } from '@/components/organization/organization-facts';
import { OrganizationForm } from '@/components/organization/organization-form';
import { SettingsPage } from '@/components/organization/settings-page';
import { SampleOffer } from '@/components/sample/sample-offer';
import { listCountries, listTimeZones } from '@/lib/organization/places';
import { getOrganization } from '@/lib/organization/queries';
import { changeOrganizationAction } from './actions';

export const metadata: Metadata = { title: 'Settings' };

export default async function OrganizationSettingsPage() {
  const grant = await pageGrant('organization:read');
  const session = await pageSession();
  const organization = await getOrganization(grant);
  const countries = listCountries();
  return (
    <SettingsPage
      current="/settings"
      title="Organization"
      intro="Days are counted in this time zone, and reports carry this name."
    >
      {mayAlso(grant, 'organization:manage') ? (
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
      {mayAlso(grant, 'organization:manage') && !session.organizations.some(({ isSample }) => isSample) && (
        <SampleOffer action={openSampleAction} />
      )}
    </SettingsPage>
  );
}
