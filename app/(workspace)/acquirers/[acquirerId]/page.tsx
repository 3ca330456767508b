import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { AcquirerRecord } from '@/components/legal-entity/acquirer-record';
import { Archivable } from '@/components/legal-entity/archivable';
import { Page } from '@/components/shell/page';
import { Pencil } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { getAcquirer, listMerchantIds } from '@/lib/legal-entity/queries';
import { dayIn } from '@/lib/platform/clock';
import { parsePageId } from '../../page-id';
import { archiveAcquirerAction, restoreAcquirerAction } from '../actions';

export const metadata: Metadata = { title: 'Acquirer' };

export default async function AcquirerPage({ params }: PageProps<'/acquirers/[acquirerId]'>) {
  const id = parsePageId((await params).acquirerId);
  const grant = await pageGrant('legal-entity:read');
  const acquirer = await found(getAcquirer(grant, id));
  const merchantIds = await listMerchantIds(grant, { acquirerId: id });
  const mayManage = mayAlso(grant, 'legal-entity:manage');
  const edit = mayManage && !acquirer.isArchived && (
    <LinkButton href={`/acquirers/${id}/edit`} icon={<Pencil />}>
      Edit
    </LinkButton>
  );
  return (
    <Page crumbs={[{ label: 'Acquirers', href: '/acquirers' }, { label: acquirer.name }]} actions={edit}>
      <PageHead title={acquirer.name} />
      <Archivable
        noun="acquirer"
        id={id}
        isArchived={acquirer.isArchived}
        mayManage={mayManage}
        archive={archiveAcquirerAction}
        restore={restoreAcquirerAction}
        words="Submissions to it stay."
      >
        <AcquirerRecord acquirer={acquirer} merchantIds={merchantIds} today={dayIn(grant.timeZone)} />
      </Archivable>
    </Page>
  );
}
