import type { Finding } from '@/lib/catalogue/model';
import { daysBetween } from '@/lib/platform/clock';
import { type ResponseFields, responseFields } from '@/lib/response/model';
import { isSameValue } from '@/lib/response/rules/history';
import type { FieldChange, SharedState, ShareEffect } from './model';

export type AnswerRow = { row: number; version: number; fields: ResponseFields };

type Period = { periodFrom: string; periodTo: string };

/**
 * Whether an answer of one period says something for another one: they overlap by at least half of the shorter. Last year's
 * answer is carried over and confirmed, not shared.
 */
export function isSamePeriod(one: Period, other: Period): boolean {
  const [a, b] = [daysOf(one), daysOf(other)];
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return 2 * common >= Math.min(a.end - a.start, b.end - b.start);
}

function daysOf({ periodFrom, periodTo }: Period): { start: number; end: number } {
  const day = (text: string) => daysBetween('2000-01-01', text);
  return { start: day(periodFrom), end: day(periodTo) + 1 };
}

type Link = { sourceBasis: number; targetBasis: number };

/** How a use stands; `source` is null where it is not asked there any more, or out of sight. */
export function sharedState(link: Link, now: { source: number | null; target: number }): SharedState {
  if (now.source === null) return 'STOPPED';
  if (now.source !== link.sourceBasis) return 'CHANGED';
  return now.target === link.targetBasis ? 'CURRENT' : 'OWN';
}

/** Field by field, row by row: from one answer to the other. */
export function changesBetweenRows(from: readonly AnswerRow[], to: readonly AnswerRow[]): FieldChange[] {
  return to.flatMap(({ row, fields }) => {
    const before = from.find((one) => one.row === row)?.fields;
    return responseFields
      .filter((field) => !isSameValue(before?.[field], fields[field]))
      .map((field) => ({ row, field, from: before?.[field] ?? null, to: fields[field] }));
  });
}

/** An answer is shared whole: every row of it is answered. */
export function isWhole(rows: readonly AnswerRow[]): boolean {
  return rows.length > 0 && rows.every(({ fields }) => fields.finding !== null);
}

/** What using an answer elsewhere would do there. Whatever differs is replaced only by somebody who has seen it. */
export function effectOf(
  source: readonly AnswerRow[],
  target: readonly AnswerRow[],
  options: { offered: readonly Finding[]; isLinked: boolean },
): ShareEffect {
  if (source.some(({ fields }) => fields.finding !== null && !options.offered.includes(fields.finding))) {
    return 'NOT_OFFERED';
  }
  const isSame = changesBetweenRows(target, source).length === 0;
  if (options.isLinked && isSame) return 'LINKED';
  if (isSame) return 'SAME';
  return target.every(({ version }) => version === 0) ? 'NEW' : 'REPLACES';
}
