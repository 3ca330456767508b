'use client';

import type { Route } from 'next';
import Link from 'next/link';
import type { ChecklistItem } from '@/lib/response/model';
import { useChecklist } from '../checklist-context';
import { useGuide } from '../use-details';
import { HistoryPanel } from './history-panel';

type ContextPanelProps = { item: ChecklistItem; onReload: () => void };

/** What stands around a requirement: scope of the answer, duties it carries, its history. */
export function ContextPanel({ item, onReload }: ContextPanelProps) {
  const { view } = useChecklist();
  const { guide } = useGuide(item.requirementNumber);
  return (
    <>
      <section>
        <dl className="props">
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
        </dl>
      </section>
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
      <section>
        <h2>Customized approach</h2>
        <p className="text-ink-2">
          No self-assessment questionnaire supports it: it needs an assessment with a Report on Compliance.
        </p>
      </section>
      <HistoryPanel requirementNumber={item.requirementNumber} rowNames={item.rowNames} onReload={onReload} />
    </>
  );
}
