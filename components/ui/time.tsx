import { formatDay, formatDistance, formatInstant } from '@/lib/platform/format';
import { cx } from './class-names';

/** A calendar day (YYYY-MM-DD) in words. */
export function Day({ value }: { value: string }) {
  return (
    <time dateTime={value} className="whitespace-nowrap">
      {formatDay(value)}
    </time>
  );
}

/** An instant in the organization's time zone. */
export function Instant({ value, timeZone }: { value: Date | string; timeZone: string }) {
  const instant = typeof value === 'string' ? new Date(value) : value;
  return (
    <time dateTime={instant.toISOString()} className="whitespace-nowrap">
      {formatInstant(instant, timeZone)}
    </time>
  );
}

/** "in 4 days", "12 days late"; coloured when late or soon, the words say it too. `days` counts from today. */
export function Distance({ days, soonWithin = 14 }: { days: number; soonWithin?: number }) {
  return (
    <span className={cx('whitespace-nowrap', days < 0 ? 'tone-late' : days <= soonWithin && 'tone-soon')}>
      {formatDistance(days)}
    </span>
  );
}
