import type { ChecklistItem } from '@/lib/response/model';
import { visibleSummary } from './row';
import { type RowKey, type RowState, requirementOf, rowOf } from './state';

type Items = readonly ChecklistItem[];

/** The list with what one row says now; the same list while only texts change. */
export function itemsWith(items: Items, key: RowKey, row: RowState): Items {
  const number = requirementOf(key);
  const index = items.findIndex((item) => item.requirementNumber === number);
  const item = items[index];
  const before = item?.rows[rowOf(key)];
  if (!item || !before) return items;
  const after = visibleSummary(row);
  if (before.finding === after.finding && before.facts === after.facts) return items;
  const changed = { ...item, rows: item.rows.map((each, at) => (at === rowOf(key) ? after : each)) };
  return items.with(index, changed);
}

/** The list with something else known of one requirement; the same list when it was known. */
export function itemsKnowing(
  items: Items,
  number: string,
  known: Partial<
    Pick<
      ChecklistItem,
      'evidence' | 'tests' | 'unmetOn' | 'frequencyNeed' | 'review' | 'hasAcceptedRisk' | 'hasFailedEvidence'
    >
  >,
): Items {
  const index = items.findIndex((item) => item.requirementNumber === number);
  const item = items[index];
  if (!item) return items;
  const { evidence = item.evidence, tests = item.tests, review = item.review } = known;
  const { hasAcceptedRisk = item.hasAcceptedRisk ?? false, unmetOn = item.unmetOn ?? null } = known;
  const { frequencyNeed = item.frequencyNeed ?? null } = known;
  const { hasFailedEvidence = item.hasFailedEvidence ?? false } = known;
  // What an approval rested on is gone: the server says the same.
  const isLess = evidence < item.evidence || tests < item.tests;
  const isOutdated = known.review === undefined && isLess && review === 'APPROVED';
  const after = {
    ...item,
    evidence,
    tests,
    unmetOn,
    frequencyNeed,
    hasAcceptedRisk,
    hasFailedEvidence,
    review: isOutdated ? ('CHANGED' as const) : review,
  };
  return after.review === item.review && isSameBeside(after, item) ? items : items.with(index, after);
}

/** Whether the list says the same of what stands beside the answer. */
export function isSameBeside(one: ChecklistItem, other: ChecklistItem): boolean {
  return (
    one.evidence === other.evidence &&
    one.tests === other.tests &&
    (one.frequencyNeed ?? null) === (other.frequencyNeed ?? null) &&
    (one.unmetOn ?? null) === (other.unmetOn ?? null) &&
    (one.hasAcceptedRisk ?? false) === (other.hasAcceptedRisk ?? false) &&
    (one.hasFailedEvidence ?? false) === (other.hasFailedEvidence ?? false)
  );
}
