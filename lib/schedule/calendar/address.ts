import { addMonths } from '@/lib/catalogue/rules';
import { addressText, calendarDay, rowId } from '@/lib/platform/parse';
import { lastDayOf, monthsFrom } from './year';

export const YEAR_MONTHS = 12;
/** How many months before today the year begins. */
const MONTHS_BACK = 4;
/** How far "earlier" and "later" move it. */
const STEP = 3;

/** What the schedule's address says: which year, which month, which day, whose activities. */
export type ScheduleAddress = {
  from: string;
  month: string;
  day: string | null;
  integrationId: string | null;
  ownerName: string | null;
  page: number;
};

type AddressParams = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the address. What is not understood falls back to today. */
export function parseScheduleAddress(params: AddressParams, today: string): ScheduleAddress {
  const text = (name: string) => [params[name]].flat()[0] ?? '';
  const month = (name: string) => {
    const parsed = calendarDay.safeParse(`${text(name)}-01`);
    return parsed.success ? parsed.data.slice(0, 7) : null;
  };
  const day = calendarDay.safeParse(text('day'));
  const page = /^[1-9]\d{0,3}$/.test(text('page')) ? Number(text('page')) : 1;
  return {
    from: month('from') ?? addMonths(today, -MONTHS_BACK).slice(0, 7),
    month: (day.success ? day.data.slice(0, 7) : month('month')) ?? today.slice(0, 7),
    day: day.success ? day.data : null,
    integrationId: rowId.safeParse(text('integration')).success ? text('integration') : null,
    ownerName: addressText(text('owner'), 120) || null,
    page,
  };
}

/** The address of the schedule with some of it changed. */
export function scheduleHref(
  address: ScheduleAddress,
  change: Partial<ScheduleAddress>,
): `/schedule?${string}` {
  const next = { ...address, ...change };
  const params = new URLSearchParams();
  params.set('from', next.from);
  if (next.day) params.set('day', next.day);
  else params.set('month', next.month);
  if (next.integrationId) params.set('integration', next.integrationId);
  if (next.ownerName) params.set('owner', next.ownerName);
  if (next.page > 1) params.set('page', String(next.page));
  return `/schedule?${params}`;
}

/** The months that the year shows. */
export function shownMonths(address: ScheduleAddress): string[] {
  return monthsFrom(address.from, YEAR_MONTHS);
}

export function earlierFrom(address: ScheduleAddress): string {
  return addMonths(`${address.from}-01`, -STEP).slice(0, 7);
}

export function laterFrom(address: ScheduleAddress): string {
  return addMonths(`${address.from}-01`, STEP).slice(0, 7);
}

export function monthBeside(month: string, step: 1 | -1): string {
  return addMonths(`${month}-01`, step).slice(0, 7);
}

/** First and last day of everything that the page shows. */
export function shownPeriod(address: ScheduleAddress): { from: string; to: string } {
  const months = [...shownMonths(address), address.month].sort();
  return { from: `${months[0]}-01`, to: lastDayOf(months.at(-1) ?? address.month) };
}
