import type { ReactNode } from 'react';
import { Search } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { SelectField } from '@/components/ui/select-field';
import { eventTypes } from '@/lib/audit-trail/model';
import type { EventFilter } from '@/lib/audit-trail/rules';
import { eventGroups } from '@/lib/audit-trail/words';
import { auditLogHref } from './audit-log-href';
import { filterChips } from './filter-chips';
import { FilterForm } from './filter-form';
import { type FilterPeople, PlaceFields } from './place-fields';

type AuditFilterProps = {
  filter: EventFilter;
  people: FilterPeople;
  timeZone: string;
  /** The button that exports what is shown. */
  asFile: ReactNode;
};

/** Words, people, kinds, days, outcome and address; and what they show as a file. */
export function AuditFilter({ filter, people, timeZone, asFile }: AuditFilterProps) {
  const search = (
    <label className="inline-input w-72 max-md:w-full">
      <Search className="size-3.5" />
      <span className="sr-only">Words or hash</span>
      <input
        name="query"
        type="search"
        placeholder="Person, requirement, file or hash"
        defaultValue={filter.query}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        data-audit-search=""
      />
      <KeyCap>/</KeyCap>
    </label>
  );
  return (
    <FilterForm
      path="/audit-log"
      label="Filter the audit log"
      chips={filterChips(filter, people, auditLogHref)}
      search={search}
      actions={asFile}
      timeZone={timeZone}
    >
      {filter.subject && <input type="hidden" name="subject" value={filter.subject} />}
      <SelectField
        name="type"
        label="What"
        placeholder="Everything"
        defaultValue={filter.type}
        options={kindGroups}
        className="w-56 max-md:w-full"
      />
      <PlaceFields filter={filter} people={people} withSystem />
    </FilterForm>
  );
}

/** All kinds of events, by what somebody reviews together. */
const kindGroups = Object.entries(eventGroups).map(([group, { label, nouns }]) => ({
  label,
  options: [
    { value: group, label: `${label}: everything` },
    ...Object.entries(eventTypes)
      .filter(([type]) => nouns.some((noun) => type.startsWith(`${noun}.`)))
      .map(([type, kind]) => ({ value: type, label: kind.label })),
  ],
}));
