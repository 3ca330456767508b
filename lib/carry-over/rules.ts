import type { Finding } from '@/lib/catalogue/model';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import {
  emptyResponse,
  type ResponseChanges,
  type ResponseFields,
  responseFields,
} from '@/lib/response/model';
import { groupBySection } from '@/lib/response/rules/progress';
import { type CarriedLine, type CarryOutcome, type CarryReason, noteLength } from './model';

type Known = {
  /** Of last year, row by row. */
  findings: readonly (Finding | null)[];
  expiredEvidence: number;
  /** Accepted risks of last year while none is accepted this year. */
  openRisks: number;
  /** Valid evidence that is linked this year. */
  evidence: number;
  /** Tests of this year. */
  tests: number;
  /** Whether some of them was not fully met, with none after that was. */
  isUnmet: boolean;
};

/**
 * What speaks against confirming an answer of last year as one of a group: then somebody looks at it by itself. Not in Place,
 * a compensating control (documented and validated anew each year), Not Tested and what a risk was accepted beside are never
 * confirmed as a group; In Place needs valid evidence and a test of this year, Not Applicable a test that it still does not
 * apply. A test that was not met says that it is not still so.
 */
export function reasonsAgainst({
  findings,
  expiredEvidence,
  openRisks,
  evidence,
  tests,
  isUnmet,
}: Known): CarryReason[] {
  const reasons: CarryReason[] = [];
  if (findings.some((one) => one === null || one === 'NOT_IN_PLACE')) reasons.push('NOT_IN_PLACE');
  if (findings.includes('IN_PLACE_WITH_CCW')) reasons.push('CCW');
  if (findings.includes('NOT_TESTED')) reasons.push('NOT_TESTED');
  if (openRisks > 0) reasons.push('RISK');
  if (expiredEvidence > 0) reasons.push('EVIDENCE');
  if (evidence === 0 && findings.includes('IN_PLACE')) reasons.push('NO_EVIDENCE');
  if (isUnmet) reasons.push('NOT_MET');
  if (tests === 0) reasons.push('NO_TEST');
  return reasons;
}

/** What changed most stands first: the order in which an officer works through last year's answers. */
const order: readonly CarryReason[] = [
  'NOT_IN_PLACE',
  'CCW',
  'NOT_TESTED',
  'RISK',
  'NOT_MET',
  'EVIDENCE',
  'NO_EVIDENCE',
  'NO_TEST',
];

export function carryRank(reasons: readonly CarryReason[]): number {
  const first = order.findIndex((one) => reasons.includes(one));
  return first < 0 ? order.length : first;
}

/** What an answer says, without what it leaves empty. */
export function filled(fields: ResponseFields): ResponseChanges {
  return Object.fromEntries(
    responseFields
      .filter((field) => fields[field] !== emptyResponse[field])
      .map((field) => [field, fields[field]]),
  );
}

/** Nothing of this year stands there yet: no answer, and no word. */
export function isBlank(fields: ResponseFields): boolean {
  return responseFields.every((field) => fields[field] === emptyResponse[field]);
}

/** The same fields as they are before anything is written. */
export function emptied(changes: ResponseChanges): ResponseChanges {
  return Object.fromEntries(
    responseFields.filter((field) => field in changes).map((field) => [field, emptyResponse[field]]),
  );
}

const noted = [
  'resultNote',
  'notApplicableReason',
  'notTestedReason',
  'ccwDefinition',
  'planAction',
] as const;

/** What was written of a requirement, row after row, each text once and the whole cut where it gets long. */
export function noteOf(rows: readonly ResponseFields[]): string {
  const texts = rows.flatMap((fields) => noted.map((field) => fields[field].trim())).filter(Boolean);
  const whole = [...new Set(texts)].join('\n');
  return whole.length <= noteLength ? whole : `${whole.slice(0, noteLength).trimEnd().toWellFormed()} …`;
}

type Line = Pick<CarriedLine, 'isAnswered' | 'reasons'>;

/** It can be confirmed together with others as it is. */
export function isFree({ isAnswered, reasons }: Line): boolean {
  return !isAnswered && reasons.length === 0;
}

/** The same once a test of this year is recorded for it. */
export function isFreeWithTest({ isAnswered, reasons }: Line): boolean {
  return !isAnswered && reasons.every((reason) => reason === 'NO_TEST');
}

export type CarriedSection<L> = { requirementNumber: string; title: string; lines: L[] };

/** Lines by the sections of the standard, in its order, each with the section's name. */
export function bySection<L extends { requirementNumber: string }>(
  lines: readonly L[],
  sections: readonly { requirementNumber: string; title: string }[],
): CarriedSection<L>[] {
  const groups = groupBySection(lines);
  return [...groups.keys()].toSorted(compareRequirementNumbers).map((requirementNumber) => ({
    requirementNumber,
    title: sections.find((one) => one.requirementNumber === requirementNumber)?.title ?? '',
    lines: groups.get(requirementNumber) ?? [],
  }));
}

/** What was confirmed on a page, newest first: each change with its own way back. Where nothing was done is said once only. */
export function withOutcome(before: readonly CarryOutcome[], outcome: CarryOutcome): CarryOutcome[] {
  return [outcome, ...before.filter(({ changeId }) => changeId !== null)];
}
