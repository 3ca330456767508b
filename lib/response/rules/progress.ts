import { deriveRequirementFinding } from '@/lib/assessment/rules';
import { type Finding, findings } from '@/lib/catalogue/model';
import { principalOf } from '@/lib/catalogue/rules';
import type { AnswerForm, RowSummary } from '../model';
import { type AnalysisNeed, needOfItem } from './frequency';
import { owesTexts } from './owed';

type Row = Pick<RowSummary, 'finding' | 'facts'>;
type Answered = { rows: readonly Pick<RowSummary, 'finding'>[]; isUnconfirmed?: boolean };
type Item = {
  requirementNumber: string;
  rows: readonly Row[];
  isUnconfirmed?: boolean;
  frequencyNeed?: AnalysisNeed | null;
};
type Form = Pick<AnswerForm, 'describesResults' | 'asksPlan'>;

/** The finding of a requirement from its answer rows. */
export function deriveFinding(rows: readonly Pick<RowSummary, 'finding'>[]): Finding | null {
  // Most requirements have one row, and this is asked for all of them at every key.
  if (rows.length === 1) return rows[0]?.finding ?? null;
  return deriveRequirementFinding(rows.map((row) => row.finding));
}

export function countAnsweredRows(rows: readonly Pick<RowSummary, 'finding'>[]): number {
  return rows.filter((row) => row.finding !== null).length;
}

export function isUnanswered(item: Answered): boolean {
  return standingFinding(item) === null;
}

/** The finding that counts: none while an answer waits to be confirmed. */
export function standingFinding(item: Answered): Finding | null {
  return item.isUnconfirmed ? null : deriveFinding(item.rows);
}

/** Some row says Not in Place, whether or not the others are answered yet. What waits to be confirmed says nothing yet. */
export function isNotInPlace(item: Answered): boolean {
  return !item.isUnconfirmed && item.rows.some((row) => row.finding === 'NOT_IN_PLACE');
}

/** Answered, wholly or in part, and something is still to be written, or its risk analysis is missing. */
export function isIncomplete(item: Item, form: Form): boolean {
  const answered = countAnsweredRows(item.rows);
  if (answered === 0) return false;
  return answered < item.rows.length || lacksWords(item, form) || needOfItem(item) !== null;
}

/** Something that an answer of it obliges to is still to be written. */
export function lacksWords({ rows }: Pick<Item, 'rows'>, form: Form): boolean {
  return rows.some((row) => owesTexts(row, form));
}

/** "3 of these incomplete", beside the number of answered requirements, which counts them too; empty when none is. */
export function incompleteInWords(items: readonly Item[], form: Form): string {
  const count = items.filter((item) => !isUnanswered(item) && isIncomplete(item, form)).length;
  return count > 0 ? `${count} of these incomplete` : '';
}

export const claimLacks = ['EVIDENCE', 'TEST', 'MET_TEST'] as const;
export type ClaimLack = (typeof claimLacks)[number];

const lackWords: Record<ClaimLack, string> = {
  EVIDENCE: 'no evidence',
  TEST: 'no test',
  MET_TEST: 'a test that was not fully met',
};

type Proven = Answered & {
  evidence: number;
  tests: number;
  unmetOn?: string | null;
  hasFailedEvidence?: boolean;
};

/**
 * What stands is In Place, with or without a compensating control, but without evidence, without a test, or beside a test that was not
 * fully met with none after it that was: nobody could show it. It is said so wherever the answer is shown, until both are there.
 */
export function claimLacksOf(item: Proven): ClaimLack[] {
  const finding = standingFinding(item);
  if (finding !== 'IN_PLACE' && finding !== 'IN_PLACE_WITH_CCW') return [];
  const lacks: ClaimLack[] = [];
  if (item.evidence === 0) lacks.push('EVIDENCE');
  if (item.tests === 0) lacks.push('TEST');
  else if (item.unmetOn) lacks.push('MET_TEST');
  return lacks;
}

export function isClaimed(item: Proven): boolean {
  return claimLacksOf(item).length > 0;
}

/** "2 only claimed", beside the number of answered requirements, which counts them too; empty when none is. */
export function claimedInWords(items: readonly Proven[]): string {
  const count = items.filter(isClaimed).length;
  return count > 0 ? `${count} only claimed` : '';
}

/** "no evidence", "no test", "no evidence and no test". Empty where nothing is missing. */
export function lacksInWords(
  lacks: readonly ClaimLack[],
  words: Readonly<Record<ClaimLack, string>> = lackWords,
): string {
  return lacks.map((lack) => words[lack]).join(' and ');
}

/** The same of an item, which also knows that there is evidence, and that it failed. */
export function claimInWords(item: Proven): string {
  const words = item.hasFailedEvidence ? { ...lackWords, EVIDENCE: 'only evidence that failed' } : lackWords;
  return lacksInWords(claimLacksOf(item), words);
}

export type FindingCounts = Record<Finding | 'UNANSWERED', number> & { total: number; answered: number };

/** Counts in requirements, never in rows. */
export function countFindings(items: Iterable<Answered>): FindingCounts {
  const counts: FindingCounts = {
    IN_PLACE: 0,
    IN_PLACE_WITH_CCW: 0,
    NOT_APPLICABLE: 0,
    NOT_TESTED: 0,
    NOT_IN_PLACE: 0,
    UNANSWERED: 0,
    total: 0,
    answered: 0,
  };
  for (const item of items) {
    const finding = standingFinding(item);
    counts[finding ?? 'UNANSWERED'] += 1;
    counts.total += 1;
    if (finding) counts.answered += 1;
  }
  return counts;
}

/** "19 In Place, 1 Not in Place, 3 Unanswered": the text beside a bar. */
export function countsInWords(counts: FindingCounts, names: Record<Finding, string>): string {
  const parts = findings
    .filter((finding) => counts[finding] > 0)
    .map((finding) => `${counts[finding]} ${names[finding]}`);
  if (counts.UNANSWERED > 0) parts.push(`${counts.UNANSWERED} Unanswered`);
  return parts.join(', ');
}

/** Requirements by principal requirement or appendix, in the given order. */
export function groupByPrincipal<I extends { requirementNumber: string }>(
  items: readonly I[],
): Map<string, I[]> {
  return groupBy(items, (item) => principalOf(item.requirementNumber));
}

/** "8.3.10.1" → "8.3": the section that a requirement stands in. */
export function sectionOf(requirementNumber: string): string {
  const end = requirementNumber.indexOf('.', requirementNumber.indexOf('.') + 1);
  return end < 0 ? requirementNumber : requirementNumber.slice(0, end);
}

/** The first requirement of the section after that of `at`, or of the one before it. */
export function besideSection(
  items: readonly { requirementNumber: string }[],
  at: number,
  direction: 1 | -1,
): string | undefined {
  const numbers = items.map(({ requirementNumber }) => requirementNumber);
  const here = sectionOf(numbers[at] ?? '');
  const isElsewhere = (number: string) => sectionOf(number) !== here;
  if (direction === 1) return numbers.slice(at + 1).find(isElsewhere);
  const before = numbers.slice(0, Math.max(at, 0)).findLast(isElsewhere);
  return before && numbers.find((number) => sectionOf(number) === sectionOf(before));
}

export function groupBySection<I extends { requirementNumber: string }>(
  items: readonly I[],
): Map<string, I[]> {
  return groupBy(items, (item) => sectionOf(item.requirementNumber));
}

function groupBy<I>(items: readonly I[], keyOf: (item: I) => string): Map<string, I[]> {
  const groups = new Map<string, I[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Where to go on: the next requirement after `from` that has an unanswered row, round the end; else one that lacks texts. */
export function nextOpen(
  items: readonly Item[],
  from: string,
  form: Form,
): { requirementNumber: string; because: 'UNANSWERED' | 'INCOMPLETE' } | null {
  const at = items.findIndex((item) => item.requirementNumber === from);
  const ordered = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  const unanswered = ordered.find((item) => isUnanswered(item));
  if (unanswered) return { requirementNumber: unanswered.requirementNumber, because: 'UNANSWERED' };
  const incomplete = ordered.find((item) => isIncomplete(item, form));
  return incomplete ? { requirementNumber: incomplete.requirementNumber, because: 'INCOMPLETE' } : null;
}
