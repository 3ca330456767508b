import { type Interval, lastAllowedDay, nextRegularDay } from '@/lib/catalogue/rules';
import { daysBetween } from '@/lib/platform/clock';
import { formatDay, formatDistance } from '@/lib/platform/format';
import type { ActivityDetailView } from '@/lib/schedule/model';
import { daysToDue } from '@/lib/schedule/rules';

/** When it is due and how that day was counted. */
export function DueSentence({ activity }: { activity: ActivityDetailView }) {
  const { open, interval, lastDoneOn, today } = activity;
  if (activity.archivedOn) return <>Taken out of the schedule on {formatDay(activity.archivedOn)}.</>;
  if (!open || !interval)
    return (
      <>
        No due days: record it each time it is done.
        {lastDoneOn && ` Last recorded for ${formatDay(lastDoneOn)}.`}
      </>
    );
  if (activity.isNotApplicable)
    return (
      <>
        Not Applicable by your answers, or no questionnaire asks it any more: nothing is due. When that
        changes, it is due again.
      </>
    );
  const days = daysToDue(open.dueOn, today);
  return (
    <>
      <span className={days < 0 ? 'tone-late' : undefined}>
        Due by {formatDay(open.dueOn)}, {formatDistance(days)}.
      </span>{' '}
      {lastDoneOn ? countedFrom(interval, lastDoneOn, open.dueOn) : firstTime}
    </>
  );
}

const firstTime =
  'Nothing is recorded yet. If it was done before, record that day: the next due day is counted from it.';

function countedFrom(interval: Interval, lastDoneOn: string, dueOn: string): string {
  if (dueOn !== lastAllowedDay(interval, lastDoneOn)) return `Last done on ${formatDay(lastDoneOn)}.`;
  const longest = `Counted from ${formatDay(lastDoneOn)}, when it was last done: ${daysInWords(daysBetween(lastDoneOn, dueOn))} the most that is allowed.`;
  const regular = nextRegularDay(interval, lastDoneOn);
  return regular < dueOn ? `${longest} Aim for ${formatDay(regular)} to keep the year’s rhythm.` : longest;
}

function daysInWords(days: number): string {
  return days === 1 ? 'one day is' : `${days} days are`;
}
