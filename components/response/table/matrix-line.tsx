'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { memo } from 'react';
import { ChevronDown, ChevronRight } from '@/components/ui/icons';
import { StatusGlyph } from '@/components/ui/status';
import { statusSlugs } from '@/components/ui/status-kind';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import type { Column } from '@/lib/checklist-table/model';
import { MatrixCell } from './matrix-cell';
import type { MatrixRow } from './matrix-model';

export type MatrixLineProps = {
  line: MatrixRow;
  columns: readonly Column[];
  options: readonly Finding[];
  names: ReadonlyMap<string, string>;
  today: string;
  address: string;
  isCurrent: boolean;
  isSelected: boolean;
  isExpanded: boolean;
  locked: boolean;
  onAnswer: (line: MatrixRow, finding: Finding) => void;
  onSelect: (id: string, isRange: boolean) => void;
  onExpand: (id: string) => void;
};

/** One line: select, number, title, and the columns that are chosen, one per answer among them. */
export const MatrixLine = memo(function MatrixLine(props: MatrixLineProps) {
  const { line, columns, options, names, today, address, isCurrent, isSelected, isExpanded, locked } = props;
  const { onAnswer, onSelect, onExpand } = props;
  const isPart = line.row !== null;
  const name = isPart ? `${line.item.requirementNumber}, ${line.title}` : line.id;
  const reach = isCurrent ? 0 : -1;
  return (
    <tr
      data-id={line.id}
      data-current={isCurrent || undefined}
      data-part={isPart || undefined}
      aria-selected={isSelected || undefined}
    >
      <td>
        {!isPart && (
          <input
            type="checkbox"
            className="check"
            aria-label={`Select ${line.id}`}
            checked={isSelected}
            tabIndex={reach}
            onChange={(event) => onSelect(line.id, (event.nativeEvent as MouseEvent).shiftKey)}
          />
        )}
      </td>
      {isPart ? (
        <td />
      ) : (
        <th scope="row" className="m-id">
          <Link href={address as Route} prefetch={false} tabIndex={reach}>
            {line.id}
          </Link>
        </th>
      )}
      <td className="m-text">
        <span className="m-title" title={line.title}>
          {line.rows.length > 0 && (
            <button
              type="button"
              className="m-expand"
              aria-expanded={isExpanded}
              aria-label={`${line.rows.length} answer rows of ${line.id}`}
              tabIndex={reach}
              onClick={() => onExpand(line.id)}
            >
              {isExpanded ? <ChevronDown /> : <ChevronRight />}
            </button>
          )}
          <span className="m-words">{line.title}</span>
        </span>
      </td>
      {columns.map((column) =>
        column === 'answers' ? (
          options.map((option) => (
            <td key={option} className="m-col">
              <label className={`tone-${statusSlugs[option]}`}>
                <input
                  type="radio"
                  name={`answer ${line.id}`}
                  value={option}
                  aria-label={`${name} ${findingNames[option]}`}
                  checked={line.finding === option}
                  disabled={locked}
                  tabIndex={reach}
                  onChange={() => onAnswer(line, option)}
                />
                {line.finding === option && <StatusGlyph kind={option} isClaimed={line.claim !== ''} />}
              </label>
            </td>
          ))
        ) : (
          <MatrixCell
            key={column}
            column={column}
            line={line}
            address={address}
            names={names}
            today={today}
            tabIndex={reach}
          />
        ),
      )}
    </tr>
  );
});
