import type { Metadata } from 'next';
import { OfferedSample } from '@/app/(workspace)/offered-sample';
import { mayAlso, pageGrant } from '@/app/access';
import { OrganizationFacts } from '@/components/organization/organization-facts';
import { OrganizationForm } from '@/components/organization/organization-form';
import { SettingsPage } from '@/components/organization/settings-page';
import { listCountries, listTimeZones } from '@/lib/organization/places';
import { getOrganization } from '@/lib/organization/queries';
import { changeOrganizationAction } from './actions';

export const metadata: Metadata = { title: 'Settings' };

export default async function OrganizationSettingsPage() {
  const grant = await pageGrant('organization:read');
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
      <OfferedSample grant={grant} />
    </SettingsPage>
  );
}
