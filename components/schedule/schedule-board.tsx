import { LinkButton } from '@/components/ui/link-button';
import { type ScheduleAddress, scheduleHref, shownMonths } from '@/lib/schedule/calendar/address';
import type { Agenda } from '@/lib/schedule/calendar/agenda';
import { buildMonth, entriesOn } from '@/lib/schedule/calendar/month';
import { buildYear, pageOfGroups } from '@/lib/schedule/calendar/year';
import type { ScheduleView } from '@/lib/schedule/model';
import { AgendaList } from './agenda-list';
import { EventList } from './event-list';
import { MarkSprite } from './mark';
import { MonthCalendar } from './month-calendar';
import { ScheduleToolbar } from './schedule-toolbar';
import { YearTable } from './year-table';

/** Year, month and agenda of the same activities. */
export function ScheduleBoard({
  schedule,
  address,
  agenda,
}: {
  schedule: ScheduleView;
  address: ScheduleAddress;
  agenda: Agenda;
}) {
  const { activities, today } = schedule;
  const months = shownMonths(address);
  const { groups, pages, page } = pageOfGroups(buildYear(activities, months, today), address.page);
  const chosen =
    address.day !== null ? { day: address.day, entries: entriesOn(activities, address.day, today) } : null;
  return (
    <>
      <MarkSprite />
      <ScheduleToolbar address={address} months={months} schedule={schedule} />
      <div className="sched">
        <div className="min-w-0 pb-8">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="scroll-x" aria-label="Year" tabIndex={0}>
            <YearTable groups={groups} months={months} today={today} />
          </section>
          {pages > 1 && <Pages address={address} page={page} pages={pages} />}
          <EventList activities={activities.filter((activity) => activity.interval === null)} />
        </div>
        <aside className="sched-agenda" aria-label="Month and agenda">
          <MonthCalendar weeks={buildMonth(activities, address.month, today)} address={address} />
          <div>
            <AgendaList agenda={agenda} chosen={chosen} />
          </div>
        </aside>
      </div>
    </>
  );
}

function Pages({ address, page, pages }: { address: ScheduleAddress; page: number; pages: number }) {
  return (
    <nav aria-label="Pages of activities" className="flex items-center gap-2 px-(--gutter) py-2">
      {page > 1 && (
        <LinkButton href={scheduleHref(address, { page: page - 1 })} size="sm">
          Previous
        </LinkButton>
      )}
      <span className="text-ink-3">
        Page {page} of {pages}
      </span>
      {page < pages && (
        <LinkButton href={scheduleHref(address, { page: page + 1 })} size="sm">
          Next
        </LinkButton>
      )}
    </nav>
  );
}
