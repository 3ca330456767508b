import { SelectField } from '@/components/ui/select-field';
import { DateField, TextField } from '@/components/ui/text-field';
import type { PlaceFilter } from '@/lib/audit-trail/rules';

export type FilterPeople = readonly { userId: string; name: string }[];

/** What the log and the sign-ins are both filtered by. */
export function PlaceFields({
  filter,
  people,
  withSystem,
}: {
  filter: PlaceFilter;
  people: FilterPeople;
  withSystem?: boolean;
}) {
  return (
    <>
      <SelectField
        name="person"
        label="Who"
        placeholder="Everybody"
        defaultValue={filter.person}
        options={[
          ...people.map(({ userId, name }) => ({ value: userId, label: name })),
          ...(withSystem ? [{ value: 'system', label: 'Inplace itself' }] : []),
        ]}
        className="w-44 max-md:w-full"
      />
      <SelectField
        name="outcome"
        label="Outcome"
        placeholder="Any"
        defaultValue={filter.outcome}
        options={[
          { value: 'succeeded', label: 'Succeeded' },
          { value: 'refused', label: 'Refused' },
        ]}
        className="w-32 max-md:w-full"
      />
      <TextField
        name="address"
        label="From address"
        placeholder="10.20.4.18"
        defaultValue={filter.address}
        maxLength={45}
        autoComplete="off"
        spellCheck={false}
        className="w-40 max-md:w-full"
      />
      <DateField name="from" label="From day" defaultValue={filter.from ?? ''} />
      <DateField name="to" label="To day" defaultValue={filter.to ?? ''} />
    </>
  );
}
