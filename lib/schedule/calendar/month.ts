import { addDays, fromDay } from '@/lib/platform/clock';
import type { ActivityView } from '../model';
import { type MarkKind, type Point, pointsOf } from './points';
import { lastDayOf } from './year';

export type MonthDay = { day: string; isToday: boolean; kinds: MarkKind[]; words: string };

/** One thing on a chosen day, with the activity it belongs to. */
export type DayEntry = Point & { activity: ActivityView };

const order: readonly MarkKind[] = ['LATE', 'DUE', 'OPEN', 'UPCOMING', 'PLANNED', 'DONE_LATE', 'DONE'];

const nouns: Record<MarkKind, string> = {
  LATE: 'late',
  DUE: 'due',
  OPEN: 'due',
  UPCOMING: 'due',
  PLANNED: 'planned',
  DONE_LATE: 'done late',
  DONE: 'done',
};

/** Monday 0 … Sunday 6. */
export function weekdayOf(day: string): number {
  return (fromDay(day).getUTCDay() + 6) % 7;
}

/** Weeks from Monday to Sunday; days of other months are null. */
export function buildMonth(
  activities: readonly ActivityView[],
  month: string,
  today: string,
): (MonthDay | null)[][] {
  const last = lastDayOf(month);
  const entries = entriesBetween(activities, `${month}-01`, last, today);
  const days: (MonthDay | null)[] = Array.from({ length: weekdayOf(`${month}-01`) }, () => null);
  for (let day = `${month}-01`; day <= last; day = addDays(day, 1))
    days.push(
      dayOf(
        day,
        entries.filter((entry) => entry.day === day),
        today,
      ),
    );
  while (days.length % 7 > 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** Everything on one day, what needs action first. */
export function entriesOn(activities: readonly ActivityView[], day: string, today: string): DayEntry[] {
  return entriesBetween(activities, day, day, today).sort(
    (left, right) => order.indexOf(left.kind) - order.indexOf(right.kind),
  );
}

function entriesBetween(
  activities: readonly ActivityView[],
  from: string,
  to: string,
  today: string,
): DayEntry[] {
  return activities.flatMap((activity) =>
    pointsOf(activity, today, to)
      .filter((point) => point.day >= from && point.day <= to)
      .map((point) => ({ ...point, activity })),
  );
}

function dayOf(day: string, entries: readonly DayEntry[], today: string): MonthDay {
  const kinds = order.filter((kind) => entries.some((entry) => entry.kind === kind));
  const counts = new Map<string, number>();
  for (const kind of kinds)
    counts.set(
      nouns[kind],
      (counts.get(nouns[kind]) ?? 0) + entries.filter((entry) => entry.kind === kind).length,
    );
  return {
    day,
    isToday: day === today,
    kinds,
    words: [...counts].map(([noun, count]) => `${count} ${noun}`).join(', '),
  };
}
