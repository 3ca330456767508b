import type { Metadata } from 'next';
import { mayAlso, pageGrant } from '@/app/access';
import { FirstSteps } from '@/components/integration/first-steps';
import { IntegrationTable } from '@/components/integration/integration-table';
import { IntegrationTabs } from '@/components/integration/integration-tabs';
import { Page } from '@/components/shell/page';
import { EmptyState } from '@/components/ui/empty-state';
import { Plus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { countIntegrations, listIntegrations } from '@/lib/integration/queries/integrations';
import { isInView, parseIntegrationView } from '@/lib/integration/rules/views';
import { countLegalEntities } from '@/lib/legal-entity/queries';
import { countServiceProviders } from '@/lib/service-provider/queries';

export const metadata: Metadata = { title: 'Integrations' };

export default async function IntegrationsPage({ searchParams }: PageProps<'/integrations'>) {
  const view = parseIntegrationView((await searchParams).view);
  const grant = await pageGrant('integration:read');
  const mayAdd = mayAlso(grant, 'integration:manage');
  const [rows, counts, entities, providers] = await Promise.all([
    listIntegrations(grant, view === 'archived' ? 'archived' : 'active'),
    countIntegrations(grant),
    countLegalEntities(await pageGrant('legal-entity:read')),
    countServiceProviders(await pageGrant('service-provider:read')),
  ]);
  const isFirst = counts.active + counts.archived === 0;
  const add = mayAdd && !isFirst && (
    <LinkButton href="/integrations/new" variant="primary" icon={<Plus />}>
      Add integration
    </LinkButton>
  );
  const empty = isFirst ? (
    <FirstSteps hasLegalEntity={entities.active > 0} hasProvider={providers.active > 0} mayAdd={mayAdd} />
  ) : (
    <EmptyState title="Nothing in this view">
      No integration matches it now. The other views may hold some.
    </EmptyState>
  );
  return (
    <Page layout="list" crumbs={[{ label: 'Integrations' }]} actions={add}>
      <PageHead title="Integrations" />
      {!isFirst && <IntegrationTabs rows={rows} counts={counts} view={view} />}
      <IntegrationTable rows={rows.filter((row) => isInView(row, view))} empty={empty} />
    </Page>
  );
}
