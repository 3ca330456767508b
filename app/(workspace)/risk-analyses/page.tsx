import type { Metadata } from 'next';
import { mayAlso, pageGrant } from '@/app/access';
import { AnalysisTable } from '@/components/risk-analysis/analysis-table';
import { ArchivedAnalyses } from '@/components/risk-analysis/archived-analyses';
import { EmptyAnalyses } from '@/components/risk-analysis/empty-analyses';
import { ScheduleTabs } from '@/components/schedule/schedule-tabs';
import { Page } from '@/components/shell/page';
import { Plus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { listAnalyses } from '@/lib/risk-analysis/queries/analyses';
import { headline } from '@/lib/risk-analysis/rules/life';

export const metadata: Metadata = { title: 'Risk analyses' };

export default async function RiskAnalysesPage() {
  const grant = await pageGrant('assessment:read');
  const all = await listAnalyses(grant);
  const analyses = all.filter(({ state }) => state !== 'ARCHIVED');
  const start = mayAlso(grant, 'schedule:manage') && (
    <LinkButton href="/risk-analyses/new" variant="primary" size="sm" icon={<Plus />}>
      Start an analysis
    </LinkButton>
  );
  return (
    <Page
      layout="list"
      crumbs={[{ label: 'Schedule', href: '/schedule' }, { label: 'Risk analyses' }]}
      actions={analyses.length > 0 && start}
    >
      <PageHead title={headline(analyses)}>
        Where the standard lets you choose how often, a targeted risk analysis says why (12.3.1). Each is
        looked at again within twelve months; the day stands here.
      </PageHead>
      <ScheduleTabs current="ANALYSES" />
      <AnalysisTable rows={analyses} empty={<EmptyAnalyses start={start || undefined} />} />
      <ArchivedAnalyses analyses={all.filter(({ state }) => state === 'ARCHIVED')} />
    </Page>
  );
}
