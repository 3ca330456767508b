import type { Metadata, Route } from 'next';
import { found, pageGrant } from '@/app/access';
import { ReportView } from '@/components/report/report-view';
import { Page } from '@/components/shell/page';
import { Download } from '@/components/ui/icons';
import { DownloadButton } from '@/components/ui/link-button';
import { getAttestationDocument } from '@/lib/attestation/queries/document';
import { parseRowId } from '@/lib/platform/parse';
import { buildReport } from '@/lib/report/rules/report';

export const metadata: Metadata = { title: 'Report' };

export default async function ReportPage({ params }: PageProps<'/assessments/[assessmentId]/report'>) {
  const grant = await pageGrant('attestation:read');
  const { assessmentId } = await params;
  const document = await found(
    Promise.resolve().then(() => getAttestationDocument(grant, parseRowId(assessmentId))),
  );
  const { assessment } = document.content;
  return (
    <Page
      crumbs={[
        { label: 'Assessments', href: '/assessments' },
        { label: assessment.name, href: `/assessments/${assessment.id}` as Route },
        { label: 'Report' },
      ]}
      actions={
        <DownloadButton href={`/api/assessments/${assessment.id}/report.pdf`} icon={<Download />}>
          PDF
        </DownloadButton>
      }
    >
      <ReportView report={buildReport(document)} />
    </Page>
  );
}
