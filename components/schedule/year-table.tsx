import Link from 'next/link';
import type { Span } from '@/lib/schedule/calendar/points';
import { monthName, shortMonthName } from '@/lib/schedule/calendar/words';
import type { YearCell, YearGroup, YearRow } from '@/lib/schedule/calendar/year';
import { bandHeights, Mark } from './mark';

const HEIGHT = 44;
const MIDDLE = HEIGHT / 2;
const MARK = 14;

/** Activities by month, as a table: what is drawn in a cell is also said in words there. */
export function YearTable({
  groups,
  months,
  today,
}: {
  groups: readonly YearGroup[];
  months: readonly string[];
  today: string;
}) {
  return (
    <table className="year">
      <caption className="sr-only">Periodic activities by month</caption>
      <thead>
        <tr>
          <th scope="col">Activity</th>
          {months.map((month, index) => (
            <th key={month} scope="col" aria-current={today.startsWith(month) ? 'date' : undefined}>
              <abbr className="no-underline" title={monthName(month)}>
                {shortMonthName(month, index === 0 || month.endsWith('-01'))}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.title}>
          <tr>
            <th scope="rowgroup" colSpan={months.length + 1}>
              <span>{group.title}</span>
            </th>
          </tr>
          {group.rows.map((row) => (
            <Row key={row.activity.activityId} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ row: { activity, cells } }: { row: YearRow }) {
  const facts = [
    activity.isNotApplicable && 'Not Applicable or no longer asked',
    activity.requirementNumbers.join(', '),
    activity.integration?.name,
  ].filter(Boolean);
  return (
    <tr>
      <th scope="row">
        <Link
          href={`/schedule/activities/${activity.activityId}`}
          title={activity.title}
          className="block truncate hover:underline"
        >
          {activity.title}
        </Link>
        {facts.length > 0 && (
          <small className="block truncate text-ink-3" title={facts.join(' · ')}>
            {facts.join(' · ')}
          </small>
        )}
      </th>
      {cells.map((cell) => (
        <Cell key={cell.month} cell={cell} />
      ))}
    </tr>
  );
}

function Cell({ cell }: { cell: YearCell }) {
  const isEmpty = cell.bands.length === 0 && cell.marks.length === 0 && cell.todayAt === null;
  if (isEmpty) return <td />;
  return (
    <td>
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        {cell.bands.map((band) => (
          <Band key={`${band.tone}-${band.from}`} {...band} />
        ))}
        {cell.todayAt !== null && (
          <line
            x1={`${cell.todayAt}%`}
            x2={`${cell.todayAt}%`}
            y1="0"
            y2={HEIGHT + 1}
            className="band-today"
          />
        )}
        {cell.marks.map((mark) => (
          <svg
            key={`${mark.kind}-${mark.at}`}
            x={`${mark.at}%`}
            y={MIDDLE - MARK / 2}
            overflow="visible"
            aria-hidden="true"
          >
            <g transform={`translate(${-MARK / 2} 0)`}>
              <title>{mark.words}</title>
              <Mark kind={mark.kind} />
            </g>
          </svg>
        ))}
      </svg>
      {cell.words && <span className="sr-only">{cell.words}</span>}
    </td>
  );
}

function Band({ from, to, tone }: { from: number; to: number; tone: Span['tone'] }) {
  const height = bandHeights[tone];
  return (
    <rect
      x={`${from}%`}
      width={`${Math.max(0, to - from)}%`}
      y={MIDDLE - height / 2}
      height={height}
      className={`band-${tone}`}
    />
  );
}
