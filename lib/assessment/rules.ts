import { type Finding, findings, isQuestionnaireId } from '@/lib/catalogue/model';
import { channelNames, channels, methodFacts } from '@/lib/integration/model';
import { addDays, daysBetween } from '@/lib/platform/clock';
import type { AssessmentStatus, FindingCounts, RegisterChange, RegisterFact } from './model';

/** Gravest first: one row in this state settles the whole requirement. */
const gravity = ['NOT_IN_PLACE', 'NOT_TESTED', 'IN_PLACE_WITH_CCW', 'IN_PLACE'] as const;

/**
 * The finding of a requirement from the findings of its answer rows: nothing before every row is answered, then the
 * gravest one. Not Applicable only when no row applies.
 */
export function deriveRequirementFinding(rows: readonly (string | null)[]): Finding | null {
  if (rows.length === 0 || rows.some((row) => row === null)) return null;
  return gravity.find((finding) => rows.includes(finding)) ?? 'NOT_APPLICABLE';
}

/** Counts from groups of requirements whose rows have the same set of findings. */
export function sumFindings(
  groups: readonly { findings: readonly (string | null)[]; count: number }[],
): FindingCounts {
  const counts: FindingCounts = {
    IN_PLACE: 0,
    IN_PLACE_WITH_CCW: 0,
    NOT_APPLICABLE: 0,
    NOT_TESTED: 0,
    NOT_IN_PLACE: 0,
    UNANSWERED: 0,
  };
  for (const group of groups) counts[deriveRequirementFinding(group.findings) ?? 'UNANSWERED'] += group.count;
  return counts;
}

export function totalOf(counts: FindingCounts): number {
  return findings.reduce((sum, finding) => sum + counts[finding], counts.UNANSWERED);
}

/** Longest period that one assessment may cover: two years leave room for a late first one, not for a forgotten one. */
const MAX_PERIOD_DAYS = 731;

/** What is wrong with a period, or null. */
export function whyNotPeriod(periodFrom: string, periodTo: string): string | null {
  if (periodTo <= periodFrom) return 'The period must end after it starts.';
  if (daysBetween(periodFrom, periodTo) > MAX_PERIOD_DAYS)
    return 'Use a period of at most two years; one year is usual.';
  return null;
}

/** The usual period: the twelve months up to the due date; without one, the twelve months that are over today. */
export function proposePeriod(today: string, dueOn: string | null): { periodFrom: string; periodTo: string } {
  const periodTo = dueOn !== null && dueOn >= today ? dueOn : today;
  return { periodFrom: addDays(sameDayNextYear(periodTo, -1), 1), periodTo };
}

/**
 * The year after a signed period, due a year after that was: no day is assessed twice and none falls between. Null where that
 * year is over already.
 */
export function proposeNextYear(
  last: { periodTo: string; dueOn: string | null },
  today: string,
): { periodFrom: string; periodTo: string; dueOn: string | null } | null {
  const periodFrom = addDays(last.periodTo, 1);
  const periodTo = addDays(sameDayNextYear(periodFrom, 1), -1);
  if (periodTo < today) return null;
  return { periodFrom, periodTo, dueOn: last.dueOn && sameDayNextYear(last.dueOn, 1) };
}

function sameDayNextYear(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0');
  const rest = day.slice(4);
  // 29 February exists only in leap years: the day before stands for it.
  const isLeap = new Date(`${year}-02-29T00:00:00Z`).getUTCMonth() === 1;
  return rest === '-02-29' && !isLeap ? `${year}-02-28` : `${year}${rest}`;
}

/** The earliest deadline of these acquirers that is still to come; else the latest one that has passed. */
export function proposeDueOn(deadlines: readonly (string | null)[], today: string): string | null {
  const known = deadlines.filter((day) => day !== null).sort();
  return known.find((day) => day >= today) ?? known.at(-1) ?? null;
}

/** "Webshop and Tills, SAQ A, 2027". */
export function proposeName(
  integrations: readonly string[],
  questionnaireName: string,
  periodTo: string,
): string {
  const first = integrations[0] ?? 'Services';
  const rest = integrations.length - 1;
  const what = rest > 0 ? `${first} and ${rest} more` : first;
  return `${what}, ${questionnaireName}, ${periodTo.slice(0, 4)}`.slice(0, 120);
}

/** Integrations whose facts have changed since the questionnaire was decided: the decision no longer speaks for them. */
export function driftedSince(decided: readonly RegisterFact[], now: readonly RegisterFact[]): string[] {
  return decided
    .filter((before) => {
      const after = now.find((one) => one.integrationId === before.integrationId);
      if (!after) return true;
      return (
        after.method !== before.method ||
        after.storesAccountData !== before.storesAccountData ||
        !isSameSet(after.channels, before.channels)
      );
    })
    .map((one) => one.integrationId);
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return [...left].sort().join() === [...right].sort().join();
}

/** The same in words, for those who have to set it right. */
export function registerChanges(
  decided: readonly RegisterFact[],
  now: readonly (RegisterFact & { name: string })[],
): RegisterChange[] {
  const drifted = driftedSince(decided, now);
  return decided
    .filter(({ integrationId }) => drifted.includes(integrationId))
    .map((before) => {
      const after = now.find((one) => one.integrationId === before.integrationId);
      return {
        integrationId: before.integrationId,
        name: after?.name ?? 'An integration',
        changes: after ? changesInWords(before, after) : ['it is not in the register any more'],
      };
    });
}

function changesInWords(before: RegisterFact, after: RegisterFact): string[] {
  const methodOf = ({ method }: RegisterFact) =>
    Object.hasOwn(methodFacts, method) ? methodFacts[method as keyof typeof methodFacts].label : method;
  const channelsOf = (fact: RegisterFact) =>
    channels.filter((channel) => fact.channels.includes(channel)).map((channel) => channelNames[channel]);
  return [
    after.method !== before.method &&
      `how cards are taken was “${methodOf(before)}”, is now “${methodOf(after)}”`,
    !isSameSet(after.channels, before.channels) &&
      `its channels were ${channelsOf(before).join(', ')}, are now ${channelsOf(after).join(', ')}`,
    after.storesAccountData !== before.storesAccountData &&
      `card numbers are ${after.storesAccountData ? 'now kept' : 'no longer kept'} electronically`,
  ].filter((words) => words !== false);
}

type Decided = {
  questionnaireId: string | null;
  catalogueVersionId: string;
  integrationIds: readonly string[];
  channels: readonly string[];
};

/**
 * Whether a later run of the picker came to the same questionnaire for the same payments, on the facts of today: the
 * assessment then goes on, and its answers are not lost to a change that changes nothing for them.
 */
export function confirmsQuestionnaire(
  own: Decided,
  later: Decided & { register: readonly RegisterFact[] },
  now: readonly RegisterFact[],
): boolean {
  return (
    later.questionnaireId !== null &&
    later.questionnaireId === own.questionnaireId &&
    later.catalogueVersionId === own.catalogueVersionId &&
    isSameSet(later.integrationIds, own.integrationIds) &&
    isSameSet(later.channels, own.channels) &&
    later.register.length > 0 &&
    driftedSince(later.register, now).length === 0
  );
}

export function statusOf(value: string): AssessmentStatus {
  if (value === 'OPEN' || value === 'SIGNED' || value === 'SUPERSEDED') return value;
  throw new Error(`unknown assessment status: ${value}`);
}

export function questionnaireIdOf(value: string) {
  if (isQuestionnaireId(value)) return value;
  throw new Error(`unknown questionnaire: ${value}`);
}
