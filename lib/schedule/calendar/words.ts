import { formatDay } from '@/lib/platform/format';
import { weekdayOf } from './month';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** "2026-11" → "November 2026". */
export function monthName(month: string): string {
  const [year, number] = month.split('-');
  return `${monthNames[Number(number) - 1] ?? ''} ${year}`;
}

/** "2027-01" → "Jan 27" where the year changes, else "Jan". */
export function shortMonthName(month: string, withYear: boolean): string {
  const [year = '', number] = month.split('-');
  const name = (monthNames[Number(number) - 1] ?? '').slice(0, 3);
  return withYear ? `${name} ${year.slice(2)}` : name;
}

/** "Friday 27 Nov 2026". */
export function longDay(day: string): string {
  return `${weekdayNames[weekdayOf(day)] ?? ''} ${formatDay(day)}`;
}
