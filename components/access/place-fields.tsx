'use client';

import { useEffect, useId, useRef } from 'react';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';

export type Places = {
  timeZones: readonly string[];
  countries: readonly { value: string; label: string }[];
};

type PlaceFieldsProps = Places & { defaultTimeZone?: string; defaultCountry?: string };

/** Country, and a time zone that is found by typing. Without a default the browser's own zone is offered. */
export function PlaceFields({ timeZones, countries, defaultTimeZone, defaultCountry }: PlaceFieldsProps) {
  const listId = useId();
  const zone = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (zone.current && zone.current.value === '') {
      zone.current.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
  }, []);
  return (
    <>
      <SelectField
        name="country"
        label="Country"
        options={countries}
        defaultValue={defaultCountry ?? ''}
        placeholder="Choose one"
        autoComplete="country"
        required
      />
      <TextField
        ref={zone}
        name="timeZone"
        label="Time zone"
        hint="Type to search, for example Berlin. Due dates follow it."
        list={listId}
        defaultValue={defaultTimeZone}
        autoComplete="off"
        spellCheck={false}
        required
      />
      <datalist id={listId}>
        {timeZones.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
