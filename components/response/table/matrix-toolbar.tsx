'use client';

import { FilterInput } from '@/components/ui/filter-input';
import { ArrowDown, ArrowUp, Columns3 } from '@/components/ui/icons';
import { Menu, MenuChoice } from '@/components/ui/menu';
import type { Finding } from '@/lib/catalogue/model';
import {
  type Column,
  columnNames,
  columns,
  type FilterName,
  sortColumns,
  type TableState,
} from '@/lib/checklist-table/model';
import { withoutFilters } from '@/lib/checklist-table/rules/address';
import { keyOfAnswer } from '../answer-keys';
import { useChecklistState } from '../checklist-context';
import { FilterMenus } from './filter-menus';
import type { FilterOption } from './filter-options';

type MatrixToolbarProps = {
  total: number;
  shown: number;
  answers: readonly Finding[];
  options: Record<FilterName, FilterOption[]>;
  state: TableState;
  /** Of the address, what was not understood. */
  ignored: readonly string[];
  onChange: (state: TableState, how?: 'TYPING') => void;
};

/** Words, filters, order, columns, and the keys. */
export function MatrixToolbar(props: MatrixToolbarProps) {
  const { total, shown, answers, options, state, ignored, onChange } = props;
  const locked = useChecklistState(({ lock }) => lock !== null);
  const { sort } = state;
  const toggle = (column: Column) =>
    onChange({
      ...state,
      columns: columns.filter((each) => state.columns.includes(each) !== (each === column)),
    });
  return (
    <div className="m-tools">
      <FilterInput
        label={`Filter ${total} requirements`}
        value={state.words}
        onChange={(words) => onChange({ ...state, words }, 'TYPING')}
      />
      <FilterMenus
        options={options}
        filters={state.filters}
        onChange={(filters) => onChange({ ...state, filters })}
        onClear={() => onChange(withoutFilters(state))}
      />
      <Menu
        label={`Sorted by ${columnNames[sort.column]}, ${sort.desc ? 'descending' : 'ascending'}`}
        triggerClassName="m-chip m-chip-plain"
        trigger={
          <>
            {sort.desc ? <ArrowDown /> : <ArrowUp />}
            {columnNames[sort.column]}
          </>
        }
      >
        {sortColumns.map((column) => (
          <MenuChoice
            key={column}
            checked={sort.column === column}
            onSelect={() => onChange({ ...state, sort: { ...sort, column } })}
          >
            {columnNames[column]}
          </MenuChoice>
        ))}
        <MenuChoice
          kind="checkbox"
          checked={sort.desc}
          onSelect={() => onChange({ ...state, sort: { ...sort, desc: !sort.desc } })}
        >
          Descending
        </MenuChoice>
      </Menu>
      <Menu
        label="Columns"
        triggerClassName="m-chip m-chip-plain"
        trigger={
          <>
            <Columns3 />
            Columns
          </>
        }
      >
        {columns.map((column) => (
          <MenuChoice
            key={column}
            kind="checkbox"
            checked={state.columns.includes(column)}
            onSelect={() => toggle(column)}
          >
            {columnNames[column]}
          </MenuChoice>
        ))}
      </Menu>
      <span className="m-count" role="status">
        {shown === total ? '' : `${shown} of ${total} shown`}
      </span>
      <span className="hints" aria-hidden="true">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> row
        </span>
        {!locked && (
          <>
            <span>
              {answers.map((option) => (
                <kbd key={option}>{keyOfAnswer(option)}</kbd>
              ))}{' '}
              answer and move on
            </span>
            <span>
              <kbd>X</kbd> select
            </span>
          </>
        )}
      </span>
      {ignored.length > 0 && (
        <p className="m-ignored" role="status">
          Left out of this address, because it is not understood here: <b>{ignored.join(', ')}</b>
        </p>
      )}
    </div>
  );
}
