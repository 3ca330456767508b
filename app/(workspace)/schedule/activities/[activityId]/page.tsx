import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { ActivityScreen } from '@/components/schedule/activity-screen';
import { Page } from '@/components/shell/page';
import { authorize } from '@/lib/access/authorize';
import { searchEvidence } from '@/lib/evidence/queries/list';
import { getActivity } from '@/lib/schedule/queries/activity';
import { parsePageId } from '../../../page-id';
import {
  archiveActivityAction,
  changeActivityAction,
  completeOccurrenceAction,
  correctCompletionAction,
  recordEventAction,
  restoreActivityAction,
} from './actions';

export const metadata: Metadata = { title: 'Activity' };

type Props = PageProps<'/schedule/activities/[activityId]'>;

export default async function ActivityPage({ params, searchParams }: Props) {
  const activityId = parsePageId((await params).activityId);
  const grant = await pageGrant('schedule:read');
  const activity = await found(getActivity(grant, activityId));
  const { correct } = await searchParams;
  return (
    <Page crumbs={[{ label: 'Schedule', href: '/schedule' }, { label: activity.title }]}>
      <ActivityScreen
        activity={activity}
        corrected={activity.completions.find((entry) => entry.occurrenceId === correct) ?? null}
        evidence={await searchEvidence(await authorize('evidence:read'), '')}
        may={{
          complete: mayAlso(grant, 'activity:complete'),
          manage: mayAlso(grant, 'schedule:manage'),
          upload: mayAlso(grant, 'evidence:attach'),
        }}
        actions={{
          complete: completeOccurrenceAction,
          record: recordEventAction,
          correct: correctCompletionAction,
          change: changeActivityAction,
          archive: archiveActivityAction,
          restore: restoreActivityAction,
        }}
      />
    </Page>
  );
}
