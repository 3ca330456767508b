import type { ImportPreview, RowPlace } from '@/lib/exchange/model';
import { plural } from '@/lib/platform/format';

/** The heading of a preview: what is true of the file, in one line. */
export function previewTitle({ willChange, wouldClear, changedMeanwhile, problems }: ImportPreview): string {
  const parts = [
    willChange.length > 0 && `${plural(willChange.length, 'answer', 'answers')} will change`,
    wouldClear.length > 0 && `${plural(wouldClear.length, 'answer', 'answers')} would be cleared`,
    changedMeanwhile.length > 0 && `${changedMeanwhile.length} changed by somebody meanwhile`,
    problems.length > 0 && `${plural(problems.length, 'place does', 'places do')} not fit`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'The file changes nothing' : parts.join(', ');
}

/** "1.2.5, 8.3.6 (2 rows)": each requirement once. */
export function requirementList(places: readonly RowPlace[]): string {
  const rows = new Map<string, number>();
  for (const { requirementNumber } of places)
    rows.set(requirementNumber, (rows.get(requirementNumber) ?? 0) + 1);
  return [...rows]
    .map(([number, amount]) => (amount === 1 ? number : `${number} (${amount} rows)`))
    .join(', ');
}
