import { formatDay, formatDistance, formatEndDistance, formatInstant } from '@/lib/platform/format';
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

type DistanceProps = { days: number; soonWithin?: number };

/** "in 4 days", "12 days late"; coloured when late or soon, the words say it too. `days` counts from today. */
export function Distance(props: DistanceProps) {
  return <span className={distanceClass(props)}>{formatDistance(props.days)}</span>;
}

/** The same for what is relied on until a day: "ends in 4 days", "ended 12 days ago". */
export function EndDistance(props: DistanceProps) {
  return <span className={distanceClass(props)}>{formatEndDistance(props.days)}</span>;
}

function distanceClass({ days, soonWithin = 14 }: DistanceProps): string {
  return cx('whitespace-nowrap', days < 0 ? 'tone-late' : days <= soonWithin && 'tone-soon');
}
