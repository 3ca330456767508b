import { formatDay } from '@/lib/platform/format';

/** "14:02:11" on the organization's clock. */
export function clockTime(instant: string, timeZone: string, seconds = false): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  }).format(new Date(instant));
}

/** Today the time, this year day and month, else the full day. */
export function shortTime(instant: string, timeZone: string, now: Date): string {
  const dayOf = (date: Date) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(date);
  const [day, today] = [dayOf(new Date(instant)), dayOf(now)];
  if (day === today) return clockTime(instant, timeZone);
  return day.slice(0, 4) === today.slice(0, 4) ? formatDay(day).replace(/ \d{4}$/, '') : formatDay(day);
}
