import { Pencil } from 'lucide-react';
import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { ArchivedNotice, ArchiveSection } from '@/components/legal-entity/archive-section';
import { ServiceProviderRecord } from '@/components/service-provider/service-provider-record';
import { Page } from '@/components/shell/page';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { serviceProviderKindNames } from '@/lib/service-provider/model';
import { getServiceProvider } from '@/lib/service-provider/queries';
import { parsePageId } from '../../page-id';
import { archiveServiceProviderAction, restoreServiceProviderAction } from '../actions';

export const metadata: Metadata = { title: 'Provider' };

export default async function ProviderPage({ params }: PageProps<'/providers/[serviceProviderId]'>) {
  const serviceProviderId = parsePageId((await params).serviceProviderId);
  const grant = await pageGrant('service-provider:read');
  const provider = await found(getServiceProvider(grant, serviceProviderId));
  const mayManage = mayAlso(grant, 'service-provider:manage');
  const mayChange = mayManage && !provider.isArchived;
  const restore = mayManage ? restoreServiceProviderAction : undefined;
  const edit = mayChange && (
    <LinkButton href={`/providers/${serviceProviderId}/edit`} icon={<Pencil />}>
      Edit
    </LinkButton>
  );
  return (
    <Page crumbs={[{ label: 'Providers', href: '/providers' }, { label: provider.name }]} actions={edit}>
      <PageHead title={provider.name}>{serviceProviderKindNames[provider.kind]}</PageHead>
      {provider.isArchived && <ArchivedNotice noun="provider" id={serviceProviderId} restore={restore} />}
      <ServiceProviderRecord provider={provider} mayChange={mayChange} />
      {mayChange && (
        <ArchiveSection noun="provider" id={serviceProviderId} archive={archiveServiceProviderAction}>
          It leaves the register and can be restored. Take it off the integrations that name it first.
        </ArchiveSection>
      )}
    </Page>
  );
}
