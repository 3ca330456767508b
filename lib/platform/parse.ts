import { z } from 'zod';
import { holdsCardNumber } from './card-number';
import { AppError, type FieldErrors } from './errors';
import { tellOddInput } from './odd-input';
import { ownValue } from './own-value';
import { atMostWords } from './text-length';

// Control characters, and the ones that reorder text on screen. Joiners (U+200C, U+200D) belong to real writing.
const CONTROL = /(?![\n\r\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
// Invisible leftovers of copy and paste: dropped, not refused.
const LEFTOVERS = /[\u200b\ufeff]/gu;

/** 3.3.1, 3.5.1: what keeps a card number must be protected as one. Nothing here needs it. */
const NO_CARD_NUMBER = 'This looks like a card number. Write at most its last four digits.';

/** One Unicode form, one kind of line break, no half characters (PostgreSQL would refuse them). */
function tidy(value: string): string {
  return value.toWellFormed().replace(LEFTOVERS, '').replace(/\r\n?/g, '\n').normalize();
}

/** One line of text: trimmed, no control or direction-changing characters, no card number, at most `max` characters. */
export function lineText(max: number) {
  return identifierText(max).refine((value) => !holdsCardNumber(value), NO_CARD_NUMBER);
}

/** The same for numbers that others have given out and that may look like a card's: a merchant id has 15 digits. */
export function identifierText(max: number) {
  return z
    .string()
    .overwrite(tidy)
    .trim()
    .max(max, atMostWords(max))
    .refine(
      (value) => !CONTROL.test(value) && !/[\n\r\t]/.test(value),
      'Remove line breaks and invisible characters.',
    );
}

/** One line that must not be empty. `what` completes "Enter …", for example "a name". */
export function requiredLine(max: number, what: string) {
  return lineText(max).refine((value) => value.length > 0, `Enter ${what}.`);
}

/** Text of several lines: trailing space removed, no control characters but line breaks and tabs. */
export function longText(max: number) {
  return z
    .string()
    .overwrite(tidy)
    .max(max, atMostWords(max))
    .refine((value) => !CONTROL.test(value), 'Remove invisible control characters.')
    .refine((value) => !holdsCardNumber(value), NO_CARD_NUMBER);
}

/** A calendar day as YYYY-MM-DD that exists (no 31 February), between the years 2000 and 2100. */
export const calendarDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter a date as year-month-day, for example 2026-11-25.')
  .refine((value) => {
    const date = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
  }, 'This day does not exist.')
  .refine((value) => value >= '2000-01-01' && value <= '2100-12-31', 'Enter a year between 2000 and 2100.');

/** A calendar day or an empty field (null). */
export const optionalCalendarDay = z.union([z.literal('').transform(() => null), z.null(), calendarDay]);

/** A web address with http or https, or empty. */
export const optionalWebAddress = lineText(500).refine((value) => {
  if (value === '') return true;
  try {
    const url = new URL(value);
    return (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password;
  } catch {
    return false;
  }
}, 'Enter a full web address that starts with https://');

/** Identifier of a row. Anything else answers "not found" like an id that never existed. */
export const rowId = z.uuid();

/** A requirement's number as the standard writes it: "6.4.3", "A2.1.1". Whether there is such a one is asked later. */
export const requirementNumber = z
  .string()
  .regex(/^[A-Za-z0-9.]{1,20}$/, 'Enter the number of a requirement.');

/** Checks a requirement's number from an address. Throws NOT_FOUND so that a malformed one answers like an unknown one. */
export function parseRequirementNumber(value: unknown): string {
  const parsed = requirementNumber.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('NOT_FOUND');
}

/** What somebody looks for, from an address: no control characters, which the database would refuse. */
export function searchText(value: string): string {
  return tidy(value)
    .replace(/\p{Cc}/gu, ' ')
    .trim();
}

export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const fieldErrors: FieldErrors = {};
  for (const issue of error.issues) {
    const key = issue.path.map(String).join('.') || 'form';
    const words =
      issue.code === 'unrecognized_keys' ? 'This form sent a field that is not known here.' : issue.message;
    fieldErrors[key] = [...(ownValue(fieldErrors, key) ?? []), words];
  }
  return fieldErrors;
}

/** Checks unknown input with a schema. Throws AppError INVALID with a message per field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const odd = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  if (odd.length > 0) tellOddInput(odd);
  throw new AppError('INVALID', undefined, fieldErrorsOf(parsed.error));
}

/** Checks an id from an address. Throws NOT_FOUND so that a malformed id answers like an unknown one. */
export function parseRowId(value: unknown): string {
  const parsed = rowId.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('NOT_FOUND');
}

// An action is an address of its own: what arrives need not come from our form.
function asForm(value: unknown): FormData {
  if (value instanceof FormData) return value;
  throw new AppError('INVALID', 'This was not sent by a form. Reload the page and try again.');
}

/** The id that a form carries. Throws INVALID without a form, NOT_FOUND for what is no id. */
export function formRowId(form: unknown, name: string): string {
  return parseRowId(asForm(form).get(name));
}

/** FormData to a plain object: a name becomes a string, one that ends in [] a list. Throws INVALID for anything else. */
export function formObject(value: unknown): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  const form = asForm(value);
  const entries: [string, FormDataEntryValue | FormDataEntryValue[]][] = [];
  for (const name of new Set(form.keys())) {
    // Next adds its own hidden fields to forms; they are not the person's input.
    if (name.startsWith('$ACTION')) continue;
    entries.push(name.endsWith('[]') ? [name.slice(0, -2), form.getAll(name)] : [name, form.get(name) ?? '']);
  }
  return Object.fromEntries(entries);
}

/** Text of an address: without what PostgreSQL cannot hold and nobody types. */
export function addressText(value: unknown, longest: number): string {
  return typeof value === 'string'
    ? value
        .replace(/\p{Cc}/gu, '')
        .toWellFormed()
        .trim()
        .slice(0, longest)
    : '';
}

/** An e-mail address or an empty field. */
export const optionalEmailAddress = lineText(254).refine(
  (value) => value === '' || z.email().safeParse(value).success,
  'Enter an e-mail address such as name@example.com.',
);

/** A tick box: ticked arrives as "on", unticked does not arrive at all. */
export const tickBox = z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false);

/** The version that a form was opened with, for optimistic concurrency. */
export const rowVersion = z.coerce.number().int().positive().max(2_147_483_646);
