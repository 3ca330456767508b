import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { ServiceProviderForm } from '@/components/service-provider/service-provider-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { getServiceProvider } from '@/lib/service-provider/queries';
import { parsePageId } from '../../../page-id';
import { changeServiceProviderAction } from '../../actions';

export const metadata: Metadata = { title: 'Edit provider' };

export default async function EditProviderPage({ params }: PageProps<'/providers/[serviceProviderId]/edit'>) {
  const serviceProviderId = parsePageId((await params).serviceProviderId);
  await pageGrant('service-provider:manage');
  const provider = await found(
    getServiceProvider(await pageGrant('service-provider:read'), serviceProviderId),
  );
  const href = `/providers/${serviceProviderId}` as Route;
  if (provider.isArchived) redirect(href);
  return (
    <Page
      crumbs={[{ label: 'Providers', href: '/providers' }, { label: provider.name, href }, { label: 'Edit' }]}
    >
      <PageHead title={`Edit ${provider.name}`} />
      <ServiceProviderForm
        action={changeServiceProviderAction.bind(null, serviceProviderId)}
        provider={provider}
        cancelHref={href}
      />
    </Page>
  );
}
