import type { Metadata } from 'next';
import { found, mayAlso, pageGrant, pageSession } from '@/app/access';
import { FrequencyOffer, ReviewedAnalyses } from '@/components/risk-analysis/frequency-offer';
import { AccessReview } from '@/components/schedule/access-review';
import { ActivityScreen } from '@/components/schedule/activity-screen';
import { Page } from '@/components/shell/page';
import { isAllowedTo } from '@/lib/access/permissions';
import { searchEvidence } from '@/lib/evidence/queries/list';
import { asksForAnalysis } from '@/lib/response/rules/frequency';
import { listAnalyses, listAnalysesFor } from '@/lib/risk-analysis/queries/analyses';
import { type ActivityDetailView, accessReview } from '@/lib/schedule/model';
import { getAccessReview } from '@/lib/schedule/queries/access-review';
import { getActivity } from '@/lib/schedule/queries/activity';
import { listPossibleOwners } from '@/lib/schedule/queries/schedule';
import { parsePageId } from '../../../page-id';
import {
  archiveActivityAction,
  changeActivityAction,
  completeAccessReviewAction,
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
        evidence={await searchEvidence(await pageGrant('evidence:read'), '')}
        owners={
          mayAlso(grant, 'schedule:manage')
            ? await listPossibleOwners(await pageGrant('schedule:manage'))
            : []
        }
        review={await reviewFor(activity)}
        analyses={await analysesFor(activity)}
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

/** The list of members to confirm, where that is what the activity is about. */
async function reviewFor(activity: ActivityDetailView) {
  const session = await pageSession();
  const mayReview = isAllowedTo(session, 'activity:complete') && isAllowedTo(session, 'member:read');
  if (activity.catalogueActivityId !== accessReview.activityId || !activity.open || !mayReview) return null;
  const { members, basis } = await getAccessReview(await pageGrant('member:read'));
  return <AccessReview {...{ activity, members, basis }} action={completeAccessReviewAction} />;
}

/** Analyses that set how often it is done; for the yearly review of all of them (12.3.1), the way to their list. */
async function analysesFor(activity: ActivityDetailView) {
  const grant = await pageGrant('assessment:read');
  const numbers = activity.requirementNumbers.filter(asksForAnalysis);
  if (activity.requirementNumbers.includes('12.3.1'))
    return <ReviewedAnalyses analyses={await listAnalyses(grant)} />;
  if (numbers.length === 0) return null;
  return (
    <FrequencyOffer
      activity={activity}
      analyses={await listAnalysesFor(grant, numbers)}
      requirementNumber={numbers[0] ?? ''}
      change={mayAlso(grant, 'schedule:manage') ? changeActivityAction : null}
    />
  );
}
