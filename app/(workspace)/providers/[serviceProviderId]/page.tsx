import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { Archivable } from '@/components/legal-entity/archivable';
import { ServiceProviderRecord } from '@/components/service-provider/service-provider-record';
import { Page } from '@/components/shell/page';
import { Pencil } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { countResponsibilities } from '@/lib/responsibility/queries/list';
import { serviceProviderKindNames } from '@/lib/service-provider/model';
import { getServiceProvider } from '@/lib/service-provider/queries';
import { parsePageId } from '../../page-id';
import { archiveServiceProviderAction, restoreServiceProviderAction } from '../actions';

export const metadata: Metadata = { title: 'Provider' };

export default async function ProviderPage({ params }: PageProps<'/providers/[serviceProviderId]'>) {
  const id = parsePageId((await params).serviceProviderId);
  const grant = await pageGrant('service-provider:read');
  const provider = await found(getServiceProvider(grant, id));
  const progress = await countResponsibilities(grant, id);
  const mayManage = mayAlso(grant, 'service-provider:manage');
  const mayChange = mayManage && !provider.isArchived;
  const edit = mayChange && (
    <LinkButton href={`/providers/${id}/edit`} icon={<Pencil />}>
      Edit
    </LinkButton>
  );
  return (
    <Page crumbs={[{ label: 'Providers', href: '/providers' }, { label: provider.name }]} actions={edit}>
      <PageHead title={provider.name}>{serviceProviderKindNames[provider.kind]}</PageHead>
      <Archivable
        noun="provider"
        id={id}
        isArchived={provider.isArchived}
        mayManage={mayManage}
        archive={archiveServiceProviderAction}
        restore={restoreServiceProviderAction}
        words="Take it off the integrations that name it first."
      >
        <ServiceProviderRecord provider={provider} mayChange={mayChange} progress={progress} />
      </Archivable>
    </Page>
  );
}
