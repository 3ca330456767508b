import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { Archivable } from '@/components/legal-entity/archivable';
import { LegalEntityRecord } from '@/components/legal-entity/legal-entity-record';
import { Page } from '@/components/shell/page';
import { Pencil } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { getMerchantVolumes } from '@/lib/integration/queries/merchant-volumes';
import { entityTypeNames } from '@/lib/legal-entity/model';
import { getLegalEntity, listAcquirerNames, listMerchantIds } from '@/lib/legal-entity/queries';
import { parsePageId } from '../../page-id';
import * as actions from '../actions';

export const metadata: Metadata = { title: 'Legal entity' };

const merchantIdActions = {
  add: actions.addMerchantIdAction,
  archive: actions.archiveMerchantIdAction,
  restore: actions.restoreMerchantIdAction,
};

export default async function LegalEntityPage({ params }: PageProps<'/legal-entities/[legalEntityId]'>) {
  const id = parsePageId((await params).legalEntityId);
  const grant = await pageGrant('legal-entity:read');
  const entity = await found(getLegalEntity(grant, id));
  const [merchantIds, acquirers, merchant] = await Promise.all([
    listMerchantIds(grant, { legalEntityId: id }),
    listAcquirerNames(grant),
    getMerchantVolumes(await pageGrant('integration:read'), id),
  ]);
  const mayManage = mayAlso(grant, 'legal-entity:manage');
  const mayChange = mayManage && !entity.isArchived;
  const edit = mayChange && (
    <LinkButton href={`/legal-entities/${id}/edit`} icon={<Pencil />}>
      Edit
    </LinkButton>
  );
  const record = { entity, merchantIds, acquirers, merchant, actions: mayChange ? merchantIdActions : null };
  return (
    <Page
      crumbs={[{ label: 'Legal entities', href: '/legal-entities' }, { label: entity.name }]}
      actions={edit}
    >
      <PageHead title={entity.name}>
        {entityTypeNames[entity.entityType]}
        {entity.tradingName && `, trading as ${entity.tradingName}`}
      </PageHead>
      <Archivable
        noun="legal entity"
        id={id}
        isArchived={entity.isArchived}
        mayManage={mayManage}
        archive={actions.archiveLegalEntityAction}
        restore={actions.restoreLegalEntityAction}
        words="Assessments, answers and attestations stay."
      >
        <LegalEntityRecord {...record} />
      </Archivable>
    </Page>
  );
}
