import { Pencil } from 'lucide-react';
import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { AcquirerFacts } from '@/components/legal-entity/acquirer-facts';
import { ArchivedNotice, ArchiveSection } from '@/components/legal-entity/archive-section';
import { MerchantIdList } from '@/components/legal-entity/merchant-id-list';
import { Page } from '@/components/shell/page';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { SectionHead } from '@/components/ui/section-head';
import { getAcquirer, listMerchantIds } from '@/lib/legal-entity/queries';
import { dayIn } from '@/lib/platform/clock';
import { parsePageId } from '../../page-id';
import { archiveAcquirerAction, restoreAcquirerAction } from '../actions';

export const metadata: Metadata = { title: 'Acquirer' };

export default async function AcquirerPage({ params }: PageProps<'/acquirers/[acquirerId]'>) {
  const acquirerId = parsePageId((await params).acquirerId);
  const grant = await pageGrant('legal-entity:read');
  const acquirer = await found(getAcquirer(grant, acquirerId));
  const merchantIds = await listMerchantIds(grant, { acquirerId });
  const mayManage = mayAlso(grant, 'legal-entity:manage');
  const mayChange = mayManage && !acquirer.isArchived;
  const edit = mayChange && (
    <LinkButton href={`/acquirers/${acquirerId}/edit`} icon={<Pencil />}>
      Edit
    </LinkButton>
  );
  return (
    <Page crumbs={[{ label: 'Acquirers', href: '/acquirers' }, { label: acquirer.name }]} actions={edit}>
      <PageHead title={acquirer.name} />
      {acquirer.isArchived && (
        <ArchivedNotice
          noun="acquirer"
          id={acquirerId}
          restore={mayManage ? restoreAcquirerAction : undefined}
        />
      )}
      <div className="grid gap-6">
        <AcquirerFacts acquirer={acquirer} today={dayIn(grant.timeZone)} />
        <section aria-labelledby="merchant-ids-head">
          <SectionHead
            id="merchant-ids-head"
            title="Merchant ids"
            note="added on the page of their legal entity"
          />
          {merchantIds.length > 0 ? (
            <MerchantIdList merchantIds={merchantIds} parent="legalEntity" />
          ) : (
            <p className="text-ink-2">None yet.</p>
          )}
        </section>
      </div>
      {mayChange && (
        <ArchiveSection noun="acquirer" id={acquirerId} archive={archiveAcquirerAction}>
          It leaves the lists and can be restored. Submissions to it stay.
        </ArchiveSection>
      )}
    </Page>
  );
}
