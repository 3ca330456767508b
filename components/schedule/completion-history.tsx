import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/section-head';
import { formatDay } from '@/lib/platform/format';
import { type CompletionView, occurrenceStateNames } from '@/lib/schedule/model';
import { Mark } from './mark';

/** What was done, newest first: when, by whom, with which evidence, and why it was late. */
export function CompletionHistory({
  activityId,
  completions,
  mayCorrect,
}: {
  activityId: string;
  completions: readonly CompletionView[];
  mayCorrect: boolean;
}) {
  return (
    <section aria-labelledby="history" className="mt-8 max-w-3xl">
      <SectionHead title="Records" id="history" note="corrections stay in the audit log" />
      {completions.length === 0 && (
        <EmptyState title="Nothing is recorded yet" as="h3">
          The first record starts the count for the next due day.
        </EmptyState>
      )}
      <ol>
        {completions.map((entry) => (
          <li
            key={entry.occurrenceId}
            className="grid grid-cols-[0.875rem_minmax(0,1fr)_auto] gap-x-3 border-line border-t py-2.5"
          >
            <Mark kind={entry.state} className="mt-[0.1875rem]" />
            <div className="grid gap-1">
              <p>
                <b>{formatDay(entry.completedOn)}</b>{' '}
                <span className="text-ink-3">
                  {occurrenceStateNames[entry.state].toLowerCase()}
                  {entry.state === 'DONE_LATE' && `, was due by ${formatDay(entry.dueOn)}`} · recorded by{' '}
                  {entry.completedByName}
                </span>
              </p>
              {entry.result && <p className="whitespace-pre-line">{entry.result}</p>}
              {entry.lateCause && (
                <p className="whitespace-pre-line text-ink-2">Why it was late: {entry.lateCause}</p>
              )}
              {entry.evidence.length > 0 && (
                <ul className="flex flex-wrap gap-x-4">
                  {entry.evidence.map(({ evidenceId, title }) => (
                    <li key={evidenceId}>
                      <Link href={`/evidence/${evidenceId}`} className="link">
                        {title}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
            </div>
            {mayCorrect && (
              <Link
                href={`/schedule/activities/${activityId}?correct=${entry.occurrenceId}`}
                className="link"
                aria-label={`Correct the record of ${formatDay(entry.completedOn)}`}
              >
                Correct
              </Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
