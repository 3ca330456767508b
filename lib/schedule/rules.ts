import type { Role } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import type { CadenceUnit, CatalogueActivity, TimeframeId } from '@/lib/catalogue/model';
import {
  type Interval,
  intervalOf,
  isAtLeastAsStrict,
  lastAllowedDay,
  longestDays,
  nextRegularDay,
} from '@/lib/catalogue/rules';
import { addDays, daysBetween } from '@/lib/platform/clock';
import type { OccurrenceState } from './model';

/** First day on which the work is offered, and the last day that keeps the interval. */
export type Window = { opensOn: string; dueOn: string };

function earlierDay(left: string, right: string): string {
  return left.localeCompare(right) <= 0 ? left : right;
}

const LONGEST_LEAD_DAYS = 60;

/** How long before its regular day an occurrence opens: a third of the interval, at most 60 days. */
export function leadDays(interval: Interval): number {
  return Math.min(LONGEST_LEAD_DAYS, Math.floor(longestDays(interval) / 3));
}

/** What an occurrence is on a given day. The last allowed day itself is not late. */
export function deriveState(
  occurrence: Window & { completedOn: string | null },
  today: string,
): OccurrenceState {
  if (occurrence.completedOn !== null)
    return isLate(occurrence, occurrence.completedOn) ? 'DONE_LATE' : 'DONE';
  if (isLate(occurrence, today)) return 'LATE';
  return today < occurrence.opensOn ? 'UPCOMING' : 'OPEN';
}

/** Whether doing it on this day breaks the interval. */
export function isLate(occurrence: Window, day: string): boolean {
  return day > occurrence.dueOn;
}

/** The next occurrence, counted from the day on which the last one was really done, never from the day it was due. */
export function nextWindow(interval: Interval, completedOn: string): Window {
  const opensOn = addDays(nextRegularDay(interval, completedOn), -leadDays(interval));
  return { opensOn, dueOn: lastAllowedDay(interval, completedOn) };
}

/**
 * The first occurrence, when nothing is known of earlier ones: offered from today, due one interval later or by the
 * day on which the assessment is to be attested, whichever comes first. Before the first attestation once is enough.
 */
export function firstWindow(interval: Interval, today: string, attestBy: string | null = null): Window {
  const latest = lastAllowedDay(interval, today);
  const endsSooner = attestBy !== null && attestBy >= today;
  return { opensOn: today, dueOn: endsSooner ? earlierDay(latest, attestBy) : latest };
}

/** The window of an open occurrence after its activity's interval changed. */
export function windowAfterChange(
  interval: Interval,
  open: Window | null,
  lastDoneOn: string | null,
  today: string,
): Window {
  if (lastDoneOn !== null) return nextWindow(interval, lastDoneOn);
  if (open === null) return firstWindow(interval, today);
  return { opensOn: open.opensOn, dueOn: earlierDay(lastAllowedDay(interval, open.opensOn), open.dueOn) };
}

/** Days and weeks are short enough that one record may stand for several performances. */
export function allowsSeries(interval: Interval | null): boolean {
  return (
    interval !== null && (interval.unit === 'day' || interval.unit === 'week') && longestDays(interval) <= 7
  );
}

const LONGEST_SERIES = 400;

/**
 * The single performances that one record stands for when each was done in time: one per interval, beginning with the
 * open one, the last of them on `completedOn`.
 */
export function seriesOf(
  interval: Interval,
  open: Window,
  completedOn: string,
): (Window & { completedOn: string })[] {
  const series: (Window & { completedOn: string })[] = [];
  let window = open;
  while (window.dueOn < completedOn && series.length < LONGEST_SERIES) {
    series.push({ ...window, completedOn: window.dueOn });
    window = nextWindow(interval, window.dueOn);
  }
  return [...series, { ...window, completedOn }];
}

/** Future due days as they follow when each is done on the day it is due; for drawing, never stored. */
export function projectDueDays(interval: Interval, dueOn: string, until: string): string[] {
  const days: string[] = [];
  let day = nextRegularDay(interval, dueOn);
  while (day <= until) {
    days.push(day);
    day = nextRegularDay(interval, day);
  }
  return days;
}

/** The interval that an activity was planned with, or null where an event or a risk analysis decides. */
export function intervalFrom(every: number | null, unit: string | null): Interval | null {
  if (every === null || unit === null) return null;
  return { every, unit: unit as CadenceUnit };
}

/** Why an interval may not be chosen, in words for the form; null when it may. */
export function cadenceRefusal(
  own: Interval | null,
  standard: { timeframe: TimeframeId; allowsRiskAnalysis: boolean } | null,
  note: string,
): string | null {
  if (standard === null) return null;
  const asked = intervalOf(standard.timeframe);
  if (asked === null) return null;
  if (own !== null && isAtLeastAsStrict(own, asked)) return null;
  if (standard.allowsRiskAnalysis) {
    if (own === null) return 'Choose how often, also when your risk analysis sets it.';
    if (note.trim() !== '') return null;
    return 'This is less often than the standard says. Name your targeted risk analysis (12.3.1) in the note, or choose a shorter interval.';
  }
  return 'This is less often than the standard allows. Choose the same interval or a shorter one.';
}

/** The activities of the standard that a questionnaire asks for and that are still in force. */
export function activitiesFor(
  activities: readonly CatalogueActivity[],
  questionnaireId: string,
): CatalogueActivity[] {
  return activities.filter(
    (activity) =>
      activity.isActive && (activity.questionnaireIds as readonly string[]).includes(questionnaireId),
  );
}

/** The requirements of an activity that a questionnaire asks: the others do not concern who answers it. */
export function askedNumbers(activity: CatalogueActivity, questionnaireNumbers: readonly string[]): string[] {
  return activity.requirementNumbers.filter((number) => questionnaireNumbers.includes(number));
}

/** Days from today to the due day; negative when late. */
export function daysToDue(dueOn: string, today: string): number {
  return daysBetween(today, dueOn);
}

/** What is due by then is near: the heading counts it, the signs call it due. */
const SOON_DAYS = 10;

/** Whether an open occurrence is due from today within the next ten days. */
export function isDueSoon(dueOn: string, today: string): boolean {
  const days = daysToDue(dueOn, today);
  return days >= 0 && days <= SOON_DAYS;
}

/** Whether somebody with this role can own an activity: they record that it was done. */
export function mayOwn(role: string): boolean {
  return isAllowed(role as Role, 'activity:complete');
}
