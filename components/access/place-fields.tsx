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
  const proposed = useRef('');
  useEffect(() => {
    if (zone.current && zone.current.value === '') {
      proposed.current = Intl.DateTimeFormat().resolvedOptions().timeZone;
      zone.current.value = proposed.current;
    }
  }, []);
  /** The zone follows the country as long as nobody has typed one. */
  function follow(country: string): void {
    if (!zone.current || proposed.current === '' || zone.current.value !== proposed.current) return;
    const there = zonesOf(country).filter((name) => timeZones.includes(name));
    if (there.length === 0 || there.includes(proposed.current)) return;
    proposed.current = there[0] ?? '';
    zone.current.value = proposed.current;
  }
  return (
    <>
      <SelectField
        name="country"
        label="Country"
        options={countries}
        defaultValue={defaultCountry ?? ''}
        placeholder="Choose one"
        autoComplete="country"
        onChange={(event) => follow(event.target.value)}
        required
      />
      <TextField
        ref={zone}
        name="timeZone"
        label="Time zone"
        hint="Type to search: Berlin. Due dates follow it."
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

/** The zones of a country, where the browser knows them. */
function zonesOf(country: string): string[] {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  const locale: Intl.Locale & { getTimeZones?: () => string[] | undefined } = new Intl.Locale(
    `und-${country}`,
  );
  return locale.getTimeZones?.() ?? [];
}
