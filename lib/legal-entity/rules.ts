import type { Changes } from '@/lib/audit-trail/model';
import { ownValue } from '@/lib/platform/own-value';
import type { LegalEntityView } from './model';

/**
 * Why a record of the register cannot be archived yet, in words; null when nothing uses it.
 * `subject` starts the sentence ("This acquirer"), `ending` tells what to do with the users.
 */
export function inUseRefusal(
  subject: string,
  users: readonly string[],
  noun: { one: string; many: string },
  ending: string,
): string | null {
  const [first, ...rest] = users;
  if (first === undefined) return null;
  const others =
    rest.length === 0 ? '' : ` and ${rest.length} more ${rest.length === 1 ? noun.one : noun.many}`;
  return `${subject} is in use by the ${noun.one} “${first}”${others}. ${ending}`;
}

/** The refusal for records that an assessment still being answered relies on. */
export function openAssessmentRefusal(subject: string, assessmentNames: readonly string[]): string | null {
  const noun = { one: 'open assessment', many: 'open assessments' };
  return inUseRefusal(subject, assessmentNames, noun, 'Sign or archive that first.');
}

/** Merchant ids are compared without the spaces and signs that acquirers print differently. */
export function merchantIdKey(number: string): string {
  return number.replace(/[\s./_-]/gu, '').toUpperCase();
}

/** What a form says when somebody else saved the record after it was opened. */
export const overtakenMessage =
  'Somebody else saved this after you opened it. Where their text differs it stands below the field. Save again to replace it with yours.';

/**
 * The conflict of a form that somebody else overtook: the fields in which the saved record differs from what was sent
 * carry the saved value, so that the person can take it over or save theirs on top, knowingly.
 */
export function overtakenFields(
  differences: Changes,
  words: Readonly<Record<string, string>> = {},
): Record<string, string[]> {
  const entries = Object.entries(differences).map(([field, { to }]) => {
    const saved = savedWords(to, words);
    return [field, [saved === '' ? 'Saved meanwhile as empty.' : `Saved meanwhile: ${saved}`]];
  });
  return Object.fromEntries(entries);
}

function savedWords(value: Changes[string]['to'], words: Readonly<Record<string, string>>): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'ticked' : 'not ticked';
  if (Array.isArray(value)) return value.map((item) => ownValue(words, item) ?? item).join(', ');
  return ownValue(words, String(value)) ?? String(value);
}

/** What part 1a of the attestation takes from the legal entity and asks for in every case, beside its name. */
export const neededToAttest = {
  street: 'street',
  city: 'city',
  country: 'country',
  contactName: 'contact name',
  contactTitle: 'contact’s title',
  contactPhone: 'contact’s phone',
  contactEmail: 'contact’s e-mail',
} as const satisfies Partial<Record<keyof LegalEntityView, string>>;

/** What is still empty of it, in words. */
export function missingToAttest(entity: Pick<LegalEntityView, keyof typeof neededToAttest>): string[] {
  const fields = Object.entries(neededToAttest) as [keyof typeof neededToAttest, string][];
  return fields.filter(([field]) => entity[field].trim() === '').map(([, words]) => words);
}
