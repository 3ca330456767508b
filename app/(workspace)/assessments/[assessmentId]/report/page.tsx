import type { Metadata, Route } from 'next';
import { asksForCode, found, pageGrant, pageSession } from '@/app/access';
import { ExportButton } from '@/components/access/export-button';
import { ReportView } from '@/components/report/report-view';
import { Page } from '@/components/shell/page';
import { Download } from '@/components/ui/icons';
import { DownloadButton } from '@/components/ui/link-button';
import { getAttestationDocument } from '@/lib/attestation/queries/document';
import { parseRowId } from '@/lib/platform/parse';
import { buildReport } from '@/lib/report/rules/report';
import { confirmPackageAction } from './actions';

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
        <>
          <ExportButton
            text="Auditor package"
            title="Everything for the auditor"
            href={`/api/assessments/${assessment.id}/package.zip`}
            asksCode={asksForCode(await pageSession())}
            action={confirmPackageAction}
          >
            {packageWords(document.signature !== null)}
          </ExportButton>
          <DownloadButton href={`/api/assessments/${assessment.id}/report.pdf`} icon={<Download />}>
            PDF
          </DownloadButton>
        </>
      }
    >
      <ReportView report={buildReport(document)} />
    </Page>
  );
}

function packageWords(isSigned: boolean): string {
  const what = isSigned
    ? 'The signed report and its data, every evidence file as it was signed'
    : 'The report as it stands today, marked as a draft, and every evidence file';
  return `${what} under the number of its requirement, an index, and the SHA-256 of each file, in one ZIP. What is in quarantine or was deleted is named and left out.`;
}
