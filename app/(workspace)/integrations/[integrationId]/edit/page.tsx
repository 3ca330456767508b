import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { IntegrationForm } from '@/components/integration/integration-form';
import { OpenAssessmentNotice } from '@/components/integration/open-assessment-notice';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { getIntegration } from '@/lib/integration/queries/integrations';
import { listLegalEntityNames } from '@/lib/legal-entity/queries';
import { providerDirectory } from '@/lib/service-provider/directory';
import { listServiceProviderChoices } from '@/lib/service-provider/queries';
import { parsePageId } from '../../../page-id';
import { changeIntegrationAction } from '../../actions';

export const metadata: Metadata = { title: 'Edit integration' };

export default async function EditIntegrationPage({
  params,
}: PageProps<'/integrations/[integrationId]/edit'>) {
  const integrationId = parsePageId((await params).integrationId);
  await pageGrant('integration:manage');
  const integration = await found(getIntegration(await pageGrant('integration:read'), integrationId));
  const href = `/integrations/${integrationId}` as Route;
  if (integration.isArchived) redirect(href);
  const [legalEntities, providers] = await Promise.all([
    listLegalEntityNames(await pageGrant('legal-entity:read')),
    listServiceProviderChoices(await pageGrant('service-provider:read')),
  ]);
  return (
    <Page
      crumbs={[
        { label: 'Integrations', href: '/integrations' },
        { label: integration.name, href },
        { label: 'Edit' },
      ]}
    >
      <PageHead title={`Edit ${integration.name}`} />
      <OpenAssessmentNotice assessments={integration.assessments} />
      <IntegrationForm
        action={changeIntegrationAction.bind(null, integrationId)}
        integration={integration}
        legalEntities={legalEntities}
        providers={providers}
        directory={providerDirectory.map(({ id, name }) => ({ id, name }))}
        cancelHref={href}
      />
    </Page>
  );
}
