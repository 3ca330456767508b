import { addMonths, longestDays } from '@/lib/catalogue/rules';
import { addDays, daysBetween } from '@/lib/platform/clock';
import type { ActivityView } from '../model';
import { isShort, type MarkKind, type Point, pointsOf, type Span, spansOf } from './points';

/** Positions are percentages of the month's width. */
export type YearMark = { at: number; kind: MarkKind; words: string };
export type YearBand = { from: number; to: number; tone: Span['tone'] };
export type YearCell = {
  month: string;
  bands: YearBand[];
  marks: YearMark[];
  todayAt: number | null;
  /** What the cell says to somebody who does not see it. */
  words: string;
};
export type YearRow = { activity: ActivityView; cells: YearCell[] };
export type YearGroup = { title: string; rows: YearRow[] };

/** First days of `count` months, beginning with the given one (YYYY-MM). */
export function monthsFrom(month: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addMonths(`${month}-01`, index).slice(0, 7));
}

export function lastDayOf(month: string): string {
  return addDays(addMonths(`${month}-01`, 1), -1);
}

/** Rows of activities with a rhythm, grouped by how often, one cell for each month. */
export function buildYear(
  activities: readonly ActivityView[],
  months: readonly string[],
  today: string,
): YearGroup[] {
  const until = lastDayOf(months.at(-1) ?? today.slice(0, 7));
  const groups = new Map<string, YearRow[]>();
  const rhythmic = activities
    .filter((activity) => activity.interval !== null)
    .sort((left, right) => daysOf(left) - daysOf(right) || left.title.localeCompare(right.title));
  for (const activity of rhythmic) {
    const points = pointsOf(activity, today, until);
    const spans = spansOf(activity, points, today);
    const cells = months.map((month) => cellOf(activity, month, points, spans, today));
    const title = groupTitle(daysOf(activity));
    groups.set(title, [...(groups.get(title) ?? []), { activity, cells }]);
  }
  return [...groups].map(([title, rows]) => ({ title, rows }));
}

const ROWS_PER_PAGE = 80;

/** One page of rows; with many integrations the year would else be endless. */
export function pageOfGroups(
  groups: readonly YearGroup[],
  asked: number,
): { groups: YearGroup[]; page: number; pages: number } {
  const total = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const pages = Math.max(1, Math.ceil(total / ROWS_PER_PAGE));
  const page = Math.min(asked, pages);
  const from = (page - 1) * ROWS_PER_PAGE;
  let place = 0;
  const shown = groups.map((group) => {
    const rows = group.rows.filter(() => {
      place += 1;
      return place > from && place <= from + ROWS_PER_PAGE;
    });
    return { title: group.title, rows };
  });
  return { groups: shown.filter((group) => group.rows.length > 0), page, pages };
}

function daysOf(activity: ActivityView): number {
  return activity.interval ? longestDays(activity.interval) : Number.POSITIVE_INFINITY;
}

function groupTitle(days: number): string {
  if (days <= 31) return 'Every day, week or month';
  if (days <= 92) return 'Every 3 months';
  if (days <= 184) return 'Every 6 months';
  return 'Every 12 months';
}

function cellOf(
  activity: ActivityView,
  month: string,
  points: readonly Point[],
  spans: readonly Span[],
  today: string,
): YearCell {
  const first = `${month}-01`;
  const last = lastDayOf(month);
  const days = daysBetween(first, last) + 1;
  const at = (day: string) => (daysBetween(first, day) / days) * 100;
  const inside = points.filter((point) => point.day >= first && point.day <= last);
  const isRun = isShort(activity);
  const done = inside.filter((point) => point.kind === 'DONE').length;
  const told = isRun ? inside.filter((point) => point.kind !== 'DONE') : inside;
  const words = told.map((point) => point.words);
  if (isRun && done > 0) words.unshift(done === 1 ? 'done once' : `done ${done} times`);
  return {
    month,
    bands: mergeRuns(spans)
      .filter((span) => span.from <= last && span.to >= first)
      .map((span) => ({
        from: round(at(span.from < first ? first : span.from)),
        to: round(span.to > last ? 100 : at(addDays(span.to, 1))),
        tone: span.tone,
      })),
    marks: told.map((point) => ({
      at: round(at(point.day) + 50 / days),
      kind: point.kind,
      words: point.words,
    })),
    todayAt: today >= first && today <= last ? round(at(today) + 50 / days) : null,
    words: words.join('; '),
  };
}

/** Neighbouring pieces of a line become one. */
function mergeRuns(spans: readonly Span[]): Span[] {
  const runs = spans
    .filter((span) => span.tone === 'run')
    .sort((left, right) => left.from.localeCompare(right.from));
  const merged: Span[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && run.from <= addDays(last.to, 1)) last.to = [last.to, run.to].sort()[1] ?? run.to;
    else merged.push({ ...run });
  }
  return [...merged, ...spans.filter((span) => span.tone !== 'run')];
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
