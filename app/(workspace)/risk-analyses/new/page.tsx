import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { AnalysisForm } from '@/components/risk-analysis/analysis-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { rowId } from '@/lib/platform/parse';
import { asksForAnalysis } from '@/lib/response/rules/frequency';
import { listAnalysedRequirements } from '@/lib/risk-analysis/queries/requirements';
import { makeRiskAnalysisAction } from '../actions';

export const metadata: Metadata = { title: 'Start a risk analysis' };

export default async function NewRiskAnalysisPage({ searchParams }: PageProps<'/risk-analyses/new'>) {
  const grant = await pageGrant('schedule:manage');
  const { requirement, assessment } = await searchParams;
  const linkTo = typeof requirement === 'string' && asksForAnalysis(requirement) ? requirement : '';
  const assessmentId = linkTo && rowId.safeParse(assessment).success ? String(assessment) : '';
  return (
    <Page
      crumbs={[
        { label: 'Schedule', href: '/schedule' },
        { label: 'Risk analyses', href: '/risk-analyses' },
        { label: 'New' },
      ]}
    >
      <PageHead title="Start a targeted risk analysis">
        A title and a requirement are enough to begin: the rest can follow, and the analysis says what it
        still lacks. It counts once it is approved.
      </PageHead>
      <AnalysisForm
        action={makeRiskAnalysisAction}
        requirements={listAnalysedRequirements()}
        started={{ linkTo, assessmentId, madeByName: grant.actor.name }}
        cancelHref="/risk-analyses"
      />
    </Page>
  );
}
