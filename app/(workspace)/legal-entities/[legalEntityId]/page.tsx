import { Pencil } from 'lucide-react';
import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { MerchantLevels } from '@/components/integration/merchant-levels';
import { ArchivedNotice, ArchiveSection } from '@/components/legal-entity/archive-section';
import { LegalEntityFacts } from '@/components/legal-entity/legal-entity-facts';
import { MerchantIds } from '@/components/legal-entity/merchant-ids';
import { Page } from '@/components/shell/page';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { getMerchantVolumes } from '@/lib/integration/queries/merchant-volumes';
import { entityTypeNames } from '@/lib/legal-entity/model';
import { getLegalEntity, listAcquirerNames, listMerchantIds } from '@/lib/legal-entity/queries';
import { parsePageId } from '../../page-id';
import {
  addMerchantIdAction,
  archiveLegalEntityAction,
  archiveMerchantIdAction,
  restoreLegalEntityAction,
  restoreMerchantIdAction,
} from '../actions';

export const metadata: Metadata = { title: 'Legal entity' };

export default async function LegalEntityPage({ params }: PageProps<'/legal-entities/[legalEntityId]'>) {
  const legalEntityId = parsePageId((await params).legalEntityId);
  const grant = await pageGrant('legal-entity:read');
  const entity = await found(getLegalEntity(grant, legalEntityId));
  const [merchantIds, acquirers, volumes] = await Promise.all([
    listMerchantIds(grant, { legalEntityId }),
    listAcquirerNames(grant),
    getMerchantVolumes(await pageGrant('integration:read'), legalEntityId),
  ]);
  const mayManage = mayAlso(grant, 'legal-entity:manage');
  const mayChange = mayManage && !entity.isArchived;
  return (
    <Page
      crumbs={[{ label: 'Legal entities', href: '/legal-entities' }, { label: entity.name }]}
      actions={
        mayChange && (
          <LinkButton href={`/legal-entities/${legalEntityId}/edit`} icon={<Pencil />}>
            Edit
          </LinkButton>
        )
      }
    >
      <PageHead title={entity.name}>
        {entityTypeNames[entity.entityType]}
        {entity.tradingName && `, trading as ${entity.tradingName}`}
      </PageHead>
      {entity.isArchived && (
        <ArchivedNotice
          noun="legal entity"
          id={legalEntityId}
          restore={mayManage ? restoreLegalEntityAction : undefined}
        />
      )}
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid content-start gap-6">
          <MerchantIds
            legalEntityId={legalEntityId}
            merchantIds={merchantIds}
            acquirers={acquirers}
            actions={
              mayChange
                ? {
                    add: addMerchantIdAction,
                    archive: archiveMerchantIdAction,
                    restore: restoreMerchantIdAction,
                  }
                : null
            }
          />
          <MerchantLevels entityType={entity.entityType} {...volumes} />
        </div>
        <LegalEntityFacts entity={entity} mayChange={mayChange} />
      </div>
      {mayChange && (
        <ArchiveSection noun="legal entity" id={legalEntityId} archive={archiveLegalEntityAction}>
          It leaves the lists and can be restored. Assessments, answers and attestations stay.
        </ArchiveSection>
      )}
    </Page>
  );
}
