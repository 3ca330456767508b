import type { Metadata, Route } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { ResponsibilityList } from '@/components/responsibility/responsibility-list';
import { AttestationMark } from '@/components/service-provider/attestation-mark';
import { Page } from '@/components/shell/page';
import { Download } from '@/components/ui/icons';
import { DownloadButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { listResponsibilities } from '@/lib/responsibility/queries/list';
import { progressOf } from '@/lib/responsibility/rules';
import { parsePageId } from '../../../page-id';
import { recordResponsibilitiesAction } from './actions';

export const metadata: Metadata = { title: 'Who does what' };

type Props = PageProps<'/providers/[serviceProviderId]/responsibilities'>;

export default async function ResponsibilitiesPage({ params }: Props) {
  const id = parsePageId((await params).serviceProviderId);
  const grant = await pageGrant('service-provider:read');
  const list = await found(listResponsibilities(grant, id));
  const mayChange = mayAlso(grant, 'service-provider:manage') && !list.isArchived;
  const { said, asked } = progressOf(list.lines);
  const download = (
    <DownloadButton href={`/api/providers/${id}/responsibilities.csv`} icon={<Download />}>
      Download CSV
    </DownloadButton>
  );
  return (
    <Page
      crumbs={[
        { label: 'Providers', href: '/providers' },
        { label: list.name, href: `/providers/${id}` as Route },
        { label: 'Who does what' },
      ]}
      actions={download}
    >
      <PageHead title={`Who does what with ${list.name}`}>
        {asked > 0
          ? `${said} of ${asked} that open assessments ask are said.`
          : 'No open assessment of its integrations asks anything now.'}{' '}
        12.8.5 asks for this record. Attestation:{' '}
        <AttestationMark state={list.attestationState} validUntil={list.attestationValidUntil} />
      </PageHead>
      <ResponsibilityList list={list} action={mayChange ? recordResponsibilitiesAction : null} />
    </Page>
  );
}
