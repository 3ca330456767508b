import type { FindingCounts } from '@/lib/response/rules/progress';

type GroupLineProps = {
  section: string;
  title: string;
  counts: FindingCounts;
  /** The lines of the section that are shown. */
  ids: readonly string[];
  /** Cells to the right of the number. */
  width: number;
  selectedIds: ReadonlySet<string>;
  onSelect: (ids: readonly string[], value: boolean) => void;
};

/** Head of a section between the lines. */
export function GroupLine({ section, title, counts, ids, width, selectedIds, onSelect }: GroupLineProps) {
  const isSelected = ids.every((id) => selectedIds.has(id));
  return (
    <tr className="m-group">
      <td>
        <input
          type="checkbox"
          className="check"
          aria-label={`Select section ${section}`}
          checked={isSelected}
          tabIndex={-1}
          onChange={() => onSelect(ids, !isSelected)}
        />
      </td>
      <th scope="rowgroup">{section}</th>
      <td colSpan={width}>
        <span className="m-group-words">
          <span>{title}</span>
          <span className="num">
            {counts.answered} of {counts.total} answered
          </span>
        </span>
      </td>
    </tr>
  );
}
