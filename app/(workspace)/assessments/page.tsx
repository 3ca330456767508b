import type { Metadata, Route } from 'next';
import { mayAlso, pageGrant } from '@/app/access';
import { AssessmentTable } from '@/components/assessment/assessment-table';
import { Page } from '@/components/shell/page';
import { EmptyState } from '@/components/ui/empty-state';
import { ListChecks, Plus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { TabLinks } from '@/components/ui/tab-links';
import { countAssessments, listAssessments } from '@/lib/assessment/queries';
import { dayIn } from '@/lib/platform/clock';

export const metadata: Metadata = { title: 'Assessments' };

export default async function AssessmentsPage({ searchParams }: PageProps<'/assessments'>) {
  const isArchived = (await searchParams).view === 'archived';
  const grant = await pageGrant('assessment:read');
  const [rows, counts] = await Promise.all([listAssessments(grant, { isArchived }), countAssessments(grant)]);
  const today = dayIn(grant.timeZone);
  const start = mayAlso(grant, 'assessment:manage') && (
    <LinkButton href={'/assessments/new' as Route} variant="primary" icon={<Plus />}>
      Start an assessment
    </LinkButton>
  );
  const empty = isArchived ? (
    <EmptyState title="The archive is empty">Assessments that you archive are kept here.</EmptyState>
  ) : (
    <EmptyState icon={<ListChecks />} title="No assessment yet" action={start}>
      A few questions about how you take cards lead to the questionnaire that applies, with the reasons.
    </EmptyState>
  );
  return (
    <Page layout="list" crumbs={[{ label: 'Assessments' }]} actions={counts.active > 0 && start}>
      <PageHead title="Assessments" />
      {(counts.archived > 0 || isArchived) && (
        <TabLinks
          label="Views"
          tabs={[
            { href: '/assessments', label: 'In use', count: counts.active, current: !isArchived },
            {
              href: '/assessments?view=archived' as Route,
              label: 'Archived',
              count: counts.archived,
              current: isArchived,
            },
          ]}
        />
      )}
      <AssessmentTable rows={rows.map((row) => ({ ...row, today }))} empty={empty} />
    </Page>
  );
}
