import type { ReactNode } from 'react';
import { Tag } from '@/components/ui/badge';
import { PageHead } from '@/components/ui/page-head';
import type { ActionResult } from '@/lib/platform/result';
import {
  type ActivityDetailView,
  accessReview,
  type CompletionView,
  type PossibleOwner,
} from '@/lib/schedule/model';
import { ActivityFacts } from './activity-facts';
import { ActivitySettings, ArchivedActivityNotice } from './activity-settings';
import { CompletionHistory } from './completion-history';
import { type DoneActions, DoneSection } from './done-section';
import { DueSentence } from './due-sentence';
import type { PickableEvidence } from './evidence-picker';
import { MarkSprite } from './mark';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

/** One activity: when it is due, the form that records it, its records, and its facts. */
export function ActivityScreen({
  activity,
  corrected,
  evidence,
  owners,
  review,
  analyses,
  may,
  actions,
}: {
  activity: ActivityDetailView;
  corrected: CompletionView | null;
  evidence: readonly PickableEvidence[];
  owners: readonly PossibleOwner[];
  /** Stands in place of the form where what is done is a review of members. */
  review?: ReactNode;
  /** What risk analyses say about how often, where they may. */
  analyses?: ReactNode;
  may: { complete: boolean; manage: boolean; upload: boolean };
  actions: DoneActions & { change: FormAction; archive: FormAction; restore: FormAction };
}) {
  const isActive = activity.archivedOn === null;
  const chosen = (corrected?.evidence ?? []).map((item) => ({ ...item, facts: 'chosen before' }));
  const pickable = [
    ...chosen,
    ...evidence.filter((item) => !chosen.some((other) => other.evidenceId === item.evidenceId)),
  ];
  return (
    <>
      <MarkSprite />
      <PageHead title={activity.title} marks={activity.integration && <Tag>{activity.integration.name}</Tag>}>
        <DueSentence activity={activity} />
      </PageHead>
      {!isActive && (
        <ArchivedActivityNotice activity={activity} restore={may.manage ? actions.restore : undefined} />
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_20rem] gap-10 max-xl:grid-cols-1">
        <div>
          {isActive && review}
          {isActive && may.complete && !review && (
            <DoneSection
              activity={activity}
              corrected={corrected}
              evidence={pickable}
              mayUpload={may.upload}
              actions={actions}
            />
          )}
          <CompletionHistory
            activityId={activity.activityId}
            completions={activity.completions}
            mayCorrect={isActive && may.complete && activity.catalogueActivityId !== accessReview.activityId}
          />
        </div>
        <aside aria-label="About this activity">
          <ActivityFacts activity={activity} />
          {isActive && analyses}
          {isActive && may.manage && (
            <ActivitySettings activity={activity} owners={owners} actions={actions} />
          )}
        </aside>
      </div>
    </>
  );
}
