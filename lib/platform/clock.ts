/** The one clock of pure code's callers. Rules never read it: time is passed in. */
export function now(): Date {
  return new Date();
}

/** Calendar day (YYYY-MM-DD) of an instant in a time zone, for example "Europe/Berlin". */
export function dayIn(timeZone: string, instant: Date = now()): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant);
}

/** A `@db.Date` value (UTC midnight) as YYYY-MM-DD. */
export function toDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** YYYY-MM-DD as the UTC midnight that a `@db.Date` column takes. */
export function fromDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Whole days from one calendar day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((fromDay(to).getTime() - fromDay(from).getTime()) / 86_400_000);
}

/** Calendar day that lies `days` after the given one. */
export function addDays(day: string, days: number): string {
  return toDay(new Date(fromDay(day).getTime() + days * 86_400_000));
}
