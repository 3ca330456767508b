import { cx } from '@/components/ui/class-names';
import type { MarkKind, Span } from '@/lib/schedule/calendar/points';

const shapes: Record<MarkKind, { id: string; tone: string }> = {
  DONE: { id: 'm-done', tone: 'text-status-in-place' },
  DONE_LATE: { id: 'm-done-late', tone: 'text-status-not-tested' },
  LATE: { id: 'm-late', tone: 'text-status-not-in-place' },
  DUE: { id: 'm-due', tone: 'text-accent' },
  OPEN: { id: 'm-open', tone: 'text-accent' },
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

/** How thick the bars are drawn. */
export const bandHeights: Record<Span['tone'], number> = {
  window: 8,
  open: 8,
  due: 8,
  run: 3,
  late: 2,
  'done-late': 2,
};

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
      <symbol id="m-due" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="5.5" fill={knock} stroke="currentColor" strokeWidth="1.5" />
        <path d="M7 4a3 3 0 0 1 0 6z" fill="currentColor" />
      </symbol>
      <symbol id="m-open" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="5.5" fill={knock} stroke="currentColor" strokeWidth="1.5" />
        <circle cx="7" cy="7" r="1.25" fill="currentColor" />
      </symbol>
      <symbol id="m-next" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="4.5" fill={knock} stroke="currentColor" strokeWidth="1.5" />
      </symbol>
    </svg>
  );
}

const legend: readonly [MarkKind, Span['tone'], string][] = [
  ['DONE', 'run', 'done'],
  ['DONE_LATE', 'done-late', 'done late'],
  ['LATE', 'late', 'late'],
  ['DUE', 'due', 'due within ten days'],
  ['OPEN', 'open', 'open, due later'],
  ['UPCOMING', 'window', 'not open yet'],
];

/** What the marks and bars of the year mean: each mark with the bar of the same meaning. */
export function MarkLegend() {
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-small">
      {legend.map(([kind, tone, words]) => (
        <li key={kind} className="flex items-center gap-1.5">
          <Mark kind={kind} size={12} />
          <svg width="14" height="8" aria-hidden="true">
            <rect
              width="14"
              height={bandHeights[tone]}
              y={4 - bandHeights[tone] / 2}
              className={`band-${tone}`}
            />
          </svg>
          {words}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <svg width="2" height="12" aria-hidden="true">
          <line x1="1" x2="1" y1="0" y2="12" className="band-today" />
        </svg>
        today
      </li>
    </ul>
  );
}
