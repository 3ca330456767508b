import { cx } from './class-names';

const CIRCUMFERENCE = 2 * Math.PI * 6;

/** 16 px, neutral ink, only next to a name or a number. `share` is between 0 and 1. */
export function ProgressRing({
  share,
  label,
  className,
}: {
  share: number;
  label?: string;
  className?: string;
}) {
  const value = Math.min(Math.max(share, 0), 1) * CIRCUMFERENCE;
  return (
    <svg
      className={cx('progress-ring', className)}
      viewBox="0 0 16 16"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <circle cx="8" cy="8" r="6" />
      <circle
        cx="8"
        cy="8"
        r="6"
        strokeDasharray={`${value.toFixed(2)} ${CIRCUMFERENCE.toFixed(2)}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
