import { SectionHead } from '@/components/ui/section-head';
import type { CatalogueActivity, Requirement, TimeframeRules } from '@/lib/catalogue/model';
import { describePeriodicity, timeframeNames } from '@/lib/catalogue/words';

/** How often it has to be done, with the standard's meaning of that time. */
export function RequirementRhythm({
  requirement,
  activities,
  rules,
}: {
  requirement: Requirement;
  activities: readonly CatalogueActivity[];
  rules: TimeframeRules;
}) {
  const { periodicity } = requirement;
  if (!periodicity && activities.length === 0) return null;
  return (
    <section aria-labelledby="rhythm">
      <SectionHead title="How often" id="rhythm" />
      {periodicity && (
        <p>
          {describePeriodicity(periodicity)}
          {periodicity.note && activities.length === 0 && `; ${periodicity.note}`}.
        </p>
      )}
      <ul className="mt-2 grid gap-2">
        {activities.map((activity) => (
          <li key={activity.activityId} className="border-line border-t pt-2">
            <span className="font-medium">{activity.title}</span>
            <p className="text-ink-2 text-small">{meaningOf(activity, rules)}</p>
            {activity.note && <p className="text-ink-3 text-small">{activity.note}.</p>}
          </li>
        ))}
      </ul>
      {activities.some((activity) => activity.maxIntervalDays !== null) && (
        <p className="mt-2 text-ink-3 text-small">{rules.intervalRule}</p>
      )}
    </section>
  );
}

function meaningOf(activity: CatalogueActivity, rules: TimeframeRules): string {
  const timeframe = rules.timeframes.find((entry) => entry.timeframe === activity.timeframe);
  const trigger = activity.cadence.trigger ? ` Also on: ${activity.cadence.trigger}.` : '';
  if (activity.timeframe === 'on_event') return `On: ${activity.cadence.trigger}.`;
  return `${timeframeNames[activity.timeframe]}: ${timeframe?.meaning}.${trigger}`;
}
