import type { Metadata } from 'next';
import { mayAlso, pageGrant } from '@/app/access';
import { RegisterTabs } from '@/components/legal-entity/register-tabs';
import { ServiceProviderTable } from '@/components/service-provider/service-provider-table';
import { Page } from '@/components/shell/page';
import { EmptyState } from '@/components/ui/empty-state';
import { Handshake, Plus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { countServiceProviders, listServiceProviders } from '@/lib/service-provider/queries';
import { registerFilter } from '../register-filter';

export const metadata: Metadata = { title: 'Providers' };

export default async function ProvidersPage({ searchParams }: PageProps<'/providers'>) {
  const filter = registerFilter((await searchParams).view);
  const grant = await pageGrant('service-provider:read');
  const [rows, counts] = await Promise.all([
    listServiceProviders(grant, filter),
    countServiceProviders(grant),
  ]);
  const add = mayAlso(grant, 'service-provider:manage') && (
    <LinkButton href="/providers/new" variant="primary" icon={<Plus />}>
      Add provider
    </LinkButton>
  );
  return (
    <Page layout="list" crumbs={[{ label: 'Providers' }]} actions={rows.length > 0 && add}>
      <PageHead title="Service providers">
        Everybody outside who touches card data or could affect its security (12.8): gateways, hosting,
        agencies, call centres, shredding.
      </PageHead>
      <RegisterTabs label="Service providers" path="/providers" counts={counts} filter={filter} />
      <ServiceProviderTable
        rows={rows}
        empty={
          <EmptyState icon={<Handshake />} title="No provider yet" action={add || undefined}>
            {add
              ? 'Add your payment provider first, from the directory or by hand. Then an integration can name it, and its attestation is watched from here.'
              : 'A compliance officer adds them. Those of the integrations that you see appear here.'}
          </EmptyState>
        }
      />
    </Page>
  );
}
