import { type StatusKind, statusKinds } from './status-kind';

export type StatusCounts = Readonly<Partial<Record<StatusKind, number>>>;
export type BarPart = { kind: StatusKind; count: number; start: number; width: number };

/** Least share of a bar in percent, so that one Not in Place among 250 stays visible. */
const LEAST = 1.5;

/** Splits 100 % among the counts in the fixed order. Parts that are not zero get at least a visible share. */
export function computeBarParts(counts: StatusCounts): BarPart[] {
  const present = statusKinds.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count > 0 ? [{ kind, count }] : [];
  });
  const total = present.reduce((sum, part) => sum + part.count, 0);
  if (total === 0) return [];
  const raised = present.map((part) => ({ ...part, share: Math.max((part.count / total) * 100, LEAST) }));
  const sum = raised.reduce((all, part) => all + part.share, 0);
  let start = 0;
  return raised.map(({ kind, count, share }) => {
    const width = (share / sum) * 100;
    const part = { kind, count, start, width };
    start += width;
    return part;
  });
}
