import { DescriptionList } from '@/components/ui/description-list';
import { Notice } from '@/components/ui/notice';
import type { OrganizationView } from '@/lib/organization/model';

type OrganizationFactsProps = { organization: OrganizationView; countryName: string | undefined };

/** The same as the form, for those who may only read. */
export function OrganizationFacts({ organization, countryName }: OrganizationFactsProps) {
  return (
    <div className="grid max-w-xl gap-5">
      <DescriptionList
        facts={[
          { term: 'Name', detail: organization.name },
          { term: 'Country', detail: countryName ?? organization.country },
          { term: 'Time zone', detail: organization.timeZone },
        ]}
      />
      <Notice title="Administrators can change this.">Ask one of them under Members.</Notice>
    </div>
  );
}
