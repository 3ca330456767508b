import Form from 'next/form';
import Link from 'next/link';
import { Search } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { DateField, TextField } from '@/components/ui/text-field';
import { eventTypes } from '@/lib/audit-trail/model';
import { type EventFilter, fieldLabel } from '@/lib/audit-trail/rules';

type AuditFilterProps = {
  filter: EventFilter;
  people: readonly { userId: string; name: string }[];
  timeZone: string;
};

/** Filters as a plain form: the state is the address, so a view can be sent to somebody. */
export function AuditFilter({ filter, people, timeZone }: AuditFilterProps) {
  const key = JSON.stringify({ ...filter, before: null });
  const isFiltered = Object.entries(filter).some(([name, value]) => name !== 'before' && value);
  return (
    <Form
      key={key}
      action="/audit-log"
      role="search"
      aria-label="Filter the audit log"
      className="flex flex-wrap items-end gap-3 px-(--gutter) py-3"
    >
      {filter.subject && <input type="hidden" name="subject" value={filter.subject} />}
      <TextField
        name="query"
        type="search"
        label="Words or hash"
        placeholder="Requirement, file, hash"
        defaultValue={filter.query}
        maxLength={200}
        autoComplete="off"
        className="w-56 max-md:w-full"
      />
      <SelectField
        name="person"
        label="Who"
        placeholder="Everybody"
        defaultValue={filter.person}
        options={[
          ...people.map(({ userId, name }) => ({ value: userId, label: name })),
          { value: 'system', label: 'Inplace itself' },
        ]}
        className="w-44 max-md:w-full"
      />
      <SelectField
        name="type"
        label="What"
        placeholder="Everything"
        defaultValue={filter.type}
        options={kindGroups}
        className="w-52 max-md:w-full"
      />
      <DateField name="from" label="From" defaultValue={filter.from ?? ''} />
      <DateField name="to" label="To" defaultValue={filter.to ?? ''} />
      <SubmitButton variant="default" icon={<Search />}>
        Show
      </SubmitButton>
      {isFiltered && (
        <Link href="/audit-log" className="link self-center">
          Clear
        </Link>
      )}
      <span className="ms-auto self-center text-ink-3 text-small">Times in {timeZone}</span>
    </Form>
  );
}

const nouns = [...new Set(Object.keys(eventTypes).map((type) => type.split('.')[0] ?? ''))];

/** All kinds of events, by the thing they are about. */
const kindGroups = nouns.map((noun) => {
  const label = fieldLabel(noun.replaceAll('-', ' '));
  const kinds = Object.entries(eventTypes)
    .filter(([type]) => type.startsWith(`${noun}.`))
    .map(([type, kind]) => ({ value: type, label: kind.label }));
  return { label, options: [{ value: `${noun}.`, label: `${label}: everything` }, ...kinds] };
});
