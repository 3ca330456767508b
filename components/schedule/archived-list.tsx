import Link from 'next/link';
import { ChevronRight } from '@/components/ui/icons';
import { formatDay } from '@/lib/platform/format';
import type { ArchivedActivityView } from '@/lib/schedule/model';

/** Activities that were taken out of the schedule, with the reason; each can be restored on its page. */
export function ArchivedList({ activities }: { activities: readonly ArchivedActivityView[] }) {
  if (activities.length === 0) return null;
  return (
    <details className="group px-(--gutter) pt-6 pb-10">
      <summary className="flex items-center gap-2 font-semibold">
        <ChevronRight className="text-ink-3 group-open:rotate-90" />
        {activities.length === 1 ? 'One activity was' : `${activities.length} activities were`} taken out of
        the schedule
      </summary>
      <ul className="mt-2 pl-6">
        {activities.map((activity) => (
          <li key={activity.activityId} className="border-line border-t py-1.5">
            <Link href={`/schedule/activities/${activity.activityId}`} className="hover:underline">
              {activity.title}
            </Link>
            <small className="block text-ink-3">
              {[activity.integrationName, formatDay(activity.archivedOn), activity.reason]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}
