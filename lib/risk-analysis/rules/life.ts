import type { CadenceUnit } from '@/lib/catalogue/model';
import { addMonths } from '@/lib/catalogue/rules';
import { describeInterval } from '@/lib/catalogue/words';
import type { AnalysisState } from '@/lib/response/rules/frequency';
import type { AnalysisItem, AnalysisText } from '../model';

/** 12.3.1: looked at again at least once every twelve months. */
export const REVIEW_MONTHS = 12;

/** The day that is proposed for the next review, and the last one that may be chosen: the same date a year later. */
export function latestReviewDay(from: string): string {
  return addMonths(from, REVIEW_MONTHS);
}

/** Why a day cannot be the next review; null when it can. */
export function reviewDayRefusal(from: string, nextReviewOn: string): string | null {
  if (nextReviewOn <= from) return 'Choose a day after this one was approved or reviewed.';
  if (nextReviewOn > latestReviewDay(from)) return 'Choose a day within twelve months: 12.3.1 asks for it.';
  return null;
}

/** "Every 3 months", the process in its own words, or nothing yet. */
export function frequencyWords(text: {
  cadenceEvery: number | null;
  cadenceUnit: string | null;
  process: string;
}): string {
  if (text.cadenceEvery !== null && text.cadenceUnit !== null)
    return describeInterval(text.cadenceEvery, text.cadenceUnit as CadenceUnit);
  return text.process.trim() === '' ? '' : 'By a process';
}

const written: readonly (readonly ['assets' | 'threats' | 'likelihood' | 'impact', string])[] = [
  ['assets', 'what is protected'],
  ['threats', 'the threats'],
  ['likelihood', 'what makes them likely'],
  ['impact', 'what they would do'],
];

/** What 12.3.1 asks for and the text does not say yet, in words that continue "It lacks …". */
export function missingParts(text: AnalysisText): string[] {
  const isWritten = (value: string) => value.trim() !== '';
  return [
    ...(text.requirementNumbers.length === 0 ? ['a requirement'] : []),
    ...written.filter(([field]) => !isWritten(text[field])).map(([, words]) => words),
    ...(frequencyWords(text) === '' ? ['the frequency or the process'] : []),
    ...(isWritten(text.justification) ? [] : ['the reason for the frequency']),
    ...(isWritten(text.madeByName) && text.madeOn !== null ? [] : ['who made it, and when']),
  ];
}

type Life = { approvedOn: string | null; nextReviewOn: string | null; isArchived: boolean };

/** What an analysis is on a day. The day of its review itself is not overdue. */
export function deriveState(life: Life, missing: readonly string[], today: string): AnalysisState {
  if (life.isArchived) return 'ARCHIVED';
  if (missing.length > 0 || life.approvedOn === null || life.nextReviewOn === null) return 'DRAFT';
  return today > life.nextReviewOn ? 'OVERDUE' : 'VALID';
}

/** Two names for one person, as far as names can tell. */
export function isOwnApproval(madeByName: string, approvedByName: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('en');
  return plain(madeByName) !== '' && plain(madeByName) === plain(approvedByName);
}

/** The list's heading: what is true of all of them. */
export function headline(items: readonly Pick<AnalysisItem, 'state'>[]): string {
  const count = (state: AnalysisState) => items.filter((item) => item.state === state).length;
  const parts = [
    words(count('OVERDUE'), 'review is overdue', 'reviews are overdue'),
    words(count('DRAFT'), 'is a draft', 'are drafts'),
  ].filter((part) => part !== '');
  if (parts.length > 0) return capital(parts.join(', '));
  const valid = count('VALID');
  if (valid === 0) return 'Risk analyses';
  return valid === 1 ? 'The risk analysis is valid' : `All ${valid} risk analyses are valid`;
}

function words(count: number, one: string, many: string): string {
  if (count === 0) return '';
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
