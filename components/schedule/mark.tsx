import { cx } from '@/components/ui/class-names';
import type { MarkKind } from '@/lib/schedule/calendar/points';

const shapes: Record<MarkKind, { id: string; tone: string }> = {
  DONE: { id: 'm-done', tone: 'text-status-in-place' },
  DONE_LATE: { id: 'm-done-late', tone: 'text-status-not-tested' },
  LATE: { id: 'm-late', tone: 'text-status-not-in-place' },
  OPEN: { id: 'm-now', tone: 'text-accent' },
  UPCOMING: { id: 'm-next', tone: 'text-ink-3' },
  PLANNED: { id: 'm-next', tone: 'text-ink-3' },
};

/** The mark of a state: its outline differs, its words stand beside it or in the cell's hidden text. */
export function Mark({ kind, size = 14, className }: { kind: MarkKind; size?: number; className?: string }) {
  const { id, tone } = shapes[kind];
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" aria-hidden="true" className={cx(tone, className)}>
      <use href={`#${id}`} />
    </svg>
  );
}

const knock = 'var(--surface)';
const round = { strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

/** The shapes, once per page. */
export function MarkSprite() {
  return (
    <svg className="absolute" aria-hidden="true" width="0" height="0">
      <symbol id="m-done" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="6.2" fill="currentColor" />
        <path d="m4.3 7.2 1.9 1.9 3.5-3.9" fill="none" stroke={knock} strokeWidth="1.5" {...round} />
      </symbol>
      <symbol id="m-done-late" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="5.5" fill={knock} stroke="currentColor" strokeWidth="1.5" />
        <path d="m4.5 7.2 1.8 1.8 3.2-3.6" fill="none" stroke="currentColor" strokeWidth="1.5" {...round} />
      </symbol>
      <symbol id="m-late" viewBox="0 0 14 14">
        <path d="M7 .4 13.6 7 7 13.6.4 7z" fill="currentColor" />
        <path d="M7 3.8v3.7M7 9.9v.1" stroke={knock} strokeWidth="1.6" strokeLinecap="round" />
      </symbol>
      <symbol id="m-now" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="5.5" fill={knock} stroke="currentColor" strokeWidth="1.5" />
        <path d="M7 4a3 3 0 0 1 0 6z" fill="currentColor" />
      </symbol>
      <symbol id="m-next" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="4.5" fill={knock} stroke="currentColor" strokeWidth="1.5" />
      </symbol>
    </svg>
  );
}

const legend: readonly [MarkKind, string][] = [
  ['DONE', 'done'],
  ['DONE_LATE', 'done late'],
  ['LATE', 'late'],
  ['OPEN', 'due now'],
  ['UPCOMING', 'due later'],
];

/** What the marks and bars of the year mean. */
export function MarkLegend() {
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-small">
      {legend.map(([kind, words]) => (
        <li key={kind} className="flex items-center gap-1.5">
          <Mark kind={kind} size={12} />
          {words}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <svg width="20" height="8" aria-hidden="true">
          <rect width="20" height="8" rx="2" className="band-window" />
        </svg>
        window
      </li>
    </ul>
  );
}
