import type { Metadata } from 'next';
import { OfferedSample } from '@/app/(workspace)/offered-sample';
import { pageGrant } from '@/app/access';
import { HeatTable } from '@/components/dashboard/heat-table';
import { OverviewFigures } from '@/components/dashboard/overview-figures';
import { StartHere } from '@/components/dashboard/start-here';
import { WatchLists } from '@/components/dashboard/watch-lists';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { SectionHead } from '@/components/ui/section-head';
import { getOverview } from '@/lib/dashboard/queries';
import { headline, nextDue } from '@/lib/dashboard/rules';
import { formatDay } from '@/lib/platform/format';

export const metadata: Metadata = { title: 'Overview' };

export default async function DashboardPage() {
  const grant = await pageGrant('dashboard:read');
  const overview = await getOverview(grant);
  const due = nextDue(overview.assessments);
  if (overview.assessments.length === 0) {
    return (
      <Page crumbs={[{ label: 'Overview' }]}>
        <PageHead title="Three steps to your first self-assessment">
          Each takes a few minutes; everything can be changed later.
        </PageHead>
        <StartHere start={overview.start} />
        <OfferedSample grant={grant} />
      </Page>
    );
  }
  return (
    <Page crumbs={[{ label: 'Overview' }]}>
      <PageHead title={headline(overview)}>
        {due
          ? `${due.count === 1 ? 'One attestation is' : `${due.count} attestations are`} due on ${formatDay(due.dueOn)}.`
          : 'No open assessment has a deadline.'}
      </PageHead>
      <OverviewFigures overview={overview} />
      {/* Beside the table only where the table keeps all its columns. */}
      <div className="grid gap-8 min-[88rem]:grid-cols-[minmax(0,1fr)_20rem]">
        <section className="min-w-0">
          <SectionHead
            title="By assessment and requirement"
            note="tick: all answered, number: to answer, filled: Not in Place, +n still to answer"
          />
          <HeatTable assessments={overview.assessments} />
        </section>
        <WatchLists overview={overview} />
      </div>
    </Page>
  );
}
