import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { AssignedList } from '@/components/assignment/assigned-list';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { listOwnRequirements } from '@/lib/assignment/queries';

export const metadata: Metadata = { title: 'Assigned to me' };

export default async function AssignedPage({ searchParams }: PageProps<'/assigned'>) {
  const { show } = await searchParams;
  const requirements = await listOwnRequirements(await pageGrant('assessment:read'));
  return (
    <Page crumbs={[{ label: 'Assigned to me' }]}>
      <PageHead title="Assigned to me">
        Your requirements in all open assessments. What was returned stands first, then what is due first.
      </PageHead>
      <AssignedList requirements={requirements} showsAll={show === 'all'} />
    </Page>
  );
}
