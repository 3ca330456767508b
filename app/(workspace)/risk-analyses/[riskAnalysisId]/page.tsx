import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { Archivable } from '@/components/legal-entity/archivable';
import { AnalysisMark } from '@/components/risk-analysis/analysis-mark';
import { AnalysisScreen } from '@/components/risk-analysis/analysis-screen';
import { Page } from '@/components/shell/page';
import { Pencil } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { getAnalysis } from '@/lib/risk-analysis/queries/analyses';
import { parsePageId } from '../../page-id';
import {
  approveRiskAnalysisAction,
  archiveRiskAnalysisAction,
  restoreRiskAnalysisAction,
  reviewRiskAnalysisAction,
} from '../actions';

export const metadata: Metadata = { title: 'Risk analysis' };

export default async function RiskAnalysisPage({ params }: PageProps<'/risk-analyses/[riskAnalysisId]'>) {
  const id = parsePageId((await params).riskAnalysisId);
  const grant = await pageGrant('assessment:read');
  const analysis = await found(getAnalysis(grant, id));
  const mayManage = mayAlso(grant, 'schedule:manage');
  const mayChange = mayManage && analysis.state !== 'ARCHIVED';
  const edit = mayChange && (
    <LinkButton href={`/risk-analyses/${id}/edit`} icon={<Pencil />}>
      Edit
    </LinkButton>
  );
  return (
    <Page
      crumbs={[
        { label: 'Schedule', href: '/schedule' },
        { label: 'Risk analyses', href: '/risk-analyses' },
        { label: analysis.title },
      ]}
      actions={edit}
    >
      <PageHead
        title={analysis.title}
        marks={<AnalysisMark state={analysis.state} nextReviewOn={analysis.nextReviewOn} />}
      >
        Targeted risk analysis (12.3.1) for {analysis.requirementNumbers.join(', ')}
      </PageHead>
      <Archivable
        noun="risk analysis"
        id={id}
        isArchived={analysis.state === 'ARCHIVED'}
        mayManage={mayManage}
        archive={archiveRiskAnalysisAction}
        restore={restoreRiskAnalysisAction}
        words="Take it off the answers that rest on it first."
      >
        <AnalysisScreen
          analysis={analysis}
          person={grant.actor.name}
          actions={
            mayChange ? { approve: approveRiskAnalysisAction, review: reviewRiskAnalysisAction } : null
          }
        />
      </Archivable>
    </Page>
  );
}
