import { addDays } from '@/lib/platform/clock';
import type { ActivityView, OccurrenceView } from '../model';
import { daysToDue, isDueSoon } from '../rules';
import { weekdayOf } from './month';
import { type MarkKind, markOf } from './points';

export type AgendaEntry = {
  activity: ActivityView;
  occurrence: OccurrenceView;
  kind: MarkKind;
  days: number;
};

export type Agenda = {
  late: AgendaEntry[];
  thisWeek: AgendaEntry[];
  nextWeek: AgendaEntry[];
  later: AgendaEntry[];
  /** How many of `later` are left out. */
  more: number;
  /** Due from today within the next ten days. */
  soon: number;
};

const LATER_ENTRIES = 6;

/** What waits to be done, the longest late first. */
export function buildAgenda(activities: readonly ActivityView[], today: string): Agenda {
  const entries = activities
    .flatMap((activity) =>
      activity.occurrences
        .filter((occurrence) => occurrence.completedOn === null)
        .map((occurrence) => ({
          activity,
          occurrence,
          kind: markOf(occurrence, today),
          days: daysToDue(occurrence.dueOn, today),
        })),
    )
    .sort((left, right) => left.days - right.days || left.activity.title.localeCompare(right.activity.title));
  const sunday = daysToDue(addDays(today, 6 - weekdayOf(today)), today);
  const later = entries.filter((entry) => entry.days > sunday + 7);
  return {
    late: entries.filter((entry) => entry.days < 0),
    thisWeek: entries.filter((entry) => entry.days >= 0 && entry.days <= sunday),
    nextWeek: entries.filter((entry) => entry.days > sunday && entry.days <= sunday + 7),
    later: later.slice(0, LATER_ENTRIES),
    more: Math.max(0, later.length - LATER_ENTRIES),
    soon: entries.filter(({ occurrence }) => isDueSoon(occurrence.dueOn, today)).length,
  };
}

const numbers = ['Nothing', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** The first line of the schedule: what is true today. */
export function headline(agenda: Agenda): string {
  const late = agenda.late.length;
  const amount = (count: number) => numbers[count] ?? String(count);
  const soon = `${amount(agenda.soon).toLowerCase()} ${agenda.soon === 1 || agenda.soon === 0 ? 'is' : 'are'} due in the next ten days`;
  if (late === 0)
    return agenda.soon === 0 ? 'Nothing is late or due in the next ten days' : `Nothing is late, ${soon}`;
  return `${amount(late)} ${late === 1 ? 'activity is' : 'activities are'} late, ${soon}`;
}
