import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { IntegrationActions } from '@/components/integration/integration-actions';
import { IntegrationRecord } from '@/components/integration/integration-record';
import { Archivable } from '@/components/legal-entity/archivable';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { methodFacts } from '@/lib/integration/model';
import { getIntegration } from '@/lib/integration/queries/integrations';
import { getMerchantVolumes } from '@/lib/integration/queries/merchant-volumes';
import { parsePageId } from '../../page-id';
import { archiveIntegrationAction, restoreIntegrationAction } from '../actions';

export const metadata: Metadata = { title: 'Integration' };

export default async function IntegrationPage({ params }: PageProps<'/integrations/[integrationId]'>) {
  const id = parsePageId((await params).integrationId);
  const grant = await pageGrant('integration:read');
  const integration = await found(getIntegration(grant, id));
  const merchant = await getMerchantVolumes(grant, integration.legalEntity.id);
  const mayManage = mayAlso(grant, 'integration:manage');
  const mayStart = mayAlso(grant, 'assessment:manage') && !integration.isArchived;
  return (
    <Page
      crumbs={[{ label: 'Integrations', href: '/integrations' }, { label: integration.name }]}
      actions={
        <IntegrationActions integration={integration} mayChange={mayManage && !integration.isArchived} />
      }
    >
      <PageHead title={integration.name}>{methodFacts[integration.method].label}</PageHead>
      <Archivable
        noun="integration"
        id={id}
        isArchived={integration.isArchived}
        mayManage={mayManage}
        archive={archiveIntegrationAction}
        restore={restoreIntegrationAction}
        words="Assessments that covered it stay as they are."
      >
        <IntegrationRecord integration={integration} merchant={merchant} mayStart={mayStart} />
      </Archivable>
    </Page>
  );
}
