import Link from 'next/link';
import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/class-names';
import { formatDay, formatDistance } from '@/lib/platform/format';
import type { Agenda, AgendaEntry } from '@/lib/schedule/calendar/agenda';
import type { DayEntry } from '@/lib/schedule/calendar/month';
import { longDay } from '@/lib/schedule/calendar/words';
import type { ActivityView } from '@/lib/schedule/model';
import { Mark } from './mark';

/** What waits to be done, by week; first the chosen day, then what is late. */
export function AgendaList({
  agenda,
  chosen,
}: {
  agenda: Agenda;
  chosen: { day: string; entries: readonly DayEntry[] } | null;
}) {
  return (
    <>
      {chosen && (
        <Section title={longDay(chosen.day)}>
          {chosen.entries.length === 0 && <li className="py-2 text-ink-2">Nothing on this day.</li>}
          {chosen.entries.map((entry) => (
            <Item
              key={`${entry.activity.activityId}-${entry.kind}-${entry.words}`}
              activity={entry.activity}
              kind={entry.kind}
              words={entry.words}
            />
          ))}
        </Section>
      )}
      <Weeks title="Late" entries={agenda.late} late />
      <Weeks title="This week" entries={agenda.thisWeek} />
      <Weeks title="Next week" entries={agenda.nextWeek} />
      <Weeks title="Later" entries={agenda.later} />
      {agenda.more > 0 && (
        <p className="mt-2 text-ink-3 text-small">
          {agenda.more} more {agenda.more === 1 ? 'is' : 'are'} due after that; the year shows them.
        </p>
      )}
    </>
  );
}

function Weeks({ title, entries, late }: { title: string; entries: readonly AgendaEntry[]; late?: boolean }) {
  if (entries.length === 0) return null;
  return (
    <Section title={title} late={late}>
      {entries.map(({ activity, occurrence, kind, days }) => (
        <Item
          key={occurrence.occurrenceId}
          activity={activity}
          kind={kind}
          words={`due ${formatDay(occurrence.dueOn)}, ${formatDistance(days)}`}
        />
      ))}
    </Section>
  );
}

function Section({
  title,
  late,
  children,
}: {
  title: string;
  late?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <section className="mt-3">
      <h3 className={cx('pb-1 font-medium', late ? 'tone-late' : 'text-ink-2')}>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

function Item({ activity, kind, words }: { activity: ActivityView; kind: DayEntry['kind']; words: string }) {
  const facts = [activity.requirementNumbers.join(', '), activity.integration?.name, words].filter(Boolean);
  return (
    <li className="grid grid-cols-[0.875rem_minmax(0,1fr)_auto] gap-x-2.5 border-line border-t py-1.5">
      <Mark kind={kind} className="mt-[0.1875rem]" />
      <span>
        <Link href={`/schedule/activities/${activity.activityId}`} className="font-medium hover:underline">
          {activity.title}
        </Link>
        <small className="block text-ink-3">{facts.join(' · ')}</small>
      </span>
      {activity.ownerName && (
        <span>
          <Avatar name={activity.ownerName} />
          <span className="sr-only">Owner: {activity.ownerName}</span>
        </span>
      )}
    </li>
  );
}
