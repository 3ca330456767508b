'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { type ComponentProps, lazy, memo, Suspense, useDeferredValue } from 'react';
import { Comments } from '@/components/comment/comments';
import { TagPanel } from '@/components/tag/tag-panel';
import { patiently } from '@/components/ui/patiently';
import type { ChecklistItem } from '@/lib/response/model';
import { useChecklist, useChecklistState } from '../checklist-context';
import { useGuide, useReading } from '../use-details';
import { HistoryPanel } from './history-panel';
import { OwnerRows } from './owner-rows';
import { ReviewPanel } from './review-panel';

// What most requirements have nothing of is loaded where there is something.
const LastYearPanel = lazy(patiently(() => import('./last-year-panel')));
const SharedPanel = lazy(patiently(() => import('./shared-panel')));
const ProviderParts = lazy(patiently(() => import('@/components/responsibility/provider-parts')));

type ContextPanelProps = { item: ChecklistItem; onReload: () => void };

/** What stands around a requirement: scope of the answer, duties it carries, what is said about it, its history. */
export function ContextPanel({ item, onReload }: ContextPanelProps) {
  // It follows an answer when that is drawn; another requirement it shows at once.
  const before = useDeferredValue(item);
  const isSame = before.requirementNumber === item.requirementNumber;
  return <Panels item={isSame ? before : item} onReload={onReload} />;
}

const Panels = memo(function Panels({ item, onReload }: ContextPanelProps) {
  const { view, store } = useChecklist();
  const { guide } = useGuide(item.requirementNumber);
  const carried = useChecklistState((state) => state.carried[item.requirementNumber]);
  const shared = useChecklistState((state) => state.shared[item.requirementNumber]);
  const locked = useChecklistState((state) => state.lock !== null);
  const isShared = shared && (shared.from || shared.usedIn.length > 0 || (shared.canShare && !locked));
  const hasProviders = useChecklistState((state) => state.providers > 0);
  return (
    <>
      <section>
        <dl className="props">
          <OwnerRows item={item} />
          <dt>Assessment</dt>
          <dd>
            <Link href={`/assessments/${view.assessmentId}` as Route} className="link" prefetch={false}>
              {view.name}
            </Link>
          </dd>
          <dt>Answer for</dt>
          <dd>
            {guide?.organizationWide
              ? 'The whole organization'
              : view.integrations.map((integration) => integration.name).join(', ') || 'This assessment'}
          </dd>
          {guide?.interval && (
            <>
              <dt>How often</dt>
              <dd>{guide.interval}</dd>
            </>
          )}
          <dt>Customized approach</dt>
          <dd>Not with a questionnaire</dd>
        </dl>
      </section>
      <Suspense>
        {carried && <LastYearPanel item={item} />}
        {isShared && <SharedPanel requirementNumber={item.requirementNumber} />}
      </Suspense>
      {/* Siblings with one key between them would pile up: each has its own. */}
      <ReviewPanel key={`review ${item.requirementNumber}`} item={item} />
      <TagPanel
        key={`tags ${item.requirementNumber}`}
        assessmentId={view.assessmentId}
        requirementNumber={item.requirementNumber}
      />
      {hasProviders && (
        <ReadParts
          key={`providers ${item.requirementNumber}`}
          assessmentId={view.assessmentId}
          requirementNumber={item.requirementNumber}
        />
      )}
      {guide && guide.activities.length > 0 && (
        <section>
          <h2>Duties it carries</h2>
          <ul className="duties">
            {guide.activities.map((activity) => (
              <li key={activity.title}>
                {activity.title}
                <small>{activity.timeframe}</small>
              </li>
            ))}
          </ul>
          <p className="mt-1.5">
            <Link href={'/schedule' as Route} className="link" prefetch={false}>
              Open the schedule
            </Link>
          </p>
        </section>
      )}
      <Comments
        key={`comments ${item.requirementNumber}`}
        assessmentId={view.assessmentId}
        requirementNumber={item.requirementNumber}
        userId={view.person.userId}
        timeZone={store.setting.timeZone}
        unsent={view.unsent}
      />
      <HistoryPanel
        key={`history ${item.requirementNumber}`}
        requirementNumber={item.requirementNumber}
        rowNames={item.rowNames}
        onReload={onReload}
      />
    </>
  );
});

function ReadParts(props: Omit<ComponentProps<typeof ProviderParts>, 'reading'>) {
  const reading = useReading(props.requirementNumber);
  return (
    <Suspense>
      <ProviderParts {...props} reading={reading} />
    </Suspense>
  );
}
