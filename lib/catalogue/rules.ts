import { addDays, daysBetween } from '@/lib/platform/clock';
import type { CadenceUnit, ConditionalGroup, Questionnaire, TimeframeId } from './model';

/** "1.2.10" → [1, 2, 10]; appendices come after the twelve principal requirements: "A2.1" → [102, 1]. */
function orderOf(requirementNumber: string): number[] {
  return requirementNumber
    .split('.')
    .map((part) => (part.startsWith('A') ? 100 + Number(part.slice(1)) : Number(part)));
}

/** The standard's order: 1.2.10 after 1.2.9, a requirement before its sub-requirements, appendices last. */
export function compareRequirementNumbers(left: string, right: string): number {
  const a = orderOf(left);
  const b = orderOf(right);
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** "8.3.10.1" → "8": the principal requirement or appendix that a number belongs to. */
export function principalOf(requirementNumber: string): string {
  const end = requirementNumber.indexOf('.');
  return end < 0 ? requirementNumber : requirementNumber.slice(0, end);
}

/** The circumstances on which a questionnaire makes a requirement depend. Groups that are only known in words match nothing. */
export function conditionalGroupsOf(
  questionnaire: Questionnaire,
  requirementNumber: string,
): ConditionalGroup[] {
  return questionnaire.conditionalGroups.filter((group) =>
    group.requirementNumbers?.includes(requirementNumber),
  );
}

/** How often something is done: every `every` days, weeks, months or years. */
export type Interval = { readonly every: number; readonly unit: CadenceUnit };

/** Shortest and longest distance in days that the standard accepts for its words. Shorter is always allowed. */
export const timeframeDays = {
  daily: { min: 1, max: 1 },
  weekly: { min: 7, max: 7 },
  monthly: { min: 30, max: 31 },
  every_three_months: { min: 90, max: 92 },
  every_six_months: { min: 180, max: 184 },
  every_twelve_months: { min: 365, max: 366 },
  fixed_90_days: { min: 90, max: 90 },
} as const satisfies Partial<Record<TimeframeId, { min: number; max: number }>>;

const standardIntervals: Partial<Record<TimeframeId, Interval>> = {
  daily: { every: 1, unit: 'day' },
  weekly: { every: 1, unit: 'week' },
  monthly: { every: 1, unit: 'month' },
  every_three_months: { every: 3, unit: 'month' },
  every_six_months: { every: 6, unit: 'month' },
  every_twelve_months: { every: 12, unit: 'month' },
  fixed_90_days: { every: 90, unit: 'day' },
};

/** The interval that a timeframe names, or null where an event or the entity's own risk analysis decides. */
export function intervalOf(timeframe: TimeframeId): Interval | null {
  return standardIntervals[timeframe] ?? null;
}

/** Months for which the standard gives a range of days besides "the same day number". */
const longestDaysOfMonths: Record<number, number> = {
  1: timeframeDays.monthly.max,
  3: timeframeDays.every_three_months.max,
  6: timeframeDays.every_six_months.max,
};

function monthsOf(interval: Interval): number {
  return interval.unit === 'year' ? interval.every * 12 : interval.every;
}

/** The same day number `months` later; the month's last day where that number does not exist. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12;
  const lastDate = new Date(Date.UTC(targetYear, targetMonth + 1, 0)).getUTCDate();
  return [
    String(targetYear).padStart(4, '0'),
    String(targetMonth + 1).padStart(2, '0'),
    String(Math.min(date, lastDate)).padStart(2, '0'),
  ].join('-');
}

/** The day to aim for after something was done: the same weekday or day number, so that the year keeps its rhythm. */
export function nextRegularDay(interval: Interval, doneOn: string): string {
  if (interval.unit === 'day') return addDays(doneOn, interval.every);
  if (interval.unit === 'week') return addDays(doneOn, interval.every * 7);
  return addMonths(doneOn, monthsOf(interval));
}

/**
 * The last day that still keeps the interval: 31, 92 or 184 days after for one, three or six months; the same date
 * for twelve months (365 days, 366 across a leap day); the exact number for days and weeks.
 */
export function lastAllowedDay(interval: Interval, doneOn: string): string {
  const regular = nextRegularDay(interval, doneOn);
  if (interval.unit === 'day' || interval.unit === 'week') return regular;
  const longest = longestDaysOfMonths[monthsOf(interval)];
  return longest === undefined ? regular : addDays(doneOn, longest);
}

/** Whether an interval was kept between two performances. */
export function keepsInterval(interval: Interval, doneOn: string, nextDoneOn: string): boolean {
  return nextDoneOn <= lastAllowedDay(interval, doneOn);
}

/** The longest distance in days that an interval can ever allow. */
export function longestDays(interval: Interval): number {
  if (interval.unit === 'day') return interval.every;
  if (interval.unit === 'week') return interval.every * 7;
  const months = monthsOf(interval);
  const named = longestDaysOfMonths[months];
  if (named !== undefined) return named;
  // Over four years every start meets a leap day and every combination of month lengths.
  let longest = 0;
  for (let month = 0; month < 48; month += 1) {
    const start = addMonths('2024-01-01', month);
    longest = Math.max(longest, daysBetween(start, addMonths(start, months)));
  }
  return longest;
}

/** The shortest distance that an interval ever demands: 365 for twelve months, because most years have no leap day. */
function shortestLimit(interval: Interval): number {
  const isNamed =
    interval.unit === 'day' || interval.unit === 'week' || monthsOf(interval) in longestDaysOfMonths;
  if (isNamed) return longestDays(interval);
  let shortest = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < 4 * 366; offset += 1) {
    const start = addDays('2024-01-01', offset);
    shortest = Math.min(shortest, daysBetween(start, addMonths(start, monthsOf(interval))));
  }
  return shortest;
}

/** Whether keeping `own` always keeps `standard` too, whatever the day it is counted from. */
export function isAtLeastAsStrict(own: Interval, standard: Interval): boolean {
  const ownIsCalendar = own.unit === 'month' || own.unit === 'year';
  const standardIsCalendar = standard.unit === 'month' || standard.unit === 'year';
  if (ownIsCalendar && standardIsCalendar) return monthsOf(own) <= monthsOf(standard);
  return longestDays(own) <= shortestLimit(standard);
}
