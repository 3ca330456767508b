import { computeBarParts, type StatusCounts } from './bar-shares';
import { cx } from './class-names';
import { statusSlugs } from './status-kind';

type StatusBarProps = {
  counts: StatusCounts;
  /** Says the counts in words; without it the bar is decoration beside a text that does. */
  label?: string;
  size?: 'sm' | 'md' | 'lg';
  className?: string;
};

/** Stacked bar in the paper form's order: hatch for CCW, outline for unanswered. */
export function StatusBar({ counts, label, size = 'md', className }: StatusBarProps) {
  const parts = computeBarParts(counts);
  const percent = (value: number) => `${Number(value.toFixed(2))}%`;
  return (
    <svg
      className={cx('bar', size !== 'md' && `bar-${size}`, className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {parts.map((part, index) => (
        <g key={part.kind}>
          <rect
            x={percent(part.start)}
            width={percent(part.width)}
            height="100%"
            className={`fill-${statusSlugs[part.kind]}`}
          />
          {index > 0 && <rect x={percent(part.start)} width="1" height="100%" className="bar-gap" />}
        </g>
      ))}
    </svg>
  );
}

/** One neutral share, for example of an expiry or an upload; `tone` colours it when time is short. */
export function ShareBar({
  share,
  label,
  tone,
  className,
}: {
  share: number;
  label?: string;
  tone?: 'soon' | 'late' | 'ok';
  className?: string;
}) {
  const fill =
    tone === 'late'
      ? 'fill-not-in-place'
      : tone === 'soon'
        ? 'fill-not-tested'
        : tone === 'ok'
          ? 'fill-in-place'
          : 'fill-ink-3';
  const width = Math.min(Math.max(share, 0), 1) * 100;
  return (
    <svg
      className={cx('bar bg-press', className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <rect width={`${Number(width.toFixed(1))}%`} height="100%" className={fill} />
    </svg>
  );
}
