import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { AnalysisForm } from '@/components/risk-analysis/analysis-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { getAnalysis } from '@/lib/risk-analysis/queries/analyses';
import { listAnalysedRequirements } from '@/lib/risk-analysis/queries/requirements';
import { parsePageId } from '../../../page-id';
import { changeRiskAnalysisAction } from '../../actions';

export const metadata: Metadata = { title: 'Edit risk analysis' };

type Props = PageProps<'/risk-analyses/[riskAnalysisId]/edit'>;

export default async function EditRiskAnalysisPage({ params }: Props) {
  const id = parsePageId((await params).riskAnalysisId);
  await pageGrant('schedule:manage');
  const analysis = await found(getAnalysis(await pageGrant('assessment:read'), id));
  const href = `/risk-analyses/${id}` as Route;
  if (analysis.state === 'ARCHIVED') redirect(href);
  return (
    <Page
      crumbs={[
        { label: 'Risk analyses', href: '/risk-analyses' },
        { label: analysis.title, href },
        { label: 'Edit' },
      ]}
    >
      <PageHead title={`Edit ${analysis.title}`}>
        {analysis.approvedOn &&
          `Revision ${analysis.revision} is approved and stays readable. A change makes revision ${analysis.revision + 1}: until that is approved, answers that rest on it are incomplete.`}
      </PageHead>
      <AnalysisForm
        action={changeRiskAnalysisAction}
        requirements={listAnalysedRequirements()}
        analysis={analysis}
        cancelHref={href}
      />
    </Page>
  );
}
