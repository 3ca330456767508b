import type { Route } from 'next';
import { eventTypes } from '@/lib/audit-trail/model';
import { type EventFilter, fieldLabel, type PlaceFilter } from '@/lib/audit-trail/rules';
import { eventGroups } from '@/lib/audit-trail/words';
import { formatDay } from '@/lib/platform/format';
import { ownValue } from '@/lib/platform/own-value';
import type { FilterChip } from './filter-form';
import type { FilterPeople } from './place-fields';

/** The conditions that hold, in words, each with the address that leaves it out. */
export function filterChips<F extends PlaceFilter & Partial<EventFilter>>(
  filter: F,
  people: FilterPeople,
  href: (filter: F) => Route,
): FilterChip[] {
  const said: [keyof F & string, string, string][] = [
    ['query', 'Words', filter.query ?? ''],
    ['person', 'Who', personWords(filter.person, people)],
    ['type', 'What', kindWords(filter.type ?? '')],
    ['subject', 'Object', fieldLabel((filter.subject ?? '').split(':')[0] ?? '').replaceAll('-', ' ')],
    ['outcome', 'Outcome', filter.outcome],
    ['address', 'Address', filter.address],
    ['from', 'From', filter.from ? formatDay(filter.from) : ''],
    ['to', 'To', filter.to ? formatDay(filter.to) : ''],
  ];
  return said
    .filter(([, , value]) => value !== '')
    .map(([name, label, value]) => ({
      label,
      value,
      without: href({ ...filter, [name]: name === 'from' || name === 'to' ? null : '', before: null }),
    }));
}

function personWords(person: string, people: FilterPeople): string {
  if (person === '') return '';
  if (person === 'system') return 'Inplace itself';
  return people.find(({ userId }) => userId === person)?.name ?? 'nobody here';
}

function kindWords(type: string): string {
  if (Object.hasOwn(eventTypes, type)) return eventTypes[type as keyof typeof eventTypes].label;
  return ownValue(eventGroups, type)?.label ?? fieldLabel(type.replace('.', '').replaceAll('-', ' '));
}
