'use client';

import { useEffect, useRef } from 'react';
import { ArrowDown, ArrowUp } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import { type Column, columnNames, type SortColumn } from '@/lib/checklist-table/model';
import { keyOfAnswer } from '../answer-keys';
import type { MatrixTable } from './matrix-table';

const shortNames: Record<Finding, string> = {
  ...findingNames,
  IN_PLACE_WITH_CCW: 'With CCW',
  NOT_APPLICABLE: 'N/A',
};

type MatrixHeadProps = {
  table: MatrixTable;
  columns: readonly Column[];
  options: readonly Finding[];
  shown: number;
};

/** Heads of the columns; those that sort are buttons. */
export function MatrixHead({ table, columns, options, shown }: MatrixHeadProps) {
  const selected = table.getSelectedRowIds().length;
  return (
    <thead>
      <tr>
        <th scope="col" className="m-check">
          <SelectAll
            all={selected > 0 && selected === shown}
            some={selected > 0 && selected < shown}
            shown={shown}
            onChange={(value) => table.toggleAllRowsSelected(value)}
          />
        </th>
        <SortHead table={table} column="number" />
        <SortHead table={table} column="title" />
        {columns.map((column) =>
          column === 'answers' ? (
            options.map((option) => (
              <th key={option} scope="col" className="m-col">
                <abbr title={findingNames[option]}>{shortNames[option]}</abbr>{' '}
                <KeyCap>{keyOfAnswer(option)}</KeyCap>
              </th>
            ))
          ) : (
            <SortHead key={column} table={table} column={column} isNumber={column === 'evidence'} />
          ),
        )}
      </tr>
    </thead>
  );
}

type SortHeadProps = { table: MatrixTable; column: SortColumn; isNumber?: boolean };

function SortHead({ table, column, isNumber }: SortHeadProps) {
  const own = table.getColumn(column);
  const sorted = own?.getIsSorted() || false;
  return (
    <th
      scope="col"
      className={isNumber ? 'num' : undefined}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
    >
      <button type="button" onClick={own?.getToggleSortingHandler()}>
        {columnNames[column]}
        {sorted === 'asc' && <ArrowUp />}
        {sorted === 'desc' && <ArrowDown />}
      </button>
    </th>
  );
}

type SelectAllProps = { all: boolean; some: boolean; shown: number; onChange: (value: boolean) => void };

function SelectAll({ all, some, shown, onChange }: SelectAllProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return (
    <input
      ref={box}
      type="checkbox"
      className="check"
      aria-label={`Select all ${shown} shown`}
      title={`Select all ${shown} shown`}
      checked={all}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
