import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import { timeframeNames } from '@/lib/catalogue/words';
import { formatDay } from '@/lib/platform/format';
import type { ActivityView } from '@/lib/schedule/model';

/** Activities without due days: they follow an event, or the own risk analysis has not set how often yet. */
export function EventList({ activities }: { activities: readonly ActivityView[] }) {
  const timeframes = [...new Set(activities.map((activity) => activity.timeframe))];
  const groups = timeframes.map(
    (timeframe) => [timeframe, activities.filter((activity) => activity.timeframe === timeframe)] as const,
  );
  return groups.map(([timeframe, members]) => (
    <section key={timeframe} className="px-(--gutter) pt-6" aria-labelledby={`g-${timeframe}`}>
      <SectionHead title={timeframeNames[timeframe]} id={`g-${timeframe}`} note={hints[timeframe]} />
      <ul className="columns-[24rem] gap-8">
        {members.map((activity) => (
          <li
            key={activity.activityId}
            className="grid break-inside-avoid grid-cols-[minmax(0,1fr)_auto] gap-3 border-line border-t py-1.5"
          >
            <span>
              <Link href={`/schedule/activities/${activity.activityId}`} className="hover:underline">
                {activity.title}
              </Link>
              <small className="block text-ink-3">
                {[activity.requirementNumbers.join(', '), activity.integration?.name]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <small className="text-ink-3">{lastDone(activity)}</small>
          </li>
        ))}
      </ul>
    </section>
  ));
}

const hints: Partial<Record<string, string>> = {
  periodically: 'no due days until your targeted risk analysis (12.3.1) sets how often',
  on_event: 'record it each time',
  risk_based: 'deadlines follow your ranking of 6.3.1',
};

function lastDone(activity: ActivityView): string {
  const days = activity.occurrences.flatMap((occurrence) => occurrence.completedOn ?? []).sort();
  const last = days.at(-1);
  return last ? `last ${formatDay(last)}` : 'not recorded in this year';
}
