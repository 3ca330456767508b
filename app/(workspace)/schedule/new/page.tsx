import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { AddActivityForm } from '@/components/schedule/activity-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { listPlannableIntegrations, listPossibleOwners } from '@/lib/schedule/queries/schedule';
import { addActivityAction } from '../actions';

export const metadata: Metadata = { title: 'Add activity' };

export default async function NewActivityPage() {
  const manage = await pageGrant('schedule:manage');
  const integrations = await listPlannableIntegrations(await pageGrant('schedule:read'));
  return (
    <Page crumbs={[{ label: 'Schedule', href: '/schedule' }, { label: 'Add activity' }]}>
      <PageHead title="Add an activity of your own">
        What your acquirer, a contract or your own policy asks for beside the standard. The activities of the
        standard are planned with each assessment.
      </PageHead>
      <AddActivityForm
        action={addActivityAction}
        integrations={integrations}
        owners={await listPossibleOwners(manage)}
      />
    </Page>
  );
}
