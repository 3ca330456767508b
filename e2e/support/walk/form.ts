import type { Arguments } from '../actions';
import { TEST_PASSWORD } from '../people';
import type { Ids } from './records';

export type Form = Record<string, string | string[]>;
export type Call = (ids: Ids) => Arguments;

/** A form as the page sends it: the ids that the page binds, the answer before it, the fields; lists as "name[]". */
export function form(fields: Form, ...bound: string[]): Arguments {
  const named = Object.entries(fields).map(([name, value]) => [
    Array.isArray(value) ? `${name}[]` : name,
    value,
  ]);
  return { before: [...bound, null], form: Object.fromEntries(named) };
}

/** With the password, as acts that bind ask for it. */
export function confirmedForm(fields: Form, ...bound: string[]): Arguments {
  return form({ ...fields, password: TEST_PASSWORD }, ...bound);
}
