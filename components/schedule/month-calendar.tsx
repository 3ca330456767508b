import Link from 'next/link';
import { cx } from '@/components/ui/class-names';
import { ChevronLeft, ChevronRight } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { monthBeside, type ScheduleAddress, scheduleHref } from '@/lib/schedule/calendar/address';
import type { MonthDay } from '@/lib/schedule/calendar/month';
import { longDay, monthName, weekdayNames } from '@/lib/schedule/calendar/words';
import { Mark } from './mark';

/** The days of a month with their marks; a day that has some leads to its list. */
export function MonthCalendar({
  weeks,
  address,
}: {
  weeks: readonly (readonly (MonthDay | null)[])[];
  address: ScheduleAddress;
}) {
  const { month } = address;
  const beside = (step: 1 | -1) => scheduleHref(address, { month: monthBeside(month, step), day: null });
  return (
    <section aria-labelledby="month-head">
      <div className="flex items-center gap-1">
        <h2 id="month-head" className="mr-auto">
          {monthName(month)}
        </h2>
        <LinkButton
          href={beside(-1)}
          variant="ghost"
          size="sm"
          icon={<ChevronLeft />}
          label={`Previous month, ${monthName(monthBeside(month, -1))}`}
        />
        <LinkButton
          href={beside(1)}
          variant="ghost"
          size="sm"
          icon={<ChevronRight />}
          label={`Next month, ${monthName(monthBeside(month, 1))}`}
        />
      </div>
      <table className="month">
        <caption className="sr-only">{monthName(month)}</caption>
        <thead>
          <tr>
            {weekdayNames.map((name) => (
              <th key={name} scope="col">
                <abbr title={name} className="no-underline">
                  {name.slice(0, 2)}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.find((entry) => entry !== null)?.day}>
              {week.map((entry, weekday) => (
                <td key={weekdayNames[weekday]}>{entry && <DayCell entry={entry} address={address} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DayCell({ entry, address }: { entry: MonthDay; address: ScheduleAddress }) {
  const number = Number(entry.day.slice(8));
  const current = entry.isToday ? 'date' : undefined;
  if (entry.kinds.length === 0) return <span aria-current={current}>{number}</span>;
  return (
    <Link
      href={scheduleHref(address, { day: entry.day })}
      aria-current={current}
      aria-label={`${longDay(entry.day)}: ${entry.words}`}
      data-chosen={address.day === entry.day || undefined}
      className={cx(address.day === entry.day && 'bg-accent-soft')}
    >
      {number}
      <span className="flex gap-0.5">
        {entry.kinds.slice(0, 3).map((kind) => (
          <Mark key={kind} kind={kind} size={7} />
        ))}
      </span>
    </Link>
  );
}
