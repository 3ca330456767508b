import { expect, test } from 'vitest';
import { countryCode, timeZone } from './model';
import { countryCodes, listCountries, listTimeZones } from './places';

test('every country of the standard has a code of its own and an English name', () => {
  expect(new Set(countryCodes).size).toBe(249);
  for (const { value, label } of listCountries()) {
    expect(countryCode.parse(value)).toBe(value);
    expect(label, value).not.toBe(value);
  }
});

test('every time zone that is offered is accepted', () => {
  const zones = listTimeZones();
  expect(zones).toContain('Europe/Berlin');
  expect(zones.filter((zone) => !timeZone.safeParse(zone).success)).toEqual([]);
});

test.each([
  ['Berlin', 'Europe/Berlin'],
  [' new york ', 'America/New_York'],
  ['Europe/Berlin', 'Europe/Berlin'],
  ['UTC', 'UTC'],
  ['Atlantis', null],
])('the time zone of %j is %s', (typed, zone) => {
  expect(timeZone.safeParse(typed).data ?? null).toBe(zone);
});
