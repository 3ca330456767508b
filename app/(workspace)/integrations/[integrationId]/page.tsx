import { Pencil } from 'lucide-react';
import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { IntegrationRecord } from '@/components/integration/integration-record';
import { ArchivedNotice, ArchiveSection } from '@/components/legal-entity/archive-section';
import { Page } from '@/components/shell/page';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { methodFacts } from '@/lib/integration/model';
import { getIntegration } from '@/lib/integration/queries/integrations';
import { getMerchantVolumes } from '@/lib/integration/queries/merchant-volumes';
import { parsePageId } from '../../page-id';
import { archiveIntegrationAction, restoreIntegrationAction } from '../actions';

export const metadata: Metadata = { title: 'Integration' };

export default async function IntegrationPage({ params }: PageProps<'/integrations/[integrationId]'>) {
  const integrationId = parsePageId((await params).integrationId);
  const grant = await pageGrant('integration:read');
  const integration = await found(getIntegration(grant, integrationId));
  const merchant = await getMerchantVolumes(grant, integration.legalEntity.id);
  const mayManage = mayAlso(grant, 'integration:manage');
  const mayChange = mayManage && !integration.isArchived;
  const mayStart = mayAlso(grant, 'assessment:manage') && !integration.isArchived;
  const open = integration.assessments.find(({ status }) => status === 'OPEN');
  const actions = (
    <>
      {mayChange && (
        <LinkButton href={`/integrations/${integrationId}/edit`} icon={<Pencil />}>
          Edit facts
        </LinkButton>
      )}
      {open && (
        <LinkButton href={`/assessments/${open.assessmentId}`} variant="primary">
          Continue assessment
        </LinkButton>
      )}
    </>
  );
  return (
    <Page
      crumbs={[{ label: 'Integrations', href: '/integrations' }, { label: integration.name }]}
      actions={actions}
    >
      <PageHead title={integration.name}>{methodFacts[integration.method].label}</PageHead>
      {integration.isArchived && (
        <ArchivedNotice
          noun="integration"
          id={integrationId}
          restore={mayManage ? restoreIntegrationAction : undefined}
        />
      )}
      <IntegrationRecord integration={integration} merchant={merchant} mayStart={mayStart} />
      {mayChange && (
        <ArchiveSection noun="integration" id={integrationId} archive={archiveIntegrationAction}>
          It leaves the lists and can be restored. Assessments that covered it stay as they are.
        </ArchiveSection>
      )}
    </Page>
  );
}
