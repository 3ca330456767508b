import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { IntegrationForm } from '@/components/integration/integration-form';
import { ProductPicker } from '@/components/integration/product-picker';
import { DirectoryPicker } from '@/components/service-provider/directory-picker';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { prefillFromProduct } from '@/lib/integration/rules/prefill';
import { listLegalEntityNames } from '@/lib/legal-entity/queries';
import { findInDirectory, providerDirectory } from '@/lib/service-provider/directory';
import { listServiceProviderChoices } from '@/lib/service-provider/queries';
import { addIntegrationAction } from '../actions';

export const metadata: Metadata = { title: 'Add integration' };

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined);

export default async function NewIntegrationPage({ searchParams }: PageProps<'/integrations/new'>) {
  await pageGrant('integration:manage');
  const { directory: asked, product } = await searchParams;
  const directory = findInDirectory(one(asked) ?? null);
  const prefill = prefillFromProduct(directory, one(product));
  const [legalEntities, providers] = await Promise.all([
    listLegalEntityNames(await pageGrant('legal-entity:read')),
    listServiceProviderChoices(await pageGrant('service-provider:read')),
  ]);
  return (
    <Page crumbs={[{ label: 'Integrations', href: '/integrations' }, { label: 'Add' }]}>
      <PageHead title="Add an integration">
        One way in which you take cards. Name, legal entity, method and channel are enough to find the
        questionnaire.
      </PageHead>
      <div className="mb-6 grid max-w-[56rem] gap-4">
        <DirectoryPicker
          path="/integrations/new"
          providers={providerDirectory}
          chosenId={directory?.id ?? null}
          hint="Shows its products; choosing one fills in the method."
          buttonText="Show products"
        />
        {directory && <ProductPicker provider={directory} prefill={prefill} />}
      </div>
      <IntegrationForm
        action={addIntegrationAction}
        prefill={prefill}
        provider={directory}
        legalEntities={legalEntities}
        providers={providers}
        directory={providerDirectory.map(({ id, name }) => ({ id, name }))}
        cancelHref="/integrations"
      />
    </Page>
  );
}
