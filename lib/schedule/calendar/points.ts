import { longestDays } from '@/lib/catalogue/rules';
import { addDays } from '@/lib/platform/clock';
import { formatDay } from '@/lib/platform/format';
import type { ActivityView, OccurrenceState, OccurrenceView } from '../model';
import { isDueSoon, leadDays, projectDueDays } from '../rules';

/** What a mark says: the states of an occurrence, what is due soon, and days that follow if each is done when due. */
export type MarkKind = OccurrenceState | 'DUE' | 'PLANNED';

/** The mark of an occurrence: near its due day it is due, whether its window has opened or not. */
export function markOf({ completedOn, dueOn, state }: OccurrenceView, today: string): MarkKind {
  return completedOn === null && isDueSoon(dueOn, today) ? 'DUE' : state;
}

/** Something on one day. */
export type Point = { day: string; kind: MarkKind; words: string };

/** Something over several days, both ends included. */
export type Span = {
  from: string;
  to: string;
  tone: 'window' | 'open' | 'due' | 'late' | 'done-late' | 'run';
};

/** Intervals up to a week are drawn as one line of what was done; a mark for each would hide the others. */
export function isShort(activity: ActivityView): boolean {
  return activity.interval !== null && longestDays(activity.interval) <= 7;
}

/** The marks of an activity, with what is planned until `until`. */
export function pointsOf(activity: ActivityView, today: string, until: string): Point[] {
  const points: Point[] = activity.occurrences.map((occurrence) => {
    const { state, dueOn } = occurrence;
    const day = occurrence.completedOn ?? dueOn;
    return { day, kind: markOf(occurrence, today), words: wordsOf(state, day, dueOn) };
  });
  const open = activity.occurrences.find((occurrence) => occurrence.completedOn === null);
  if (!open || !activity.interval || isShort(activity)) return points;
  const planned = projectDueDays(activity.interval, open.dueOn > today ? open.dueOn : today, until);
  return [
    ...points,
    ...planned.map((day) => ({ day, kind: 'PLANNED' as const, words: `planned ${formatDay(day)}` })),
  ];
}

function wordsOf(state: OccurrenceState, day: string, dueOn: string): string {
  switch (state) {
    case 'DONE':
      return `done ${formatDay(day)}`;
    case 'DONE_LATE':
      return `done late on ${formatDay(day)}, was due ${formatDay(dueOn)}`;
    case 'LATE':
      return `late, was due ${formatDay(day)}`;
    case 'OPEN':
    case 'UPCOMING':
      return `due ${formatDay(day)}`;
  }
}

/** The bars of an activity: windows, lateness, and the line of short intervals. */
export function spansOf(activity: ActivityView, points: readonly Point[], today: string): Span[] {
  const { interval } = activity;
  if (interval === null) return [];
  const run = isShort(activity) ? longestDays(interval) : null;
  const spans = activity.occurrences.flatMap((occurrence) => spanOf(occurrence, run, today) ?? []);
  const planned = points.filter((point) => point.kind === 'PLANNED');
  const lead = leadDays(interval);
  return [
    ...spans,
    ...planned.map(({ day }) => ({ from: addDays(day, -lead), to: day, tone: 'window' as const })),
  ];
}

function spanOf(occurrence: OccurrenceView, runDays: number | null, today: string): Span | null {
  const { opensOn, dueOn, completedOn, state } = occurrence;
  const kind = markOf(occurrence, today);
  if (completedOn !== null) {
    if (state === 'DONE_LATE') return { from: dueOn, to: completedOn, tone: 'done-late' };
    return runDays === null
      ? null
      : { from: addDays(completedOn, 1 - runDays), to: completedOn, tone: 'run' };
  }
  if (state === 'LATE') return { from: dueOn, to: today, tone: 'late' };
  const tone = kind === 'DUE' ? 'due' : kind === 'OPEN' ? 'open' : 'window';
  return { from: opensOn, to: dueOn, tone };
}
